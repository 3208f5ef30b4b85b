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

void OrderBook::count_units(const Order& order, int sign) {
  if (order.fulfiller != Fulfiller::amazon) return;
  for (const Line& line : order.lines) {
    if (line.product >= units_.size()) units_.resize(line.product + 1);
    const std::int32_t shipped = shipped_units(order, line);
    const std::int32_t living = line.cancelled || order.status == Status::unfulfillable ? 0 : line.quantity;
    units_[line.product].shipped += sign * shipped;
    units_[line.product].open += sign * std::max(0, living - shipped);
  }
}

OrderBook::Units OrderBook::units_by_amazon(ProductId product) const {
  return product < units_.size() ? units_[product] : Units{};
}

void OrderBook::keep_units_of(const Order& order, std::map<ProductId, Units>& kept) {
  for (const Line& line : order.lines) kept.try_emplace(line.product, units_by_amazon(line.product));
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
  count_units(order, 1);
  if (order.fulfiller == Fulfiller::amazon) {
    for (const Line& line : order.lines) {
      Timestamp& changed = units_[line.product].changed;
      changed = std::max(changed, order.updated);
    }
  }
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
  std::map<ProductId, Units> before;
  keep_units_of(order, before);
  count_units(order, -1);
  change(order);
  finish_lines(order);
  keep_units_of(order, before);
  count_units(order, 1);
  for (const auto& [product, units] : before) {
    if (!units.same_units(units_by_amazon(product))) units_[product].changed = when;
  }
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
