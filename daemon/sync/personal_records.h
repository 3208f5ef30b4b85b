// Personal data as it lies in the store: sealed under the data key of its bucket. Thread: the store worker's.
#pragma once

#include "daemon/store/key_ring.h"
#include "daemon/store/store.h"

namespace sellerd::sync {

// Makes the bucket's key when there is none. Errors: storage, internal.
Result<store::PersonalRecord> seal_personal(store::KeyRing& keys, std::uint32_t integration,
                                            const std::string& order_id, Timestamp bucket,
                                            const PersonalData& data);

// Nothing when its key is destroyed. Error: corrupt.
Result<std::optional<PersonalData>> open_personal(const store::KeyRing& keys, std::uint32_t integration,
                                                  const std::string& order_id,
                                                  const store::PersonalRecord& record);

// The day has begun with which what it holds ends.
inline bool is_over(Timestamp bucket, Timestamp now) {
  return bucket <= now;
}

// Destroys the keys of the buckets that are over, and returns how many. Error: storage.
Result<std::size_t> destroy_keys_of_the_past(store::KeyRing& keys, Timestamp now);

struct PersonalSwept {
  std::size_t records = 0;  // erased
  std::string next;         // the key to go on from; empty when all were looked at
};

// Erases the records of buckets that are over, looking at some from `from` on. Errors: storage, corrupt.
Result<PersonalSwept> sweep_personal(store::Store& store, const std::string& from, Timestamp now);

}  // namespace sellerd::sync
