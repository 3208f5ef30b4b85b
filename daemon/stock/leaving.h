// What an account leaves behind in the stock when it is disconnected. Thread: the store worker's.
#pragma once

#include "common/model/integration.h"
#include "daemon/store/store.h"

namespace sellerd::stock {

// Takes away its links, rules, warehouse mapping and everything that was to be sent; what its marketplace
// kept is there no more. A package that the marketplace has not been told of is rejected, saying so. What its
// open orders have reserved stays, since they are still to be shipped; with erase_books it is given back and
// the packages go too. The ledger stays, and what each order has done to it: they are the seller's, and the
// account may come back with the same orders. Commits in pieces; safe to repeat after a cut. Errors: storage,
// corrupt.
Result<void> leave(store::Store& store, const Integration& integration, Timestamp now);

}  // namespace sellerd::stock
