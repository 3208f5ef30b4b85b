// Answers confirmShipment of Orders v0.
//
// A package is added to the order, or replaces the one with the same number. The order is SHIPPED when its
// packages hold all that was not cancelled, PARTIALLY_SHIPPED before.
#pragma once

#include <string>

#include "tests/sandbox/answers.h"
#include "tests/sandbox/order_book.h"
#include "tests/sandbox/shop.h"

namespace sellerd::sandbox {

class ShipmentsApi {
 public:
  // Holds on to the references.
  ShipmentsApi(OrderBook& orders, const Shop& shop) : orders_(orders), shop_(shop) {}

  http::Response confirm(const std::string& order_id, const std::string& body, Timestamp now);

 private:
  OrderBook& orders_;
  const Shop& shop_;
};

}  // namespace sellerd::sandbox
