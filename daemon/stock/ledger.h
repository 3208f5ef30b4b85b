// The stock ledger: entries are added, never changed; the levels are their sums. Thread: the store worker's.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "common/model/stock.h"
#include "daemon/store/draft.h"

namespace sellerd::stock {

// What one commit does to the stock.
struct Work {
  store::Draft& draft;
  Timestamp now{};
  std::set<std::string> touched;  // items of which something changed that marketplaces may have to hear
};

// The marketplace's answer that something is taken from.
struct Evidence {
  std::string request_id;
  std::string body_hash;
};

// Adds the entry, with the next sequence and the time of the work, and moves the level. Errors:
// already_exists when the cause is in the ledger already, storage, corrupt.
Result<StockEntry> book(Work& work, StockEntry entry);

Result<bool> is_booked(const store::Store& store, const std::string& cause);

// The entries of an item that an order caused, oldest first.
Result<std::vector<StockEntry>> entries_of(const store::Store& store, const std::string& item,
                                           std::uint32_t integration, const std::string& order_id);

// The levels of an item, by warehouse.
Result<std::vector<StockLevel>> levels_of(const store::Store& store, const std::string& item);

// What a recomputation of everything from the ledger found.
struct Verification {
  std::uint64_t entries = 0;
  std::uint64_t levels = 0;
  std::uint64_t orders = 0;
  std::vector<std::string> differences;  // sentences that name the item, or the order
};

// Reads the whole ledger. Errors: storage, corrupt.
Result<Verification> verify(const store::Store& store);

// Writes the levels anew from the ledger and touches the items of those that were wrong; returns how many.
Result<std::uint64_t> rebuild_levels(Work& work);

}  // namespace sellerd::stock
