// What orders do to the stock: reserve from the moment they are placed, issue what has left, give back once
// what is cancelled. Thread: the store worker's.
#pragma once

#include "common/model/item.h"
#include "common/model/order.h"
#include "daemon/stock/ledger.h"

namespace sellerd::stock {

// Books the difference between what the order asks for now and what it has done so far, by SKU; the same
// version again books nothing. Orders that the marketplace fulfils from its own stock book nothing. A SKU of
// which no item is known waits, and its order is frozen until it is. What has left once is never taken back
// by itself.
Result<void> book_order(Work& work, const Order& order, const Evidence& evidence);

// Units of an order that the seller has handed over himself, before the marketplace says so. Requires that
// so many are reserved. `cause` is unique.
Result<void> issue_by_hand(Work& work, OrderStock& stock, const std::string& sku, std::int64_t units,
                           const std::string& cause, const std::string& author);

// Takes what open orders of the listing reserve off the item it has sold so far, and books them anew on the
// one it sells now.
Result<void> rebook_open_orders(Work& work, const ListingLink& link);

// Whether open orders of the item's listings are frozen may have changed.
Result<void> refreeze_open_orders(Work& work, const std::string& item);

// How a SKU is shown that may be empty.
std::string shown_sku(const std::string& sku);

}  // namespace sellerd::stock
