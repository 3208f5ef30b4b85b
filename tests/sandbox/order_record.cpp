#include "tests/sandbox/order_record.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace sellerd::sandbox {
namespace {

using namespace std::chrono;

struct StatusRow {
  std::string_view text;
  Status status;
  PackageState package;
};

constexpr StatusRow kReportStatuses[] = {
    {"Shipped", Status::shipped, PackageState::none},
    {"Shipped - Delivered to Buyer", Status::shipped, PackageState::delivered},
    {"Shipped - Returned to Seller", Status::shipped, PackageState::returned_to_seller},
    {"Shipped - Returning to Seller", Status::shipped, PackageState::returning_to_seller},
    {"Shipped - Picked Up", Status::shipped, PackageState::picked_up},
    {"Shipped - Out for Delivery", Status::shipped, PackageState::out_for_delivery},
    {"Shipped - Rejected by Buyer", Status::shipped, PackageState::rejected_by_buyer},
    {"Shipped - Lost in Transit", Status::shipped, PackageState::lost},
    {"Shipped - Damaged", Status::shipped, PackageState::damaged},
    {"Cancelled", Status::cancelled, PackageState::none},
    {"Pending", Status::pending, PackageState::none},
    {"Pending - Waiting for Pick Up", Status::unshipped, PackageState::pending_pick_up},
    {"Shipping", Status::unshipped, PackageState::none},
};

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "04-30-22" is 30 April 2022.
std::optional<sys_days> day(std::string_view text) {
  if (text.size() != 8 || text[2] != '-' || text[5] != '-') return std::nullopt;
  const auto month_number = number(text.substr(0, 2));
  const auto day_number = number(text.substr(3, 2));
  const auto year_number = number(text.substr(6, 2));
  if (!month_number || !day_number || !year_number) return std::nullopt;
  const year_month_day date{year{2000 + *year_number}, month{static_cast<unsigned>(*month_number)},
                            std::chrono::day{static_cast<unsigned>(*day_number)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date};
}

// "647.62" and "329.0", in paise.
std::optional<std::int64_t> paise(std::string_view text) {
  const auto point = text.find('.');
  const auto whole = number(text.substr(0, point));
  if (!whole || *whole < 0) return std::nullopt;
  std::string cents(point == std::string_view::npos ? std::string_view{} : text.substr(point + 1));
  if (cents.size() > 2) return std::nullopt;
  cents.resize(2, '0');
  const auto part = number(cents);
  if (!part || *part < 0) return std::nullopt;
  return std::int64_t{*whole} * 100 + *part;
}

Error bad(std::string_view column, std::string_view value) {
  return make_error(ErrorCode::malformed, "\"" + std::string(value) + "\" is not understood",
                    std::string(column));
}

// Whole rupees include GST. Amounts with paise stand on cancelled merchant lines only, and exclude it.
Result<> read_money(std::string_view amount, const Order& order, Line& line) {
  if (amount.empty()) return {};
  const auto value = paise(amount);
  if (!value) return bad("Amount", amount);
  const bool without_gst =
      *value % 100 != 0 && order.status == Status::cancelled && order.fulfiller == Fulfiller::merchant;
  if (without_gst) {
    line.item_paise = *value;
    line.has_money = true;
  } else {
    split_gst(line, *value);
  }
  return {};
}

}  // namespace

const std::vector<std::string_view>& order_columns() {
  static const std::vector<std::string_view> columns = {"Order ID",
                                                        "Date",
                                                        "Status",
                                                        "Fulfilment",
                                                        "Sales Channel",
                                                        "ship-service-level",
                                                        "SKU",
                                                        "Category",
                                                        "Size",
                                                        "ASIN",
                                                        "Qty",
                                                        "Amount",
                                                        "ship-city",
                                                        "ship-state",
                                                        "ship-postal-code",
                                                        "promotion-ids",
                                                        "B2B"};
  return columns;
}

Result<Order> read_order(const CsvTable& table) {
  Order order;
  order.id = table.field(kOrderId);
  const auto date = day(table.field(kDate));
  if (!date) return bad("Date", table.field(kDate));
  order.created = *date;
  const auto row = std::ranges::find(kReportStatuses, table.field(kStatus), &StatusRow::text);
  if (row == std::end(kReportStatuses)) return bad("Status", table.field(kStatus));
  order.status = row->status;
  order.package = row->package;
  order.fulfiller = table.field(kFulfilment) == "Amazon" ? Fulfiller::amazon : Fulfiller::merchant;
  order.business = table.field(kBusiness) == "True";
  order.expedited = table.field(kServiceLevel) == "Expedited";
  order.non_amazon = table.field(kChannel) == "Non-Amazon";
  const std::string_view postal_code = table.field(kPostalCode);
  order.address = {std::string(table.field(kCity)), std::string(table.field(kState)),
                   std::string(postal_code.substr(0, postal_code.find('.')))};
  return order;
}

Result<Line> read_line(const CsvTable& table, const Order& order) {
  Line line;
  const auto quantity = number(table.field(kQuantity));
  if (!quantity || *quantity < 0) return bad("Qty", table.field(kQuantity));
  line.quantity = *quantity;
  // Amazon reports a line that was cancelled out of a living order with no quantity.
  line.cancelled = order.status == Status::cancelled || line.quantity == 0;
  if (auto money = read_money(table.field(kAmount), order, line); money.has_error()) return money.error();
  return line;
}

}  // namespace sellerd::sandbox
