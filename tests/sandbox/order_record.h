// The columns of an "Amazon Sale Report" and what their values mean. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "common/error.h"
#include "tests/sandbox/csv.h"
#include "tests/sandbox/order.h"

namespace sellerd::sandbox {

// Places in order_columns().
enum OrderColumn : std::size_t {
  kOrderId,
  kDate,
  kStatus,
  kFulfilment,
  kChannel,
  kServiceLevel,
  kSku,
  kCategory,
  kSize,
  kAsin,
  kQuantity,
  kAmount,
  kCity,
  kState,
  kPostalCode,
  kPromotions,
  kBusiness,
};
const std::vector<std::string_view>& order_columns();

// Everything but the lines; `created` is midnight of the day in the file, `updated` unset.
// Error: malformed naming the column.
Result<Order> read_order(const CsvTable& table);

// Quantity, money and whether it is cancelled; not the product and the promotions. Error: malformed.
Result<Line> read_line(const CsvTable& table, const Order& order);

}  // namespace sellerd::sandbox
