// The buyers. They buy what a listing shows, never more, and see nothing of what the seller really has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/sandbox/fba_stock.h"

namespace sellerd::sandbox {

struct Purchase {
  std::string sku;
  std::int32_t quantity = 1;
  bool pending = false;    // payment is not authorized yet
  bool easy_ship = false;  // Amazon collects it; else a merchant ships it himself
};

struct Sale {
  std::string order_id;
  std::string sku;
  std::int32_t quantity = 0;
  std::int64_t live_quantity = 0;  // what the buyer saw, before he bought
  Timestamp when;
};

class Selling {
 public:
  // Holds on to the references.
  Selling(MarketData& data, const FbaStock& warehouse, std::uint64_t seed)
      : data_(data), warehouse_(warehouse), seed_(seed) {}

  // Adds an order of one line and takes the quantity off the listing at once. Errors: not_found, conflict
  // when the listing does not show so many, invalid_argument for a quantity that is not above 0.
  Result<Sale> sell(const Purchase& purchase, Timestamp now);

  // The buyer cancels an order that has not left. A merchant's listing gets nothing back: the seller must
  // say that there is one more. Errors: not_found, conflict.
  Result<> cancel(const std::string& order_id, Timestamp now);

  const std::vector<Sale>& sales() const { return sales_; }
  std::uint64_t refused() const { return refused_; }

 private:
  std::string fresh_order_id();
  Order order_for(const Purchase& purchase, ProductId product, Timestamp now);

  MarketData& data_;
  const FbaStock& warehouse_;
  std::uint64_t seed_;
  std::uint64_t ids_ = 0;
  std::vector<Sale> sales_;
  std::uint64_t refused_ = 0;
};

}  // namespace sellerd::sandbox
