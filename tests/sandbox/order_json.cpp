#include "tests/sandbox/order_json.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "tests/sandbox/order_people.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;
using namespace std::chrono;

json::object window(Timestamp earliest, Timestamp latest, const Rendering& rendering) {
  json::object window = rendering.object();
  window.reserve(2);
  window.emplace("earliestDateTime", format_time(earliest));
  window.emplace("latestDateTime", format_time(latest));
  return window;
}

json::object channel(const Order& order, const Rendering& rendering) {
  const std::string_view elsewhere = "Non-Amazon";
  json::object channel = rendering.object();
  channel.emplace("channelName", order.non_amazon ? elsewhere : "AMAZON");
  channel.emplace("marketplaceId", rendering.shop.marketplace_id);
  channel.emplace("marketplaceName", order.non_amazon ? elsewhere : rendering.shop.marketplace_name);
  return channel;
}

json::array programs(const Order& order, const Rendering& rendering) {
  json::array programs = rendering.array();
  if (order.business) programs.emplace_back("AMAZON_BUSINESS");
  if (is_easy_ship(order)) programs.emplace_back("AMAZON_EASY_SHIP");
  if (order.expedited) programs.emplace_back("PRIME");
  if (order.rarities) {
    for (const std::string& program : order.rarities->programs) programs.emplace_back(program);
  }
  return programs;
}

// Empty for nearly all orders.
json::array associated_orders(const Order& order, const Rendering& rendering) {
  json::array associated = rendering.array();
  const auto add = [&](const std::string& id, std::string_view type) {
    if (id.empty()) return;
    json::object association = rendering.object();
    association.emplace("orderId", id);
    association.emplace("associationType", type);
    associated.push_back(std::move(association));
  };
  if (order.rarities) {
    add(order.rarities->replaces, "REPLACEMENT_ORIGINAL_ID");
    add(order.rarities->exchanged_for, "EXCHANGE_ORIGINAL_ID");
  }
  return associated;
}

std::string_view status_word(const Order& order) {
  const bool rare = order.rarities && !order.rarities->status.empty();
  return rare ? std::string_view(order.rarities->status) : status_name(order.status);
}

// Days begin at Indian midnight, which is 18:30 UTC.
json::object fulfillment(const Order& order, const Rendering& rendering) {
  json::object fulfillment = rendering.object();
  fulfillment.emplace("fulfillmentStatus", status_word(order));
  fulfillment.emplace("fulfilledBy", fulfiller_name(order.fulfiller));
  fulfillment.emplace("fulfillmentServiceLevel", order.expedited ? "EXPEDITED" : "STANDARD");
  if (order.non_amazon) {
    const Timestamp never = sys_days{year{1995} / January / 1};
    fulfillment.emplace("shipByWindow", window(never, never, rendering));
    return fulfillment;
  }
  const Timestamp midnight = floor<days>(order.created) + hours{18} + minutes{30};
  const Timestamp delivery = midnight + days{5};
  fulfillment.emplace("shipByWindow", window(midnight, midnight + days{1} - seconds{1}, rendering));
  fulfillment.emplace("deliverByWindow", window(delivery, delivery + days{2} - seconds{1}, rendering));
  return fulfillment;
}

std::int64_t total(const Order& order) {
  std::int64_t total = 0;
  for (const Line& line : order.lines) total += line_total(order, line);
  return total;
}

json::object proceeds(const Order& order, const Rendering& rendering) {
  json::object proceeds = rendering.object();
  proceeds.emplace("grandTotal", rendering.money(total(order)));
  return proceeds;
}

json::object payment(const Order& order, const Rendering& rendering) {
  const bool certain = order.rarities && order.rarities->cash_on_delivery;
  const bool cash = certain || (order.fulfiller == Fulfiller::merchant && people_dice(order) % 5 < 2);
  json::object execution = rendering.object();
  execution.emplace("paymentMethod", cash ? "CashOnDelivery" : "Other");
  execution.emplace("paymentAmount", rendering.money(total(order)));
  json::array executions = rendering.array();
  executions.push_back(std::move(execution));
  json::object payment = rendering.object();
  payment.emplace("paymentExecutions", std::move(executions));
  return payment;
}

json::array package_items(const Order& order, const Rendering& rendering) {
  json::array items = rendering.array();
  for (const Line& line : order.lines) {
    if (line.cancelled) continue;
    json::object item = rendering.object();
    item.emplace("orderItemId", std::to_string(line.id));
    item.emplace("quantity", line.quantity);
    items.push_back(std::move(item));
  }
  return items;
}

