// The stored preferences, held in memory.
#pragma once

#include <map>

#include "daemon/store/store.h"
#include "daemon/store/worker.h"
#include "daemon/sync/preference_rules.h"

namespace sellerd::sync {

// Thread: the event loop's.
class PreferenceBook {
 public:
  // The number under which what holds for all is stored; integrations count from 1.
  static constexpr std::uint32_t kShared = 0;

  PreferenceBook(store::Store& store, store::Worker& worker) : store_(store), worker_(worker) {}

  // Errors: storage, corrupt.
  Result<void> load();

  // What holds for the integration, or, with kShared, for all that do not differ.
  Preferences of(std::uint32_t integration) const;

  // For all (kShared) or for one. The same commit notes in the audit when and by whom, for whom ("all" or a
  // name) and what. Errors: those of check(), storage, corrupt.
  Task<Result<void>> set(std::uint32_t integration, PreferenceChanges changes, std::string whose,
                         std::string actor, Timestamp now);

  // The integration is gone; its own entry was erased by the caller.
  void drop(std::uint32_t integration) { changes_.erase(integration); }

 private:
  const PreferenceChanges& entry(std::uint32_t integration) const;

  store::Store& store_;
  store::Worker& worker_;
  std::map<std::uint32_t, PreferenceChanges> changes_;
};

}  // namespace sellerd::sync
