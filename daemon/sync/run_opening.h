// How a run comes into being in the store. Thread: the store worker's.
#pragma once

#include "common/model/preferences.h"
#include "daemon/store/store.h"
#include "daemon/sync/page_writer.h"
#include "daemon/sync/run_task.h"

namespace sellerd::sync {

// Takes up the run that the slot's checkpoint names, or opens a new one; durably. Errors: storage, corrupt.
Result<RunProgress> open_in_store(store::Store& store, const Integration& integration, Module module,
                                  const RunTask& task, const Preferences& preferences, Timestamp now);

// The run as it would be opened new, without a number and without a trace in the store. Errors: as above.
Result<RunProgress> draft_run(const store::Store& store, const Integration& integration, Module module,
                              const RunTask& task, const Preferences& preferences, Timestamp now);

}  // namespace sellerd::sync
