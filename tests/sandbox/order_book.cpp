#include "tests/sandbox/order_book.h"

#include <algorithm>

namespace sellerd::sandbox {
namespace {

// A bijection on 13 digits, so that line ids look arbitrary and never meet.
std::uint64_t line_id(std::uint64_t sequence) {
  return 60'000'000'000'000ull + sequence * 1'000'003ull % 10'000'000'000'000ull;
}

}  // namespace

void OrderBook::finish_lines(Order& order) {
  for (Line& line : order.lines) {
    if (order.status == Status::cancelled) line.cancelled = true;
    if (line.id == 0) line.id = line_id(++lines_ever_);
  }
  line_count_ += order.lines.size();
}

std::vector<OrderNumber>::const_iterator OrderBook::created_after(const Position& position) const {
  return std::upper_bound(by_created_.begin(), by_created_.end(), position,
                          [this](const Position& left, OrderNumber right) {
                            return left < Position{orders_[right].created, right};
                          });
}

void OrderBook::index(OrderNumber number) {
  const Order& order = orders_[number];
  numbers_.emplace(order.id, number);
  by_created_.insert(created_after({order.created, number}), number);
  by_updated_.insert({order.updated, number});
}

Result<OrderNumber> OrderBook::add(Order order) {
  if (numbers_.contains(order.id)) {
    return make_error(ErrorCode::already_exists, "the order is already in the book", order.id);
  }
  finish_lines(order);
  const auto number = static_cast<OrderNumber>(orders_.size());
  orders_.push_back(std::move(order));
  index(number);
  return number;
}

Result<> OrderBook::update(std::string_view order_id, Timestamp when,
                           const std::function<void(Order&)>& change) {
  const auto number = number_of(order_id);
  if (!number) return make_error(ErrorCode::not_found, "no such order", std::string(order_id));
  Order& order = orders_[*number];
  by_updated_.erase({order.updated, *number});
  line_count_ -= order.lines.size();
  change(order);
  finish_lines(order);
  order.updated = when;
  by_updated_.insert({when, *number});
  return {};
}

const Order* OrderBook::find(std::string_view order_id) const {
  const auto number = number_of(order_id);
  return number ? &orders_[*number] : nullptr;
}

std::optional<OrderNumber> OrderBook::number_of(std::string_view order_id) const {
  const auto found = numbers_.find(order_id);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

}  // namespace sellerd::sandbox
