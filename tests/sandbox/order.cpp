#include "tests/sandbox/order.h"

#include <algorithm>

namespace sellerd::sandbox {

std::string_view status_name(Status status) {
  switch (status) {
    case Status::pending_availability:
      return "PENDING_AVAILABILITY";
    case Status::pending:
      return "PENDING";
    case Status::unshipped:
      return "UNSHIPPED";
    case Status::partially_shipped:
      return "PARTIALLY_SHIPPED";
    case Status::shipped:
      return "SHIPPED";
    case Status::cancelled:
      return "CANCELLED";
    case Status::unfulfillable:
      return "UNFULFILLABLE";
  }
  return {};
}

std::string_view fulfiller_name(Fulfiller fulfiller) {
  return fulfiller == Fulfiller::amazon ? "AMAZON" : "MERCHANT";
}

std::string_view package_status_name(PackageState state) {
  switch (state) {
    case PackageState::none:
      return {};
    case PackageState::pending_pick_up:
      return "PENDING";
    case PackageState::picked_up:
      return "SHIPPED";
    case PackageState::out_for_delivery:
    case PackageState::returning_to_seller:
      return "IN_TRANSIT";
    case PackageState::delivered:
      return "DELIVERED";
    case PackageState::rejected_by_buyer:
    case PackageState::returned_to_seller:
    case PackageState::lost:
    case PackageState::damaged:
      return "UNDELIVERABLE";
  }
  return {};
}

std::string_view package_detail_name(PackageState state) {
  switch (state) {
    case PackageState::none:
      return {};
    case PackageState::pending_pick_up:
      return "PENDING_PICK_UP";
    case PackageState::picked_up:
      return "PICKED_UP";
    case PackageState::out_for_delivery:
      return "OUT_FOR_DELIVERY";
    case PackageState::delivered:
      return "DELIVERED";
    case PackageState::rejected_by_buyer:
      return "REJECTED_BY_BUYER";
    case PackageState::returning_to_seller:
      return "RETURNING_TO_SELLER";
    case PackageState::returned_to_seller:
      return "RETURNED_TO_SELLER";
    case PackageState::lost:
      return "LOST";
    case PackageState::damaged:
      return "DAMAGED";
  }
  return {};
}

namespace {

std::string_view shipped_report_status(PackageState state) {
  switch (state) {
    case PackageState::picked_up:
      return "Shipped - Picked Up";
    case PackageState::out_for_delivery:
      return "Shipped - Out for Delivery";
    case PackageState::delivered:
      return "Shipped - Delivered to Buyer";
    case PackageState::rejected_by_buyer:
      return "Shipped - Rejected by Buyer";
    case PackageState::returning_to_seller:
      return "Shipped - Returning to Seller";
    case PackageState::returned_to_seller:
      return "Shipped - Returned to Seller";
    case PackageState::lost:
      return "Shipped - Lost in Transit";
    case PackageState::damaged:
      return "Shipped - Damaged";
    case PackageState::none:
    case PackageState::pending_pick_up:
      break;
  }
  return "Shipped";
}

}  // namespace

std::string_view report_status(const Order& order) {
  switch (order.status) {
    case Status::pending_availability:
    case Status::pending:
      return "Pending";
    case Status::unshipped:
      if (order.package == PackageState::pending_pick_up) return "Pending - Waiting for Pick Up";
      return order.fulfiller == Fulfiller::amazon ? "Shipping" : "Unshipped";
    case Status::partially_shipped:
      return "Partially Shipped";
    case Status::shipped:
      return shipped_report_status(order.package);
    case Status::cancelled:
      return "Cancelled";
    case Status::unfulfillable:
      return "Unfulfillable";
  }
  return {};
}

bool is_disclosed(const Order& order) {
  return !order.non_amazon && order.status != Status::pending && order.status != Status::pending_availability;
}

std::int64_t line_total(const Order& order, const Line& line) {
  const bool fee = line.has_money && order.rarities && !order.rarities->fee.empty();
  return line.item_paise + line.tax_paise + (fee ? kRareFeePaise : 0);
}

Timestamp collected_time(const Order& order) {
  return order.created + std::chrono::hours{20};
}

Timestamp invoiced_time(const Order& order) {
  if (is_easy_ship(order)) return collected_time(order);
  Timestamp first = order.packages.empty() ? order.created : order.packages.front().shipped;
  for (const Package& package : order.packages) first = std::min(first, package.shipped);
  return first;
}

std::int64_t gst_percent(const Line& line, std::int64_t gross_paise) {
  return gross_paise <= std::int64_t{1'000'00} * std::max(1, line.quantity) ? 5 : 12;
}

void split_gst(Line& line, std::int64_t gross_paise) {
  const std::int64_t percent = gst_percent(line, gross_paise);
  const std::int64_t divisor = 100 + percent;
  line.tax_paise = (gross_paise * percent + divisor / 2) / divisor;
  line.item_paise = gross_paise - line.tax_paise;
  line.has_money = true;
}

namespace {

struct HourSpan {
  std::int64_t shortest;
  std::int64_t longest;
};

HourSpan usual_delay(const Order& order) {
  switch (order.package) {
    case PackageState::returned_to_seller:
      return {240, 600};
    case PackageState::returning_to_seller:
    case PackageState::rejected_by_buyer:
    case PackageState::lost:
    case PackageState::damaged:
      return {120, 360};
    case PackageState::delivered:
      return {72, 192};
    default:
      break;
  }
  switch (order.status) {
    case Status::pending:
    case Status::pending_availability:
      return {0, 1};
    case Status::shipped:
      return {6, 48};
    case Status::cancelled:
      return {1, 48};
    default:
      return {1, 24};
  }
}

}  // namespace

Timestamp settled_time(const Order& order, Timestamp limit, std::uint64_t dice) {
  const HourSpan span = usual_delay(order);
  const std::int64_t hour = 3'600'000;
  const auto width = static_cast<std::uint64_t>((span.longest - span.shortest) * hour);
  const Timestamp usual =
      order.created + Duration{span.shortest * hour + static_cast<std::int64_t>(dice % width)};
  if (usual <= limit) return usual;
  // Orders too young for that are spread over the time they have had, not heaped up on the limit.
  const auto lived = static_cast<std::uint64_t>(std::max<std::int64_t>(1, (limit - order.created).count()));
  return std::min(limit, order.created + Duration{static_cast<std::int64_t>(dice % lived)});
}

std::int32_t shipped_units(const Order& order, const Line& line) {
  if (line.cancelled) return 0;
  if (order.packages.empty()) {
    return order.status == Status::shipped ? line.quantity : std::min(line.quantity, line.gone);
  }
  std::int32_t units = 0;
  for (const Package& package : order.packages) {
    for (const Package::Item& item : package.items) units += item.line == line.id ? item.quantity : 0;
  }
  return units;
}

std::string rupees(std::int64_t paise) {
  const std::int64_t whole = std::abs(paise) / 100;
  const std::int64_t part = std::abs(paise) % 100;
  std::string text = paise < 0 ? "-" : "";
  text += std::to_string(whole);
  text += '.';
  text += static_cast<char>('0' + part / 10);
  text += static_cast<char>('0' + part % 10);
  return text;
}

}  // namespace sellerd::sandbox
