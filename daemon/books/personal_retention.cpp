#include "daemon/books/personal_retention.h"

#include <algorithm>

namespace sellerd::books {
namespace {

bool is_delivered(const Order& order) {
  bool any = false;
  for (const auto& package : order.packages) {
    if (package.status == "CANCELLED") continue;
    if (package.status != "DELIVERED") return false;
    any = true;
  }
  return any;
}

std::optional<Timestamp> last_shipment(const Order& order) {
  std::optional<Timestamp> last;
  for (const auto& package : order.packages) last = std::max(last, package.shipped_at);
  return last;
}

bool is_finished(const Order& order) {
  return order.status == OrderStatus::fulfilled || order.status == OrderStatus::cancelled;
}

Timestamp day_after(Timestamp begin, Timestamp now) {
  return std::chrono::floor<std::chrono::days>(std::min(begin, now) + kPersonalDataKept);
}

}  // namespace

Timestamp personal_data_ends(const Order& order, const std::optional<Order>& before,
                             const std::optional<Timestamp>& held, Timestamp now) {
  if (is_delivered(order)) {
    // A report knows no packages: it has not seen the parcel on its way.
    const bool seen_on_its_way = before && before->source != "report" && !is_delivered(*before);
    if (seen_on_its_way) return day_after(order.last_updated, now);
    if (held) return *held;
  }
  if (const auto shipped = last_shipment(order)) return day_after(*shipped, now);
  if (!is_finished(order) || !before || !is_finished(*before)) return day_after(order.last_updated, now);
  const auto first = day_after(std::min(order.last_updated, before->last_updated), now);
  return held ? std::min(*held, first) : first;
}

}  // namespace sellerd::books
