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

// The listing's rule with its integration's behind it.
Result<StockRule> rule_of(const store::Store& store, std::uint32_t integration, const std::string& sku);

// Why a listing is not pushed; empty when it is.
Result<std::string> why_not_pushed(const store::Store& store, const ListingLink& link);

}  // namespace sellerd::stock
