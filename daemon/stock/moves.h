// Stock moved by hand. Thread: the store worker's.
//
// Every move may carry a reference of the caller's (a delivery note's number, a count sheet's line): the same
// reference twice is refused, so that a repeated import books nothing twice. Errors of all: invalid_argument,
// not_found and already_exists naming the field; conflict where the marketplace keeps the stock.
#pragma once

#include "daemon/stock/ledger.h"

namespace sellerd::stock {

struct HandMove {
  std::string item;
  std::string warehouse;  // empty: the primary one
  std::string reason;
  std::string reference;  // empty: none
  std::string author;
};

// By a difference, of either sign; 0 is refused.
Result<StockEntry> adjust(Work& work, const HandMove& move, std::int64_t difference);
// Goods came in. More than 0.
Result<StockEntry> receive(Work& work, const HandMove& move, std::int64_t units);
// To the units that were found, 0 or more; books the difference, also when that is none.
Result<StockEntry> count(Work& work, const HandMove& move, std::int64_t found);
// From the move's warehouse to another. More than 0. Returns the entry that takes away.
Result<StockEntry> transfer(Work& work, const HandMove& move, const std::string& to, std::int64_t units);

// Goods of an order came back and can be sold again: at most what was issued and not yet put back.
struct ReturnMove {
  std::uint32_t integration = 0;
  std::string order_id;
  std::string sku;  // the listing's
  std::int64_t units = 0;
  std::string warehouse;  // empty: the one that they left from
  std::string reason;
  std::string author;
};
Result<StockEntry> restock(Work& work, const ReturnMove& move);

}  // namespace sellerd::stock
