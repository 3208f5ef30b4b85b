// Where unfinished runs go on: the schedule's own run of a module under one key, each job under its name.
#pragma once

#include "daemon/store/store.h"

namespace sellerd::sync {

// The slot that a run occupies: one at a time in each. An empty job is the schedule's own run.
struct Slot {
  std::uint32_t integration = 0;
  Module module = Module::orders;
  std::string job;

  friend auto operator<=>(const Slot&, const Slot&) = default;
};

inline Slot slot_of(const Run& run) {
  return {run.integration, run.module, run.job};
}

inline Result<std::optional<Checkpoint>> find_checkpoint(const store::Store& store, const Slot& slot) {
  if (slot.job.empty())
    return store.get(store::kCheckpoints, slot.integration, slot.module, store::CursorKind::checkpoint);
  return store.get(store::kJobCheckpoints, slot.integration, slot.module, store::CursorKind::job, slot.job);
}

inline void put_checkpoint(store::Batch& batch, const Slot& slot, const Checkpoint& checkpoint) {
  if (slot.job.empty()) {
    batch.put(store::kCheckpoints, checkpoint, slot.integration, slot.module, store::CursorKind::checkpoint);
  } else {
    batch.put(store::kJobCheckpoints, checkpoint, slot.integration, slot.module, store::CursorKind::job,
              slot.job);
  }
}

inline void erase_checkpoint(store::Batch& batch, const Slot& slot) {
  if (slot.job.empty()) {
    batch.erase(store::kCheckpoints, slot.integration, slot.module, store::CursorKind::checkpoint);
  } else {
    batch.erase(store::kJobCheckpoints, slot.integration, slot.module, store::CursorKind::job, slot.job);
  }
}

// An unfinished run as the store has it.
struct Unfinished {
  Slot slot;
  Checkpoint checkpoint;
};

// Every unfinished run of the integration: of each module the schedule's own first, then the jobs by name.
Result<std::vector<Unfinished>> unfinished_runs(const store::Store& store, std::uint32_t integration);

}  // namespace sellerd::sync
