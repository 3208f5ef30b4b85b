// What marketplaces are to show: worked out whenever an item's stock, rule or link changes, in the same
// commit, and kept one record a listing until buyers see it. Thread: the store worker's.
#pragma once

#include "common/model/item.h"
#include "common/model/push.h"
#include "daemon/stock/ledger.h"

namespace sellerd::stock {

// Works out anew what the listings of the touched items are to show. The last thing of every work.
Result<void> refresh_touched(Work& work);

// One listing; nothing is wanted of those that are not linked to a confirmed item, that the marketplace
// fulfils, or whose integration or rule has pushing off.
Result<void> refresh_listing(Work& work, const ListingLink& link);

// Every listing of an integration: its rule changed.
Result<void> refresh_integration(Work& work, std::uint32_t integration);

// Takes a listing out of the outbox.
Result<void> drop_push(store::Draft& draft, std::uint32_t integration, const std::string& sku);

// Puts the changed record with its places in the queue and among the looks, and moves the totals. `before` is
// what the store holds.
Result<void> put_push(store::Draft& draft, const std::optional<Push>& before, const Push& push);

// Which way a wish goes, by what buyers see as far as anybody knows.
PushLane lane_of(std::int64_t desired, const std::optional<std::int64_t>& shown);

// What keeps a listing's quantity from being sent.
enum class Hindrance {
  none,
  no_item,
  kept_by_marketplace,  // which has the stock itself
  item_retired,
  item_unconfirmed,
  off,          // for the whole integration
  listing_off,  // for this listing alone
  no_integration,
};

struct PushDecision {
  Hindrance hindrance = Hindrance::none;
  StockRule rule;  // the listing's with its integration's behind it, where nothing hinders
};
Result<PushDecision> decide_push(const store::Store& store, const ListingLink& link);

}  // namespace sellerd::stock
