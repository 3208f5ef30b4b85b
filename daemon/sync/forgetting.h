// Personal data that a person wants gone now, in every copy. Thread: the store worker's.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/model/run.h"
#include "daemon/store/key_ring.h"
#include "daemon/store/store.h"

namespace sellerd::sync {

// Integration and order id.
using OrderName = std::pair<std::uint32_t, std::string>;

struct Forgotten {
  std::int64_t orders = 0;  // whose personal data was held
  std::int64_t others = 0;  // of the same days, which got another key
  std::int64_t keys = 0;    // destroyed
  std::int64_t buyers = 0;  // by which a buyer was known again
};

// Every order that is the customer's. Error: storage, corrupt.
Result<std::vector<OrderName>> orders_of_customer(const store::Store& store, const std::string& customer);

// Erases the personal data of the orders, whether any is held or not, and lets none come in again. The data
// key of a day opens the orders of the whole day: those that stay are sealed under a new key before the old
// one is destroyed, so that no copy of the database can be opened for these. A buyer of whom no order with
// personal data is left is not known again. What is cut short is finished by doing it again. Errors: storage,
// corrupt.
Result<Forgotten> forget(store::Store& store, store::KeyRing& keys, const std::vector<OrderName>& orders,
                         AuditEntry note);

}  // namespace sellerd::sync
