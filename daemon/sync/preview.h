// A run that writes nothing: what it would write, page by page.
#pragma once

#include "common/model/difference.h"
#include "daemon/sync/runner.h"

namespace sellerd::sync {

// Told of each page: the run so far and what the page would change. False: nobody listens any more.
using PreviewListener = std::function<Task<bool>(const LiveRun&, std::vector<Difference>)>;

// Reads what the order's run would read, by the same routes, and compares it with the books. It spends quota
// as a run does; it has no number, no history and no checkpoint. Returns when all pages are read. Errors: the
// channel's, storage, corrupt; conflict when the marketplace wants the window started again.
Task<Result<void>> preview(RunTools tools, RunOrder order, Channel& channel, LiveRun& live,
                           PreviewListener listener);

}  // namespace sellerd::sync
