// The tax of an order, for people. Pure.
#pragma once

#include <string>

#include "common/model/tax.h"

namespace sellerd::ctl {

// A block that begins with an empty line: place, supply, the balance of the amounts, and each amount with its
// tax.
std::string tax_text(const OrderTax& tax);

}  // namespace sellerd::ctl
