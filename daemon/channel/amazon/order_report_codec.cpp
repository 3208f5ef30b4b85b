#include "daemon/channel/amazon/order_report_codec.h"

#include <algorithm>

#include "common/json.h"
#include "daemon/books/place_of_supply.h"
#include "daemon/channel/amazon/fault.h"
#include "daemon/channel/amazon/object_reader.h"
#include "daemon/channel/amazon/order_report_words.h"
#include "daemon/channel/amazon/report_columns.h"

namespace sellerd::amazon {
namespace {

enum Column : std::size_t {
  order_number,  // needed: from here
  purchase_date,
  last_updated_date,
  order_status,
  fulfillment_channel,
  sku,
  quantity,
  currency,
  item_price,  // to here
  item_tax,
  shipping_price,
  shipping_tax,
  gift_wrap_price,
  gift_wrap_tax,
  item_discount,
  ship_discount,
  seller_order_id,
  sales_channel,
  service_level,
  product_name,
  asin,
  item_status,
  promotion_ids,
  is_business,
  ship_state,
  ship_country,
  ship_city,
  ship_postal_code,
};
constexpr std::size_t kLastNeeded = item_price;

constexpr std::string_view kNames[] = {"amazon-order-id",
                                       "purchase-date",
                                       "last-updated-date",
                                       "order-status",
                                       "fulfillment-channel",
                                       "sku",
                                       "quantity",
                                       "currency",
                                       "item-price",
                                       "item-tax",
                                       "shipping-price",
                                       "shipping-tax",
                                       "gift-wrap-price",
                                       "gift-wrap-tax",
                                       "item-promotion-discount",
                                       "ship-promotion-discount",
                                       "merchant-order-id",
                                       "sales-channel",
                                       "ship-service-level",
                                       "product-name",
                                       "asin",
                                       "item-status",
                                       "promotion-ids",
                                       "is-business-order",
                                       "ship-state",
                                       "ship-country",
                                       "ship-city",
                                       "ship-postal-code"};
static_assert(std::size(kNames) == OrderReportDecoder::kColumnCount);

struct Amount {
  Column column;
  std::string_view type;
  std::string_view subtype;
};

constexpr Amount kAmounts[] = {{item_price, "ITEM", ""},
                               {item_tax, "TAX", "ITEM"},
                               {shipping_price, "SHIPPING", ""},
                               {shipping_tax, "TAX", "SHIPPING"},
                               {gift_wrap_price, "GIFT_WRAP", ""},
                               {gift_wrap_tax, "TAX", "GIFT_WRAP"},
                               {item_discount, "DISCOUNT", "ITEM"},
                               {ship_discount, "DISCOUNT", "SHIPPING"}};

Error malformed_at(Column column, std::string message) {
  return make_error(ErrorCode::malformed, std::move(message), std::string(kNames[column]));
}

Result<Timestamp> read_date(std::string_view text, Column column) {
  const auto time = parse_time(text);
  if (!time) return malformed_at(column, "\"" + printable(text, 40) + "\" is not a time");
  return *time;
}

std::string member_text(std::string_view key, std::string_view value) {
  return json::serialize(json::object{{key, json::string(value)}});
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    if (comma > 0) parts.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

}  // namespace

Result<OrderReportDecoder> OrderReportDecoder::make(const std::vector<std::string>& header, Charset charset,
                                                    std::uint32_t integration) {
  OrderReportDecoder decoder;
  decoder.charset_ = charset;
  decoder.integration_ = integration;
  for (std::size_t column = 0; column < kColumnCount; ++column) {
    decoder.columns_[column] = find_column(header, kNames[column]);
    if (column <= kLastNeeded && !decoder.columns_[column])
      return missing_column("orders report", kNames[column], header, charset);
  }
  return decoder;
}

std::string_view OrderReportDecoder::field(const TsvRow& row, std::size_t column) const {
  const auto& place = columns_[column];
  return place && *place < row.fields.size() ? row.fields[*place] : std::string_view();
}

std::string OrderReportDecoder::text(const TsvRow& row, std::size_t column) const {
  return to_utf8(charset_, field(row, column));
}

// Where the columns cannot be told apart, those on the left mostly still can.
std::string OrderReportDecoder::order_id(const TsvRow& row) const {
  std::string_view id = field(row, order_number);
  if (row.problem) {
    std::string_view rest = row.raw;
    for (std::size_t skipped = 0; skipped < *columns_[order_number] && !rest.empty(); ++skipped)
      rest.remove_prefix(std::min(rest.find('\t'), rest.size() - 1) + 1);
    id = rest.substr(0, rest.find('\t'));
  }
  return is_identifier(id) ? std::string(id) : std::string();
}

Result<void> OrderReportDecoder::read_charges(const TsvRow& row, std::vector<Charge>& charges) const {
  const auto code = field(row, currency);
  for (const auto& [column, type, subtype] : kAmounts) {
    const auto sent = field(row, column);
    if (sent.empty()) continue;
    const auto amount = Money::parse(sent, code);
    if (!amount) {
      return malformed_at(
          column, "\"" + printable(sent, 40) + "\" is not an amount in \"" + printable(code, 10) + "\"");
    }
    charges.push_back({std::string(type), std::string(subtype), *amount});
  }
  return {};
}

Result<OrderLine> OrderReportDecoder::read_line(const TsvRow& row) const {
  OrderLine line;
  line.line_id = "1";
  auto exact = exact_text(charset_, field(row, sku), kNames[sku]);
  if (!exact) return exact.error();
  line.sku = std::move(*exact);
  line.asin = text(row, asin);
  line.title = text(row, product_name);
  const auto units = read_quantity(field(row, quantity));
  if (!units) return units.error();
  if (!*units) return malformed_at(quantity, "is empty");
  line.quantity_ordered = **units;
  const auto status = text(row, item_status);
  if (status == "Shipped") line.quantity_fulfilled = line.quantity_ordered;
  if (is_cancelled_item(status)) line.extra = member_text(kNames[item_status], status);
  if (auto charges = read_charges(row, line.charges); !charges) return charges.error();
  line.promotions = split_list(text(row, promotion_ids));
  return line;
}

Result<Order> OrderReportDecoder::read(const TsvRow& row) const {
  Order order;
  order.integration = integration_;
  order.source = "report";
  order.order_id = order_id(row);
  if (order.order_id.empty()) return malformed_at(order_number, "is not an order id");
  const auto created = read_date(field(row, purchase_date), purchase_date);
  if (!created) return created.error();
  order.created = *created;
  const auto updated = read_date(field(row, last_updated_date), last_updated_date);
  if (!updated) return updated.error();
  order.last_updated = *updated;
  const auto status = text(row, order_status);
  if (status.empty()) return malformed_at(order_status, "is empty");
  order.channel_status = order_status_word(status);
  if (is_finer_status(status)) order.extra = member_text(kNames[order_status], status);
  order.fulfilled_by = fulfiller_word(text(row, fulfillment_channel));
  order.sales_channel = sales_channel_word(text(row, sales_channel));
  order.service_level = service_level_word(text(row, service_level));
  if (field(row, is_business) == "true") order.programs = {"AMAZON_BUSINESS"};
  if (auto own = text(row, seller_order_id); !own.empty()) order.aliases.push_back(std::move(own));
  order.destination = {text(row, ship_city), text(row, ship_state), text(row, ship_country)};
  // The PIN code ends here: what is kept of it is the state that it lies in.
  order.place =
      books::place_of_supply(order.destination.state, text(row, ship_postal_code), order.destination.country);
  auto line = read_line(row);
  if (!line) return line.error();
  order.lines.push_back(std::move(*line));
  return order;
}

Decoded<Order> OrderReportDecoder::decode(const TsvRow& row) const {
  const std::string place = "line " + std::to_string(row.line);
  Error error;
  if (row.problem) {
    error = *row.problem;
  } else {
    auto order = read(row);
    if (order) return std::move(*order);
    error = within(place, order.error());
  }
  std::string id = order_id(row);
  return Undecodable{id.empty() ? place : std::move(id), std::move(error), shown(row)};
}

// The columns that we read, but for the city: a broken row may have somebody's street there.
std::string OrderReportDecoder::shown(const TsvRow& row) const {
  if (row.problem) return {};
  json::object members;
  for (std::size_t column = 0; column < ship_state; ++column) {
    if (const auto value = text(row, column); !value.empty()) members[kNames[column]] = value;
  }
  return std::string(cut_utf8(json::serialize(members), Undecodable::kLongestPayload));
}

void add_row(Decoded<Order>& order, Decoded<Order> row) {
  if (std::holds_alternative<Undecodable>(order)) return;
  if (std::holds_alternative<Undecodable>(row)) {
    order = std::move(row);
    return;
  }
  auto& whole = std::get<Order>(order);
  auto& added = std::get<Order>(row);
  std::vector<OrderLine> lines = std::move(whole.lines);
  const std::size_t before = lines.size();
  std::move(added.lines.begin(), added.lines.end(), std::back_inserter(lines));
  if (added.last_updated > whole.last_updated) whole = std::move(added);
  for (std::size_t i = before; i < lines.size(); ++i) lines[i].line_id = std::to_string(i + 1);
  whole.lines = std::move(lines);
}

}  // namespace sellerd::amazon
