// What an account leaves behind in the stock when it is disconnected. Thread: the store worker's.
#pragma once

#include "common/model/integration.h"
#include "daemon/store/store.h"

namespace sellerd::stock {

// Takes away its links, rules, warehouse mapping and everything that was to be sent; what its marketplace
// kept is there no more. What its open orders have reserved stays, since they are still to be shipped; with
// erase_books it is given back and the orders' traces go too. The ledger stays: it is the seller's. Commits
// in pieces; safe to repeat after a cut. Errors: storage, corrupt.
Result<void> leave(store::Store& store, const Integration& integration, Timestamp now);

}  // namespace sellerd::stock
