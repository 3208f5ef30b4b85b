// The JSON of getMarketplaceParticipations. Pure. Source: Amazon's model sellers.json.
#pragma once

#include <string_view>

#include "common/json.h"
#include "daemon/channel/channel.h"

namespace sellerd::amazon {

// The account in that marketplace. Errors: not_found when the seller does not take part in it, naming those
// where he does; malformed.
Result<Account> read_account(const json::value& answer, std::string_view marketplace_id);

}  // namespace sellerd::amazon
