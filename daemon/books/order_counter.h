// Counts orders by day, place and who ships them. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/model/order_summary.h"

namespace sellerd::books {

class OrderCounter {
 public:
  // `day` and `place` are the names that it counts under.
  void take(const Order& order, const std::string& day, const std::string& place);

  // Names without an order count nothing.
  OrderCount day(const std::string& name) const;
  // Most orders first, then by name.
  std::vector<OrderCount> places() const;
  std::vector<OrderCount> shippers() const;

 private:
  using Counts = std::map<std::string, OrderCount>;

  Counts days_;
  Counts places_;
  Counts shippers_;
};

}  // namespace sellerd::books
