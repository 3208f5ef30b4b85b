// The channels' token buckets in the store: loaded at once, saved behind the worker's other writes. A page's
// synced commit carries every earlier save to the disk with it, since the engine's log is in order.
#pragma once

#include <map>
#include <utility>

#include "daemon/channel/channel.h"
#include "daemon/store/store.h"
#include "daemon/store/worker.h"

namespace sellerd::sync {

class StoreQuotaLedger final : public QuotaLedger {
 public:
  StoreQuotaLedger(store::Store& store, store::Worker& worker) : store_(store), worker_(worker) {}

  // What was saved last, also while the worker has yet to write it: two accounts of one scope wake in the
  // same turn. An unreadable bucket counts as none: the marketplace's 429 corrects it.
  std::optional<BucketState> load(const std::string& scope, const std::string& operation) override {
    if (const auto saved = saved_.find({scope, operation}); saved != saved_.end()) return saved->second;
    auto state = store_.get(store::kBuckets, scope, operation);
    return state ? *state : std::nullopt;
  }

  void save(const std::string& scope, const std::string& operation, const BucketState& state) override {
    saved_[{scope, operation}] = state;
    worker_.post([&store = store_, scope, operation, state] {
      store::Batch batch;
      batch.put(store::kBuckets, state, scope, operation);
      // A failed save costs a few calls after a restart; the next page's commit reports the disk's trouble.
      [[maybe_unused]] const auto ignored = store.commit(batch, store::Durability::buffered);
    });
  }

 private:
  store::Store& store_;
  store::Worker& worker_;
  std::map<std::pair<std::string, std::string>, BucketState> saved_;
};

}  // namespace sellerd::sync
