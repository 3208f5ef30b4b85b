// How long the history is kept. Thread: the store worker's.
#pragma once

#include "common/model/preferences.h"
#include "daemon/store/store.h"

namespace sellerd::sync {

struct Swept {
  std::int64_t runs = 0;
  std::int64_t records = 0;
  std::uint64_t next_run = 0;  // where to go on; 0 when all runs were looked at
};

// Looks at a few runs from `first_run` on. Of a run that ended longer ago than history_days the rows of
// records that did not fail go; longer ago than failed_history_days all rows and the run itself. A run
// without failures goes as a whole after history_days. What the status shows (the newest run of each module)
// and what is unfinished always stays. Errors: storage, corrupt.
Result<Swept> sweep_history(store::Store& store, std::uint64_t first_run, const Preferences& preferences,
                            Timestamp now);

}  // namespace sellerd::sync
