// The personal data that is held, for those who may see it. Thread: the event loop's.
#pragma once

#include "common/clock.h"
#include "common/model/order.h"
#include "daemon/store/key_ring.h"
#include "daemon/store/store.h"
#include "daemon/store/worker.h"
#include "daemon/sync/forgetting.h"
#include "daemon/sync/preference_book.h"

namespace sellerd::sync {

class PersonalBook {
 public:
  PersonalBook(Clock& clock, store::Store& store, store::Worker& worker, store::KeyRing& keys,
               const PreferenceBook& preferences)
      : clock_(clock), store_(store), worker_(worker), keys_(keys), preferences_(preferences) {}

  // Writes into the audit, durably, that the actor looks. Before every find(). Errors: storage, corrupt.
  Task<Result<void>> note_look(std::string actor, std::string order_id);

  // Errors: not_found when none is held, with why and what would bring it; storage; corrupt, also when its
  // key is gone before its time.
  Task<Result<PersonalData>> find(Order order);

  // Erases what is held of the orders (forgetting.h); `subject` is for the audit. Errors: storage, corrupt.
  Task<Result<Forgotten>> forget(std::vector<OrderName> orders, std::string actor, std::string subject);

 private:
  Clock& clock_;
  store::Store& store_;
  store::Worker& worker_;
  store::KeyRing& keys_;
  const PreferenceBook& preferences_;
};

}  // namespace sellerd::sync
