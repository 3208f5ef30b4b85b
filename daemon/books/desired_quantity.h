// What buyers are shown of what is there. Pure.
#pragma once

#include <cstdint>

#include "common/error.h"
#include "common/model/stock.h"

namespace sellerd::books {

// The listing's own rule where it says something, else the integration's.
StockRule combine(const StockRule& integration, const StockRule& listing);

// `available` is not negative. In this order: nothing at or under stop_at; the percentage, rounded down; less
// the buffer; at most the cap. Never below 0, never above `available`.
std::int64_t desired_quantity(std::int64_t available, const StockRule& rule);

// Errors: invalid_argument naming the field.
Result<void> check(const StockRule& rule);

}  // namespace sellerd::books
