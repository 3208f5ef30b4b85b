// One order in full, for people. Pure.
#pragma once

#include <optional>
#include <string>

#include "common/model/order.h"
#include "common/model/stock.h"

namespace sellerd::ctl {

// Facts, lines with every amount, packages, and the sums of the lines' amounts by kind beside the
// marketplace's total.
std::string order_text(const Order& order, const std::optional<OrderStock>& stock = std::nullopt);

}  // namespace sellerd::ctl
