#include "tests/sandbox/back_door.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "tests/sandbox/order_json.h"
#include "tests/sandbox/parameter_checks.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kMostChanges = 100'000;
constexpr double kPlacedShare = 0.3;

bool leaves_the_seller(const Order& order) {
  return order.status == Status::unshipped || order.status == Status::partially_shipped;
}

// One step of an order's life. What has come to an end is touched only.
void take_step(Order& order, Random& random) {
  if (order.status == Status::pending) {
    order.status = Status::unshipped;
  } else if (leaves_the_seller(order) && order.packages.empty()) {
    order.status = Status::shipped;
    if (order.package != PackageState::none) order.package = PackageState::picked_up;
  } else if (order.package == PackageState::picked_up || order.package == PackageState::out_for_delivery) {
    order.package = random.chance(0.9) ? PackageState::delivered : PackageState::returning_to_seller;
  }
}

}  // namespace

BackDoor::BackDoor(Marketplace& market) : market_(market), random_(mix(market.options().seed ^ 0xbd00)) {}

std::optional<HandledResponse> BackDoor::handle(const http::Request& request, Timestamp now) {
  const auto target = parse_target(request.url);
  if (target.has_error()) return std::nullopt;
  const bool reads =
      request.method == "GET" && (target->path == "/_sandbox/orders" || target->path == "/_sandbox/listings");
  const bool writes =
      request.method == "POST" && (target->path == "/_sandbox/changes" || target->path == "/_sandbox/faults");
  if (!reads && !writes) return std::nullopt;
  return HandledResponse{answer(*target, now), {}};
}

http::Response BackDoor::answer(const Target& target, Timestamp now) {
  if (target.path == "/_sandbox/orders") return orders();
  if (target.path == "/_sandbox/listings") return listings(now);
  if (target.path == "/_sandbox/faults") return set_faults(target.parameters);
  return change(target.parameters, now);
}

http::Response BackDoor::orders() const {
  const MarketData& data = market_.data();
  Datasets shown;
  for (const auto set : {Dataset::proceeds, Dataset::cancellation, Dataset::fulfillment, Dataset::packages})
    shown.add(set);
  const Rendering rendering{data.catalogue, market_.options().shop, shown, {}};
  json::array all;
  for (OrderNumber number = 0; number < data.orders.size(); ++number)
    all.push_back(order_json(data.orders.at(number), rendering));
  return json_answer(200, all);
}

http::Response BackDoor::listings(Timestamp now) {
  json::array all;
  for (const Product& product : market_.data().catalogue.products()) {
    all.push_back(json::object{{"sku", product.sku},
                               {"fulfilledBy", product.fulfilled_by_amazon ? "AMAZON" : "MERCHANT"},
                               {"quantity", *market_.live_quantity(product.sku, now)}});
  }
  return json_answer(200, all);
}

http::Response BackDoor::set_faults(const Parameters& parameters) {
  const auto* text = find_parameter(parameters, "plan");
  auto plan = FaultPlan::parse(text == nullptr ? std::string_view() : *text);
  if (plan.has_error()) return invalid_input(plan.error());
  market_.faults().set_plan(std::move(*plan));
  return text_answer(204, "application/json", "");
}

http::Response BackDoor::change(const Parameters& parameters, Timestamp now) {
  const auto* text = find_parameter(parameters, "orders");
  std::uint64_t wanted = 0;
  if (text == nullptr || !parse_number(*text, wanted) || wanted > kMostChanges)
    return invalid_input(invalid("orders", "must be a number, 100000 at most"));
  market_.settle(now);
  std::uint64_t placed = 0;
  for (std::uint64_t i = 0; i < wanted; ++i) {
    if (random_.chance(kPlacedShare) && place_order(now)) {
      ++placed;
    } else {
      move_on(now);
    }
  }
  return json_answer(200, json::object{{"placed", placed}, {"changed", wanted - placed}});
}

// False when the listing that he came by shows nothing.
bool BackDoor::place_order(Timestamp now) {
  const auto& products = market_.data().catalogue.products();
  if (products.empty()) return false;
  const Product& product = products[random_.below(products.size())];
  const Purchase purchase{
      .sku = product.sku, .quantity = 1, .pending = random_.chance(0.5), .easy_ship = random_.chance(0.5)};
  return market_.sell(purchase, now).has_value();
}

void BackDoor::move_on(Timestamp now) {
  OrderBook& book = market_.orders();
  if (book.size() == 0) return;
  const Order& order = book.at(static_cast<OrderNumber>(random_.below(book.size())));
  const std::string id = order.id;
  if (random_.chance(0.2) && market_.cancel_by_buyer(id, now)) return;
  book.update(id, now, [this](Order& held) { take_step(held, random_); }).value();
}

}  // namespace sellerd::sandbox
