// Whose the orders are, kept in step with them. Thread: the store worker's.
#pragma once

#include <optional>
#include <string>

#include "daemon/store/draft.h"

namespace sellerd::sync {

// What a page tells of a buyer: the fingerprint of the e-mail address, which does not lead back to it, and
// until when even that may be held.
struct BuyerNews {
  std::string fingerprint;
  Timestamp bucket{};
};

// Puts the order under the customer that it now is of, and takes it from the one it was of. Who a buyer was
// once known to be stays, although the page tells nothing. Errors: storage, corrupt.
Result<void> link_customer(store::Draft& draft, const Order& order,
                           const std::optional<BuyerNews>& buyer = std::nullopt);

// The same, for what a tax report says of the buyer of an order, which may not be held yet; an empty GSTIN
// says nothing. Errors: storage, corrupt.
Result<void> note_buyer_gstin(store::Draft& draft, std::uint32_t integration, const std::string& order_id,
                              const std::string& gstin);

// Whose the order is; nothing of one that an older version stored. Reads only. Errors: storage, corrupt.
Result<std::optional<Customer>> customer_of(const store::Store& store, const Order& order);

// Erases what buyers are known again by, where that is over. Errors: storage, corrupt.
Result<void> sweep_buyer_keys(store::Store& store, Timestamp now);

// Takes the integration's orders from all customers; who has none left goes. Commits in pieces. Errors:
// storage, corrupt.
Result<void> erase_customers(store::Store& store, std::uint32_t integration);

}  // namespace sellerd::sync
