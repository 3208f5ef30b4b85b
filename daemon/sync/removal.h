// What is left of an account when it goes. Thread: the store worker's.
#pragma once

#include "daemon/store/key_ring.h"
#include "daemon/store/store.h"

namespace sellerd::sync {

// Erases everything that belongs to the integration but its orders and listings (which go too when it says
// erase_books), and its own record last; the number that the account has had stays known. The keys of its
// personal data are destroyed first. Commits in pieces; safe to repeat after a cut. Errors: storage, corrupt.
Result<void> remove_traces(store::Store& store, store::KeyRing& keys, const Integration& integration);

// How many records of one kind are held of an account.
struct HeldOf {
  std::string_view what;
  std::int64_t records = 0;
};

// Every kind that remove_traces() erases with the books. Errors: storage, corrupt.
Result<std::vector<HeldOf>> count_held(const store::Store& store, std::uint32_t number);

// Numbers the entry and puts it into the batch.
Result<void> note_audit(const store::Store& store, store::Batch& batch, AuditEntry entry);

}  // namespace sellerd::sync
