#include "daemon/channel/amazon/orders_codec.h"

#include <algorithm>

#include "daemon/books/place_of_supply.h"
#include "daemon/channel/amazon/fault.h"
#include "daemon/channel/amazon/object_reader.h"
#include "daemon/channel/amazon/order_item_codec.h"
#include "daemon/channel/amazon/page_token.h"
#include "daemon/channel/amazon/privacy.h"

namespace sellerd::amazon {
namespace {

void read_fulfillment(ObjectReader& in, Order& order) {
  in.optional("fulfillmentStatus", order.channel_status);
  in.optional("fulfilledBy", order.fulfilled_by);
  in.optional("fulfillmentServiceLevel", order.service_level);
  in.object("shipByWindow", [&](ObjectReader& window) { window.optional("latestDateTime", order.ship_by); });
}

// The PIN code ends here: what is kept of it is the state that it lies in.
void read_recipient(ObjectReader& in, Order& order) {
  std::string postal_code;
  in.object("deliveryAddress", [&](ObjectReader& address) {
    address.optional("city", order.destination.city);
    address.optional("stateOrRegion", order.destination.state);
    address.optional("countryCode", order.destination.country);
    // Of another type than text it counts as none: nothing else of the order hangs on it.
    const auto* sent = address.take("postalCode");
    if (sent != nullptr && sent->is_string()) postal_code = sent->get_string();
    address.drop_all();
  });
  in.drop_all();
  order.place = books::place_of_supply(order.destination.state, postal_code, order.destination.country);
}

void read_payment(ObjectReader& in, std::vector<std::string>& methods) {
  in.each("paymentExecutions", [&](ObjectReader& execution) {
    std::string method;
    execution.optional("paymentMethod", method);
    const bool known = method.empty() || std::find(methods.begin(), methods.end(), method) != methods.end();
    if (!known) methods.push_back(std::move(method));
  });
}

void read_association(ObjectReader& in, std::vector<std::string>& replaced) {
  std::string id;
  std::string type;
  in.optional("orderId", id);
  in.optional("associationType", type);
  if (type == "REPLACEMENT_ORIGINAL_ID" || type == "EXCHANGE_ORIGINAL_ID") {
    if (!id.empty()) replaced.push_back(std::move(id));
  } else {
    in.keep("orderId");
    in.keep("associationType");
  }
}

void read_package(ObjectReader& in, Package& package) {
  in.required("packageReferenceId", package.reference);
  in.optional("carrier", package.carrier);
  in.optional("trackingNumber", package.tracking_number);
  in.optional("shipTime", package.shipped_at);
  in.object("packageStatus", [&](ObjectReader& status) {
    status.optional("status", package.status);
    status.optional("detailedStatus", package.detailed_status);
  });
  in.drop("shipFromAddress");
}

void read_order_head(ObjectReader& in, Order& order) {
  in.identifier("orderId", order.order_id);
  in.required("createdTime", order.created);
  in.required("lastUpdatedTime", order.last_updated);
  in.optional("programs", order.programs);
  in.each("orderAliases", [&](ObjectReader& alias) {
    std::string id;
    alias.optional("aliasId", id);
    if (!id.empty()) order.aliases.push_back(std::move(id));
    alias.drop("aliasType");
  });
  in.each("associatedOrders",
          [&](ObjectReader& association) { read_association(association, order.replaces); });
  in.object("salesChannel", [&](ObjectReader& channel) {
    channel.optional("channelName", order.sales_channel);
    channel.drop("marketplaceId");  // the account's own: see marketplace_of_order()
    channel.drop("marketplaceName");
  });
}

void check_line_ids(ObjectReader& in, const std::vector<OrderLine>& lines) {
  std::vector<std::string_view> ids;
  for (const auto& line : lines) ids.emplace_back(line.line_id);
  std::sort(ids.begin(), ids.end());
  const auto twice = std::adjacent_find(ids.begin(), ids.end());
  if (twice == ids.end()) return;
  in.fail(make_error(ErrorCode::malformed, "two lines have the id " + std::string(*twice), "orderItems"));
}

void read_order(ObjectReader& in, Order& order) {
  read_order_head(in, order);
  in.object("fulfillment", [&](ObjectReader& fulfillment) { read_fulfillment(fulfillment, order); });
  in.object("proceeds", [&](ObjectReader& proceeds) { proceeds.money("grandTotal", order.total); });
  in.object("payment", [&](ObjectReader& payment) { read_payment(payment, order.payment_methods); });
  order.place = books::place_of_supply({}, {}, {});
  in.object("recipient", [&](ObjectReader& recipient) { read_recipient(recipient, order); });
  in.drop("buyer");
  in.object("tax", [](ObjectReader& tax) { tax.drop("taxRegistrations"); });
  in.each("packages", [&](ObjectReader& package) { read_package(package, order.packages.emplace_back()); });
  if (in.take("orderItems") == nullptr) in.fail(json_detail::missing_key("orderItems"));
  in.each("orderItems", [&](ObjectReader& item) { read_order_item(item, order.lines.emplace_back()); });
  check_line_ids(in, order.lines);
  order.extra = in.take_leftover();
}

// The order's id where there is a usable one; it may be the very thing that is wrong.
std::string record_id(const json::value& source, std::size_t index) {
  ObjectReader reader(source);
  std::string id;
  reader.identifier("orderId", id);
  return reader.failure() ? "record " + std::to_string(index + 1) + " of the page" : id;
}

Decoded<Order> decode_one(const json::value& source, std::uint32_t integration, std::size_t index,
                          const std::string& path) {
  ObjectReader reader(source);
  Order order;
  order.integration = integration;
  order.source = "search";
  read_order(reader, order);
  if (!reader.failure()) return order;
  Error error = within(path, *reader.failure());
  error.code = ErrorCode::malformed;
  return Undecodable{record_id(source, index), std::move(error),
                     redacted_text(source, Undecodable::kLongestPayload)};
}

Error malformed_answer(const std::string& what, const json::value& answer) {
  const Fault fault = read_fault(answer);
  std::string message = "the answer " + what;
  if (!fault.code.empty()) message += "; it says " + fault.code + ": " + fault.message;
  return make_error(ErrorCode::malformed, std::move(message));
}

Result<void> read_page_end(const json::value& answer, Page<Order>& page) {
  ObjectReader reader(answer);
  read_page_token(reader, page.next_token);
  reader.optional("lastUpdatedBefore", page.bound);
  if (!page.bound) reader.optional("createdBefore", page.bound);
  if (!reader.failure()) return {};
  Error error = *reader.failure();
  error.code = ErrorCode::malformed;
  return error;
}

}  // namespace

Result<Page<Order>> decode_orders(const json::value& answer, std::uint32_t integration) {
  const auto* root = answer.if_object();
  const auto* member = root == nullptr ? nullptr : root->if_contains("orders");
  const auto* orders = member == nullptr ? nullptr : member->if_array();
  if (orders == nullptr) return malformed_answer("has no list of orders", answer);
  Page<Order> page;
  if (auto end = read_page_end(answer, page); !end) return end.error();
  page.records.reserve(orders->size());
  for (std::size_t i = 0; i < orders->size(); ++i) {
    page.records.push_back(decode_one((*orders)[i], integration, i, "orders[" + std::to_string(i) + "]"));
  }
  return page;
}

std::string marketplace_of_order(const json::value& answer) {
  ObjectReader reader(answer);
  std::string id;
  reader.object("order", [&](ObjectReader& order) {
    order.object("salesChannel", [&](ObjectReader& channel) { channel.optional("marketplaceId", id); });
  });
  return reader.failure() ? std::string() : id;
}

Result<Decoded<Order>> decode_order(const json::value& answer, std::uint32_t integration) {
  const auto* root = answer.if_object();
  const auto* order = root == nullptr ? nullptr : root->if_contains("order");
  if (order == nullptr || !order->is_object()) return malformed_answer("has no order", answer);
  return decode_one(*order, integration, 0, "order");
}

}  // namespace sellerd::amazon
