// The sync engine: which runs are live, one at a time in each slot.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "daemon/sync/checkpoints.h"
#include "daemon/sync/integrations.h"
#include "daemon/sync/live_run.h"
#include "daemon/sync/preference_book.h"
#include "daemon/sync/preview.h"
#include "daemon/sync/runner.h"

namespace sellerd::sync {

// Thread: the event loop's. Outlives its runs: destroy it after stop() has returned.
class Engine {
 public:
  Engine(boost::asio::any_io_executor executor, RunTools tools, Integrations& integrations,
         const PreferenceBook& preferences);

  // Starts a run, goes on with the unfinished one of the task's slot, or returns the live one. When it
  // returns, the run has its number. Errors: conflict (not active, or shutting down), storage, corrupt.
  Task<Result<std::shared_ptr<LiveRun>>> start(std::uint32_t integration, Module module, RunTask task);

  // The same without a trace, see preview.h. Errors: conflict (not active), the channel's, storage, corrupt.
  Task<Result<void>> preview(std::uint32_t integration, Module module, RunTask task, LiveRun& live,
                             PreviewListener listener);

  // Takes up every run that has a checkpoint: those that a kill or a stop cut short. Where nothing may run
  // now, a row that a kill left "running" becomes interrupted.
  Task<> resume_unfinished();

  // The live run of a slot, or null; without a job the schedule's own.
  std::shared_ptr<LiveRun> live(std::uint32_t integration, Module module, const std::string& job = {}) const;
  // The live jobs of a module, by name.
  std::vector<std::shared_ptr<LiveRun>> live_jobs(std::uint32_t integration, Module module) const;
  // Whether any run of the integration is live; of any.
  bool any_live(std::uint32_t integration) const;
  bool any_live() const { return !runs_.empty(); }
  // Notified at every change of any live run.
  Event& changed() { return changed_; }

  // Cancels the live runs of an integration and returns when they have written where they go on.
  Task<> cancel(std::uint32_t integration);

  // Ends one run at its last page. Of the schedule's own a later run goes on from there; a job is over, also
  // one that is waiting to be tried again. Errors: not_found when it is neither live nor waiting.
  Task<Result<Run>> cancel_run(std::uint64_t run, std::string by);

  // The kill switch: while it is on, nothing starts. Stored: it survives restarts. Errors: storage.
  bool stopped() const { return stopped_; }
  Result<void> load();
  // Both are noted in the audit with who did it.
  Task<Result<void>> stop_all(std::string actor);
  Task<Result<void>> resume_all(std::string actor);

  // Cancels every run and returns when all have written where they go on. No run starts afterwards.
  Task<> stop();

  // Told of every run that starts and ends, with its record; for the log.
  std::function<void(const Run&)> on_run;

  // Told when a slot of the integration is free again, for whatever comes next in it; may be empty.
  std::function<void(std::uint32_t integration)> on_slot_free;

  // When the schedule will next run the module, asked by what reserves calls for it; may be empty.
  std::function<std::optional<Timestamp>(const Integration&, Module)> next_scheduled;

  // What the schedule of an integration will need of each bucket, and when. Of work that can wait.
  Reserve reserve_of(std::uint32_t integration) const;

 private:
  Result<Integration> active(std::uint32_t integration) const;
  RunOrder order_of(Integration integration, Module module, RunTask task);
  Task<> carry_out_run(RunOrder order, std::shared_ptr<Channel> channel, Checkpoint checkpoint,
                       std::shared_ptr<LiveRun> live);
  Task<Result<void>> settle(std::uint64_t run, std::uint32_t integration, RunState state, std::string reason);
  Task<Result<Run>> cancel_waiting(std::uint64_t run, const std::string& by);
  Task<Result<void>> store_switch(bool on, std::string actor);
  void forget(const Slot& slot, LiveRun& live);

  boost::asio::any_io_executor executor_;
  RunTools tools_;
  Integrations& integrations_;
  const PreferenceBook& preferences_;
  std::map<Slot, std::shared_ptr<LiveRun>> runs_;
  Event changed_;
  bool stopping_ = false;
  bool stopped_ = false;
};

}  // namespace sellerd::sync
