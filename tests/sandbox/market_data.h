// What there is on the marketplace. Made by load_orders() or make_synthetic(), or by hand in a test.
#pragma once

#include <string>

#include "tests/sandbox/catalogue.h"
#include "tests/sandbox/order_book.h"

namespace sellerd::sandbox {

struct MarketData {
  Catalogue catalogue;
  OrderBook orders;
  std::string note;  // for people: where the data came from and what was done to its dates
};

}  // namespace sellerd::sandbox
