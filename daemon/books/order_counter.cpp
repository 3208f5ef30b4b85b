#include "daemon/books/order_counter.h"

#include <algorithm>
#include <tuple>

#include "common/model/units.h"

namespace sellerd::books {
namespace {

// Quantities are the marketplace's: what cannot be true must not make the sum leave 64 bits.
std::int64_t units_of(const Order& order) {
  std::int64_t units = 0;
  for (const auto& line : order.lines)
    units += std::clamp<std::int64_t>(line.quantity_ordered, 0, kMostUnits);
  return units;
}

std::vector<OrderCount> largest_first(const std::map<std::string, OrderCount>& counts) {
  std::vector<OrderCount> sorted;
  for (const auto& [name, count] : counts) sorted.push_back(count);
  std::sort(sorted.begin(), sorted.end(), [](const OrderCount& left, const OrderCount& right) {
    return std::tie(right.orders, left.name) < std::tie(left.orders, right.name);
  });
  return sorted;
}

}  // namespace

void OrderCounter::take(const Order& order, const std::string& day, const std::string& place) {
  const std::int64_t units = order.status == OrderStatus::cancelled ? 0 : units_of(order);
  const auto add = [&](Counts& counts, const std::string& name) {
    auto& count = counts[name];
    count.name = name;
    ++count.orders;
    count.units += units;
    ++count.of(order.status);
  };
  add(days_, day);
  add(places_, place);
  add(shippers_, order.fulfilled_by);
}

OrderCount OrderCounter::day(const std::string& name) const {
  const auto found = days_.find(name);
  return found != days_.end() ? found->second : OrderCount{.name = name};
}

std::vector<OrderCount> OrderCounter::places() const {
  return largest_first(places_);
}

std::vector<OrderCount> OrderCounter::shippers() const {
  return largest_first(shippers_);
}

}  // namespace sellerd::books
