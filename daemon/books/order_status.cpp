#include "daemon/books/order_status.h"

#include <algorithm>

namespace sellerd::books {

OrderStatus derive_status(const Order& order) {
  const std::string_view word = order.channel_status;
  if (word == "CANCELLED") return OrderStatus::cancelled;
  const bool all_cancelled =
      !order.lines.empty() && std::all_of(order.lines.begin(), order.lines.end(),
                                          [](const OrderLine& line) { return !line.cancelled_by.empty(); });
  if (word == "SHIPPED") return OrderStatus::fulfilled;
  if (all_cancelled) return OrderStatus::cancelled;
  if (word == "PENDING" || word == "PENDING_AVAILABILITY") return OrderStatus::pending;
  if (word == "UNSHIPPED" || word == "PARTIALLY_SHIPPED") return OrderStatus::confirmed;
  return OrderStatus::attention;  // UNFULFILLABLE, and every word of tomorrow
}

}  // namespace sellerd::books
