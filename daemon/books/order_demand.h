// What an order asks of the stock. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "common/model/order.h"

namespace sellerd::books {

// Units of one SKU over all lines of an order.
struct Demand {
  std::int64_t ordered = 0;  // without cancelled lines; nothing of a cancelled order
  std::int64_t shipped = 0;  // of those
};

// By SKU, since a line's id does not come by every route and an order may have a SKU on several lines. A line
// without a SKU is under the empty one.
std::map<std::string, Demand> demand_of(const Order& order);

// Shipped or cancelled: it asks for nothing more.
bool is_over(const Order& order);

// Whether the marketplace ships it from stock that it keeps itself.
bool is_fulfilled_by_marketplace(const std::string& fulfilled_by);

}  // namespace sellerd::books
