// What lies in Amazon's warehouses. It follows from the order book: a product's `stock` is what there was at
// first, and the orders that Amazon fulfils reserve from it, ship it or, when cancelled, leave it there.
#pragma once

#include <cstdint>
#include <vector>

#include "tests/sandbox/market_data.h"

namespace sellerd::sandbox {

struct FbaLevel {
  std::int64_t fulfillable = 0;
  std::int64_t reserved = 0;  // for orders that have not left yet
  std::int64_t inbound_working = 0;
  std::int64_t inbound_shipped = 0;
  std::int64_t inbound_receiving = 0;
  std::int64_t researching = 0;
  std::int64_t damaged = 0;
  Timestamp changed;

  std::int64_t total() const {
    return fulfillable + reserved + inbound_working + inbound_shipped + inbound_receiving + researching +
           damaged;
  }
};

class FbaStock {
 public:
  // Holds on to the data. Orders that are in the book by now have taken nothing from `stock`.
  explicit FbaStock(const MarketData& data);

  // Requires a product that Amazon fulfils.
  FbaLevel level(ProductId product) const;

 private:
  const MarketData& data_;
  std::vector<std::int64_t> sold_at_first_;  // by product
};

// What buyers can buy of it now, whoever fulfils.
std::int64_t live_quantity(const MarketData& data, const FbaStock& warehouse, ProductId product);

}  // namespace sellerd::sandbox
