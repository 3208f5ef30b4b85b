// Answers getInventorySummaries of FBA Inventory v1: the listings that Amazon fulfils.
#pragma once

#include <cstdint>

#include "tests/sandbox/answers.h"
#include "tests/sandbox/fba_stock.h"
#include "tests/sandbox/request_target.h"
#include "tests/sandbox/shop.h"

namespace sellerd::sandbox {

class InventoryApi {
 public:
  // Holds on to all references.
  InventoryApi(const MarketData& data, const FbaStock& warehouse, const Shop& shop, std::uint64_t seed)
      : data_(data), warehouse_(warehouse), shop_(shop), seed_(seed) {}

  http::Response summaries(const Parameters& parameters, Timestamp now) const;

 private:
  const MarketData& data_;
  const FbaStock& warehouse_;
  const Shop& shop_;
  std::uint64_t seed_;
};

}  // namespace sellerd::sandbox
