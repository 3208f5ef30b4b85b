// The sync engine: which runs are live, one at a time per (integration, module).
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "daemon/sync/integrations.h"
#include "daemon/sync/live_run.h"
#include "daemon/sync/preference_book.h"
#include "daemon/sync/runner.h"

namespace sellerd::sync {

// Thread: the event loop's. Outlives its runs: destroy it after stop() has returned.
class Engine {
 public:
  Engine(boost::asio::any_io_executor executor, RunTools tools, Integrations& integrations,
         const PreferenceBook& preferences);

  // Starts a run, or returns the live one of this integration and module. When it returns, the run has its
  // number. Errors: conflict (not active, or shutting down), storage, corrupt.
  Task<Result<std::shared_ptr<LiveRun>>> start(std::uint32_t integration, Module module, Trigger trigger,
                                               RunChoices choices = {});

  // Takes up every run that has a checkpoint: those that a kill or a stop cut short. Where nothing may run
  // now, a row that a kill left "running" becomes interrupted.
  Task<> resume_unfinished();

  // The live run, or null.
  std::shared_ptr<LiveRun> live(std::uint32_t integration, Module module) const;
  // Notified at every change of any live run.
  Event& changed() { return changed_; }

  // Cancels the live runs of an integration and returns when they have written where they go on.
  Task<> cancel(std::uint32_t integration);

  // Ends one live run at its last page; a later run goes on from there. Errors: not_found when it is not
  // live.
  Task<Result<Run>> cancel_run(std::uint64_t run, std::string by);

  // The kill switch: while it is on, nothing starts. Stored: it survives restarts. Errors: storage.
  bool stopped() const { return stopped_; }
  Result<void> load();
  Task<Result<void>> stop_all();
  Task<Result<void>> resume_all();

  // Cancels every run and returns when all have written where they go on. No run starts afterwards.
  Task<> stop();

  // Told of every run that starts and ends, with its record; for the log.
  std::function<void(const Run&)> on_run;

 private:
  using Slot = std::pair<std::uint32_t, Module>;
  Task<> carry_out_run(RunOrder order, std::shared_ptr<Channel> channel, Checkpoint checkpoint,
                       std::shared_ptr<LiveRun> live);
  Task<> settle(std::uint64_t run, std::uint32_t integration);
  Task<Result<void>> store_switch(bool on);
  bool any_live(std::uint32_t integration) const;
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
