#include "tests/sandbox/shipments_api.h"

#include <algorithm>

#include "tests/sandbox/parameter_checks.h"
#include "tests/sandbox/shipment_request.h"

namespace sellerd::sandbox {
namespace {

Result<> check_order(const Order& order) {
  if (order.fulfiller == Fulfiller::amazon) return invalid("orderId", "the order is fulfilled by Amazon");
  if (is_easy_ship(order)) return invalid("orderId", "the order is shipped with Easy Ship");
  const bool confirmable = order.status == Status::unshipped || order.status == Status::partially_shipped ||
                           order.status == Status::shipped;
  if (!confirmable) {
    return invalid("orderId", "the order is " + std::string(status_name(order.status)) +
                                  " and cannot be confirmed as shipped");
  }
  return {};
}

// The order as it would be with the package.
Order with_package(Order order, Package package, Timestamp now) {
  const auto held = std::ranges::find(order.packages, package.reference, &Package::reference);
  package.confirmed = held == order.packages.end() ? now : held->confirmed;
  if (held == order.packages.end()) {
    order.packages.push_back(std::move(package));
  } else {
    *held = std::move(package);
  }
  return order;
}

Result<> check_items(const Order& order, const Package& package) {
  for (const Package::Item& item : package.items) {
    const auto line = std::ranges::find(order.lines, item.line, &Line::id);
    if (line == order.lines.end()) return invalid("orderItemId", "is not one of the order's");
    if (line->cancelled) return invalid("orderItemId", "is cancelled");
    if (shipped_units(order, *line) > line->quantity)
      return invalid("quantity", "is more than is left to ship of the item");
  }
  return {};
}

Status status_with_packages(const Order& order) {
  const bool all = std::ranges::all_of(order.lines, [&](const Line& line) {
    return line.cancelled || shipped_units(order, line) == line.quantity;
  });
  return all ? Status::shipped : Status::partially_shipped;
}

}  // namespace

http::Response ShipmentsApi::confirm(const std::string& order_id, const std::string& body, Timestamp now) {
  auto package = read_shipment(body, shop_.marketplace_id);
  if (package.has_error()) return invalid_input(package.error());
  const Order* order = orders_.find(order_id);
  if (order == nullptr) return not_found("The requested order does not exist.");
  if (auto good = check_order(*order); good.has_error()) return invalid_input(good.error());
  // A parcel can neither have left before the order was there nor leave in the future.
  if (package->shipped < order->created || package->shipped > now)
    return invalid_input(invalid("packageDetail.shipDate", "must lie between the order and now"));
  const Order after = with_package(*order, *package, now);
  if (auto good = check_items(after, *package); good.has_error())
    return invalid_input(within("packageDetail.orderItems", good.error()));
  const Status status = status_with_packages(after);
  orders_
      .update(order_id, now,
              [&](Order& held) {
                held.packages = after.packages;
                held.status = status;
              })
      .value();
  return text_answer(204, "application/json", "");
}

}  // namespace sellerd::sandbox
