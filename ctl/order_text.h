// One order in full, for people. Pure.
#pragma once

#include <optional>
#include <string>

#include "common/model/customer.h"
#include "common/model/order.h"
#include "common/model/stock.h"
#include "common/model/tax.h"

namespace sellerd::ctl {

// Facts, lines with every amount, packages, the sums of the lines' amounts by kind beside the marketplace's
// total, and the tax.
std::string order_text(const Order& order, const std::optional<OrderStock>& stock = std::nullopt,
                       const std::optional<OrderTax>& tax = std::nullopt,
                       const std::optional<Customer>& customer = std::nullopt);

}  // namespace sellerd::ctl
