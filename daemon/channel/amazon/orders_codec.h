// Orders API 2026-01-01: from the JSON of searchOrders and getOrder to the books' records. Pure.
// Source: Amazon's model orders_2026-01-01.json (amzn/selling-partner-api-models, commit 34dc93f).
//
// Kept as sent: every word (status, program, kind of amount: unknown ones too), every amount. Absent money
// stays absent. A proceeds breakdown becomes one Charge with an empty subtype, its subtotal, followed by one
// Charge for each of its detailed breakdowns, which say what the subtotal is made of and are not to be added
// to it.
//
// Of the buyer nothing is taken; of the recipient city, state and country. What Order has no field for goes
// into `extra`, unless it is or may be personal (privacy.h). `status`, `first_seen` are left to the books.
#pragma once

#include <cstdint>
#include <string_view>

#include "common/json.h"
#include "daemon/channel/channel.h"

namespace sellerd::amazon {

// A page of searchOrders. One order that cannot be understood becomes an Undecodable, whose error names the
// place
// ("orders[3].orderItems[0].quantityOrdered"), and does not touch the others. request_id and body_hash stay
// empty. Error: malformed when the answer as a whole is of another shape; never an empty page instead.
Result<Page<Order>> decode_orders(const json::value& answer, std::uint32_t integration);

// The answer of getOrder. Error: malformed, as above.
Result<Decoded<Order>> decode_order(const json::value& answer, std::uint32_t integration);

// The marketplace that the order of a getOrder answer was sold in, which that call does not name; empty where
// it is not told.
std::string marketplace_of_order(const json::value& answer);

}  // namespace sellerd::amazon
