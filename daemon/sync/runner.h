// Carries one run out, from its opening or its checkpoint to its end. It reads as a list of passes.
#pragma once

#include <functional>

#include "common/model/preferences.h"
#include "daemon/channel/channel.h"
#include "daemon/store/key_ring.h"
#include "daemon/store/store.h"
#include "daemon/store/worker.h"
#include "daemon/sync/live_run.h"
#include "daemon/sync/run_task.h"

namespace sellerd::sync {

// What a run works with. All outlive it.
struct RunTools {
  Clock& clock;
  store::Store& store;
  store::Worker& worker;
  store::KeyRing& keys;
};

struct RunOrder {
  Integration integration;
  Module module = Module::orders;
  RunTask task;
  Preferences preferences;
  std::function<Reserve()> reserve;  // of a job: what the schedule will need
  // Whether personal data comes in, asked before each page; may be empty: no.
  std::function<bool()> wants_personal;
};

// Pass 1: takes up the run that the checkpoint names, or opens a new one, durably. The live run then has its
// number. Errors: storage, corrupt.
Task<Result<Checkpoint>> open_run(RunTools tools, RunOrder order, LiveRun& live);

// Passes 2 and 3: page by page to the end. Whatever happens, the run's row in the history says it when this
// returns. The run ends succeeded or partial (all pages are in), interrupted (goes on from its checkpoint),
// or failed (the next run starts the window again). The error is the one that stopped it. Cancelling
// interrupts it.
Task<Result<void>> carry_out(RunTools tools, RunOrder order, Channel& channel, Checkpoint checkpoint,
                             LiveRun& live);

}  // namespace sellerd::sync
