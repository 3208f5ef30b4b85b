// The amounts of an order line, kind by kind, each with the tax on it. Pure.
#pragma once

#include <string>
#include <vector>

#include "common/model/order.h"

namespace sellerd::books {

struct KindSum {
  std::string kind;  // ITEM, SHIPPING, GIFT_WRAP, DISCOUNT, ..., in the marketplace's word
  Money price;       // a discount is negative, whichever sign it was sent with
  Money tax;         // on a discount it is negative, too
};

// In the order in which the kinds were sent. A breakdown's subtotal counts; its details only where there is
// none, but for TAX, where they say which kind is taxed: what they leave open of the subtotal is on ITEM when
// there are none, else under OTHER. Errors: invalid_argument for several currencies, or beyond 64 bits.
Result<std::vector<KindSum>> kind_sums(const OrderLine& line);

}  // namespace sellerd::books
