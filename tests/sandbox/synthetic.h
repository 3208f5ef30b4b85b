// Invents a marketplace with the proportions of a real Amazon.in clothing seller: lines per order,
// quantities, statuses, fulfilment, misspelt states, blank amounts, business buyers, free replacements,
// "S02-" orders of other channels.
#pragma once

#include <cstdint>

#include "common/time_text.h"
#include "tests/sandbox/market_data.h"

namespace sellerd::sandbox {

struct SyntheticPlan {
  std::uint64_t seed = 1;
  std::size_t orders = 2000;
  int days = 90;    // the orders are spread over so many days, the last of which ends at `start`
  Timestamp start;  // nothing is younger than five minutes before it
};

// The same plan gives the same marketplace on every machine. Requires days > 0.
MarketData make_synthetic(const SyntheticPlan& plan);

}  // namespace sellerd::sandbox
