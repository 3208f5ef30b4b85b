// From the marketplace's order status to ours. Pure.
#pragma once

#include "common/model/order.h"

namespace sellerd::books {

// Looks at channel_status and the lines. An order still open although each of
// its lines is cancelled is cancelled; a word that we do not know gives `attention`, never a guess.
OrderStatus derive_status(const Order& order);

}  // namespace sellerd::books
