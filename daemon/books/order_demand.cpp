#include "daemon/books/order_demand.h"

#include <algorithm>

namespace sellerd::books {

std::map<std::string, Demand> demand_of(const Order& order) {
  std::map<std::string, Demand> demand;
  const bool says_what_left = std::any_of(order.lines.begin(), order.lines.end(),
                                          [](const OrderLine& line) { return line.quantity_fulfilled > 0; });
  for (const auto& line : order.lines) {
    const bool cancelled = order.status == OrderStatus::cancelled || !line.cancelled_by.empty();
    const std::int64_t ordered = cancelled ? 0 : std::max<std::int64_t>(line.quantity_ordered, 0);
    // A shipped order that does not say what left has shipped everything.
    const bool all = order.status == OrderStatus::fulfilled && !says_what_left;
    auto& sum = demand[line.sku];
    sum.ordered += ordered;
    sum.shipped += all ? ordered : std::clamp<std::int64_t>(line.quantity_fulfilled, 0, ordered);
  }
  // Of a shipped order nothing is kept back any more, also where less left than was ordered.
  if (order.status == OrderStatus::fulfilled) {
    for (auto& [sku, sum] : demand) sum.ordered = sum.shipped;
  }
  return demand;
}

bool is_over(const Order& order) {
  return order.status == OrderStatus::fulfilled || order.status == OrderStatus::cancelled;
}

bool is_fulfilled_by_marketplace(const std::string& fulfilled_by) {
  return fulfilled_by == "AMAZON";
}

}  // namespace sellerd::books
