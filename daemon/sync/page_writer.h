// Turns one page of marketplace data into one atomic commit: records, indexes, history rows, quarantine,
// totals, the run's row and the checkpoint. Reading the same page again changes nothing but the count of
// repeats. Thread: the store worker's.
#pragma once

#include "daemon/channel/channel.h"
#include "daemon/store/key_ring.h"
#include "daemon/store/store.h"

namespace sellerd::sync {

// The part of a run that a page moves on.
struct RunProgress {
  Run run;
  Checkpoint checkpoint;
  OrderScope scope = OrderScope::confirmed_and_fulfilled;
  bool personal = false;  // whether personal data that the page brings is kept
};

// Writes the page and returns the run as it then stands. On the last page (no next token) the checkpoint
// goes, the run is closed as succeeded or partial, and, unless it is a job, the watermark moves to the lowest
// bound seen. Personal data is sealed under `keys`. Errors: storage, corrupt; then nothing was written but
// perhaps keys.
Result<RunProgress> write_page(store::Store& store, store::KeyRing& keys, RunProgress progress,
                               Page<Order> page, Timestamp now);
Result<RunProgress> write_page(store::Store& store, store::KeyRing& keys, RunProgress progress,
                               Page<Listing> page, Timestamp now);
Result<RunProgress> write_page(store::Store& store, store::KeyRing& keys, RunProgress progress,
                               Page<TaxReportRow> page, Timestamp now);

// Puts into the batch what the schedule and the status remember of a run that has just ended (of most jobs:
// nothing). After `trouble` the schedule tries again sooner.
Result<void> note_run_ended(const store::Store& store, const Run& run, bool trouble, store::Batch& batch);

}  // namespace sellerd::sync
