// The JSON of the Listings Items API 2021-08-01. Pure. Source: Amazon's model listingsItems_2021-08-01.json.
// Errors: malformed, naming the member.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/json.h"
#include "daemon/channel/amazon/object_reader.h"
#include "daemon/channel/stock_channel.h"

namespace sellerd::amazon {

// The members that set a merchant's quantity and nothing else, in a patch's body as in a feed's message:
// "merge" leaves the handling time and the restock date as they are, which "replace" would clear. The product
// type PRODUCT fits every listing.
json::object quantity_patch(std::int64_t quantity);

// The answer to a patch.
Result<QuantityAnswer> read_submission(const json::value& answer, std::string sku);

// One item with fulfillmentAvailability and issues.
Result<LiveListing> read_live_listing(const json::value& answer);

struct LivePage {
  std::vector<LiveListing> listings;
  std::string next_token;
};
Result<LivePage> read_live_page(const json::value& answer);

}  // namespace sellerd::amazon
