// All orders of the marketplace, found by id and walked in the order of their creation or of their last
// update. Thread: none of its own; every call from one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/error.h"
#include "tests/sandbox/order.h"

namespace sellerd::sandbox {

using OrderNumber = std::uint32_t;  // the place in which an order was added; never changes

class OrderBook {
 public:
  OrderBook() = default;
  OrderBook(OrderBook&&) = default;
  OrderBook& operator=(OrderBook&&) = default;

  enum class Axis { created, updated };

  // A place between two orders on an axis. It stays valid while orders move about it.
  struct Position {
    Timestamp time;
    OrderNumber number = 0;
    friend auto operator<=>(const Position&, const Position&) = default;
  };

  // Assigns ids to lines that have none. Error: already_exists.
  Result<OrderNumber> add(Order order);

  // Lets `change` edit the order, then moves it to `when` on the update axis. Requires that `change` leaves
  // the id and the times alone. Error: not_found.
  Result<> update(std::string_view order_id, Timestamp when, const std::function<void(Order&)>& change);

  // Null when there is none.
  const Order* find(std::string_view order_id) const;
  std::optional<OrderNumber> number_of(std::string_view order_id) const;
  const Order& at(OrderNumber number) const { return orders_[number]; }

  std::size_t size() const { return orders_.size(); }
  std::size_t line_count() const { return line_count_; }

  // What the orders that Amazon fulfils have taken of one product.
  struct Units {
    std::int64_t open = 0;  // ordered, neither shipped nor cancelled
    std::int64_t shipped = 0;
    Timestamp changed;  // when one of the two last did
    bool same_units(const Units& other) const { return open == other.open && shipped == other.shipped; }
  };
  Units units_by_amazon(ProductId product) const;

  // Calls visit(const Position&, const Order&) for each order with from <= time <= to, oldest first,
  // beginning after `after` when given, until visit returns false.
  template <class Visitor>
  void walk(Axis axis, Timestamp from, Timestamp to, std::optional<Position> after, Visitor&& visit) const;

 private:
  void finish_lines(Order& order);
  void count_units(const Order& order, int sign);
  void keep_units_of(const Order& order, std::map<ProductId, Units>& kept);
  void index(OrderNumber number);
  std::vector<OrderNumber>::const_iterator created_after(const Position& position) const;

  std::deque<Order> orders_;  // addresses are stable: numbers_ looks into it
  std::unordered_map<std::string_view, OrderNumber> numbers_;
  std::vector<OrderNumber> by_created_;
  std::set<Position> by_updated_;
  std::vector<Units> units_;  // by product; it may be shorter
  std::size_t line_count_ = 0;
  std::uint64_t lines_ever_ = 0;
};

template <class Visitor>
void OrderBook::walk(Axis axis, Timestamp from, Timestamp to, std::optional<Position> after,
                     Visitor&& visit) const {
  const Position begin =
      after && after->time >= from ? *after : Position{from - Duration{1}, ~OrderNumber{0}};
  if (axis == Axis::updated) {
    for (auto next = by_updated_.upper_bound(begin); next != by_updated_.end() && next->time <= to; ++next) {
      if (!visit(*next, orders_[next->number])) return;
    }
    return;
  }
  for (auto next = created_after(begin); next != by_created_.end(); ++next) {
    const Order& order = orders_[*next];
    if (order.created > to || !visit(Position{order.created, *next}, order)) return;
  }
}

}  // namespace sellerd::sandbox
