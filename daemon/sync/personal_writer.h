// The personal data of one page on its way into the page's commit. Thread: the store worker's.
#pragma once

#include <map>
#include <optional>
#include <set>

#include "daemon/channel/channel.h"
#include "daemon/store/key_ring.h"
#include "daemon/store/store.h"
#include "daemon/sync/customer_book.h"

namespace sellerd::sync {

class PersonalWriter {
 public:
  // What the page brought counts only when it is `wanted`.
  PersonalWriter(const store::Store& store, store::KeyRing& keys, bool wanted, Timestamp now,
                 std::vector<PersonalOfOrder> of_page);

  // For each order that is in the books after the page; `before` is how they held it. What is held moves to
  // the bucket that the order now has, to a later one only where it is wanted; what the marketplace no longer
  // sends stays (an address goes as a whole), and what does not open is overwritten by what it sends. Data
  // whose bucket is over does not come in, and goes. Errors: storage, corrupt.
  Result<void> take(const Order& order, const std::optional<Order>& before, store::Batch& batch);

  // What the page tells of who bought, by the e-mail address; nothing where it is not wanted, not told, or
  // over. Errors: storage, internal.
  Result<std::optional<BuyerNews>> buyer_of(const Order& order, const std::optional<Order>& before);

 private:
  // What the page brought of the order; null where it brought nothing, or where it is to be forgotten.
  Result<const PersonalData*> find(const Order& order);

  const store::Store& store_;
  store::KeyRing& keys_;
  std::optional<store::Vault> buyers_key_;  // once it is needed
  bool wanted_;
  Timestamp now_;
  std::map<std::string, PersonalData> of_page_;
  std::set<std::string> may_come_in_;  // of these, those that are known not to be forgotten
};

}  // namespace sellerd::sync
