// Whose the orders are, kept in step with them.
#pragma once

#include <map>
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

// The customers that one commit touches: each is read once, and written once by finish(). Thread: the store
// worker's; the draft must outlive it. Errors of all: storage, corrupt.
class CustomerBook {
 public:
  explicit CustomerBook(store::Draft& draft) : draft_(draft) {}

  // Names the customer in the order, which the caller puts, and moves it there from where it was; `held` is
  // the order as the books hold it. Who a buyer was once known to be stays, although nothing is told now.
  Result<void> link(Order& order, const std::optional<Order>& held,
                    const std::optional<BuyerNews>& buyer = std::nullopt);

  // The same for an order that is held, after something beside it has changed, and puts it. Nothing where
  // there is no such order.
  Result<std::optional<Order>> link_again(std::uint32_t integration, const std::string& order_id);

  // What a tax report says of the buyer of an order, which may not be held yet; an empty GSTIN says nothing.
  Result<void> note_gstin(std::uint32_t integration, const std::string& order_id, const std::string& gstin);

  // Once, when all is linked.
  Result<void> finish();

 private:
  struct Touched {
    std::optional<Customer> held;
    Customer now;
  };

  Result<Touched*> touch(const std::string& key);
  Result<void> join(const Order& order, const Customer& fresh, bool is_new);
  Result<std::uint64_t> number_of(const BuyerNews& buyer);

  store::Draft& draft_;
  std::map<std::string, Touched> touched_;
};

// Whose the order is; nothing of one that an older version stored. Reads only. Errors: storage, corrupt.
Result<std::optional<Customer>> customer_of(const store::Store& store, const Order& order);

// Erases what buyers are known again by, where that is over. Errors: storage, corrupt.
Result<void> sweep_buyer_keys(store::Store& store, Timestamp now);

// Takes the integration's orders from all customers; who has none left goes. Commits in pieces. Errors:
// storage, corrupt.
Result<void> erase_customers(store::Store& store, std::uint32_t integration);

}  // namespace sellerd::sync
