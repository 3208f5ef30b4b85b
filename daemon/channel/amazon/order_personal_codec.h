// Orders API 2026-01-01: the people in the answers of searchOrders and getOrder. Apart from orders_codec.h,
// so that what is not wanted is never read. Pure. Source: the list of personal fields in Amazon's
// documentation of Orders 2026-01-01, "Roles".
//
// Every field is optional: which of them are there depends on the account's roles and on the order's state. A
// field of another type than documented counts as absent. Texts longer than kLongestPersonalText are cut.
#pragma once

#include <vector>

#include "common/json.h"
#include "daemon/channel/channel.h"

namespace sellerd::amazon {

inline constexpr std::size_t kLongestPersonalText = 1'000;  // bytes of UTF-8

// Of the orders that have an id and any personal data, in their order.
std::vector<PersonalOfOrder> read_personal_of_page(const json::value& answer);

// The same of getOrder's answer: none or one.
std::vector<PersonalOfOrder> read_personal_of_order(const json::value& answer);

}  // namespace sellerd::amazon