json::object easy_ship_package(const Order& order, const Rendering& rendering) {
  json::object status = rendering.object();
  status.emplace("status", package_status_name(order.package));
  status.emplace("detailedStatus", package_detail_name(order.package));
  json::object package = rendering.object();
  package.emplace("packageReferenceId", "1");
  package.emplace("packageStatus", std::move(status));
  package.emplace("carrier", "ATSPL");
  package.emplace("trackingNumber", std::to_string(300'000'000'000 + people_dice(order) % 99'999'999'999));
  if (order.status == Status::shipped) package.emplace("shipTime", format_time(collected_time(order)));
  package.emplace("packageItems", package_items(order, rendering));
  return package;
}

json::object confirmed_package(const Package& package, const Rendering& rendering) {
  json::object status = rendering.object();
  status.emplace("status", "SHIPPED");
  json::array items = rendering.array();
  for (const Package::Item& packed : package.items) {
    json::object item = rendering.object();
    item.emplace("orderItemId", std::to_string(packed.line));
    item.emplace("quantity", packed.quantity);
    items.push_back(std::move(item));
  }
  json::object out = rendering.object();
  out.emplace("packageReferenceId", package.reference);
  out.emplace("createdTime", format_time(package.confirmed));
  out.emplace("packageStatus", std::move(status));
  out.emplace("carrier", package.carrier);
  if (!package.service.empty()) out.emplace("shippingService", package.service);
  out.emplace("trackingNumber", package.tracking_number);
  out.emplace("shipTime", format_time(package.shipped));
  out.emplace("packageItems", std::move(items));
  return out;
}

json::array packages(const Order& order, const Rendering& rendering) {
  json::array packages = rendering.array();
  if (order.package != PackageState::none) packages.push_back(easy_ship_package(order, rendering));
  for (const Package& package : order.packages) packages.push_back(confirmed_package(package, rendering));
  return packages;
}

void add_people(const Order& order, const Rendering& rendering, json::object& out) {
  if (!is_disclosed(order)) return;
  const Datasets& included = rendering.included;
  if (included.has(Dataset::buyer)) out.emplace("buyer", buyer_json(order, rendering.storage));
  if (included.has(Dataset::recipient) && !order.address.blank()) {
    out.emplace("recipient", recipient_json(order, rendering.shop.country, rendering.storage));
  }
  if (included.has(Dataset::tax)) out.emplace("tax", tax_json(order, rendering.storage));
}

void add_money(const Order& order, const Rendering& rendering, json::object& out) {
  if (!is_disclosed(order) || std::ranges::none_of(order.lines, &Line::has_money)) return;
  if (rendering.included.has(Dataset::proceeds)) out.emplace("proceeds", proceeds(order, rendering));
  if (rendering.included.has(Dataset::payment)) out.emplace("payment", payment(order, rendering));
}

void add_shipping(const Order& order, const Rendering& rendering, json::object& out) {
  const Datasets& included = rendering.included;
  if (included.has(Dataset::fulfillment)) out.emplace("fulfillment", fulfillment(order, rendering));
  const bool has_packages = order.package != PackageState::none || !order.packages.empty();
  if (included.has(Dataset::packages) && has_packages) {
    out.emplace("packages", packages(order, rendering));
  }
  if (included.has(Dataset::fulfillment_orders) && is_easy_ship(order)) {
    out.emplace("fulfillmentOrders", fulfillment_orders_json(order, rendering.storage));
  }
}

}  // namespace

json::object Rendering::money(std::int64_t paise) const {
  json::object money = object();
  money.reserve(2);
  money.emplace("amount", rupees(paise));
  money.emplace("currencyCode", shop.currency);
  return money;
}

json::object order_json(const Order& order, const Rendering& rendering) {
  json::object out = rendering.object();
  out.reserve(16);
  out.emplace("orderId", order.id);
  out.emplace("createdTime", format_time(order.created));
  out.emplace("lastUpdatedTime", format_time(order.updated));
  out.emplace("programs", programs(order, rendering));
  if (auto associated = associated_orders(order, rendering); !associated.empty()) {
    out.emplace("associatedOrders", std::move(associated));
  }
  out.emplace("salesChannel", channel(order, rendering));
  add_people(order, rendering, out);
  add_money(order, rendering, out);
  add_shipping(order, rendering, out);
  json::array items = rendering.array();
  items.reserve(order.lines.size());
  for (const Line& line : order.lines) items.push_back(item_json(order, line, rendering));
  out.emplace("orderItems", std::move(items));
  return out;
}

}  // namespace sellerd::sandbox
