#include "daemon/sync/engine.h"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "daemon/probe.h"
#include "daemon/sync/page_writer.h"
#include "daemon/sync/removal.h"
#include "daemon/sync/way_back.h"

namespace sellerd::sync {
namespace {
constexpr std::string_view kSwitch = "stopped by hand";

// The task of a run that is to go on: its own record says the rest.
RunTask task_of(const Slot& slot) {
  return {.trigger = Trigger::resumed, .job = slot.job};
}

}  // namespace

Engine::Engine(boost::asio::any_io_executor executor, RunTools tools, Integrations& integrations,
               const PreferenceBook& preferences)
    : executor_(executor),
      tools_(tools),
      integrations_(integrations),
      preferences_(preferences),
      changed_(executor) {}

std::shared_ptr<LiveRun> Engine::live(std::uint32_t integration, Module module,
                                      const std::string& job) const {
  const auto found = runs_.find({integration, module, job});
  return found == runs_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<LiveRun>> Engine::live_jobs(std::uint32_t integration, Module module) const {
  std::vector<std::shared_ptr<LiveRun>> jobs;
  for (const auto& [slot, run] : runs_) {
    if (slot.integration == integration && slot.module == module && !slot.job.empty()) jobs.push_back(run);
  }
  return jobs;
}

Result<Integration> Engine::active(std::uint32_t number) const {
  if (stopping_) return make_error(ErrorCode::conflict, "sellerd is shutting down");
  if (stopped_) {
    return make_error(ErrorCode::conflict, "everything is stopped by hand", {}, "sellerctl resume-all");
  }
  auto integration = integrations_.find(number);
  if (!integration || integration->state == IntegrationState::active) return integration;
  return make_error(
      ErrorCode::conflict,
      "the integration is " + std::string(enum_name(integration->state)) + ": " + integration->state_reason,
      integration->name, way_back(*integration));
}

RunOrder Engine::order_of(Integration integration, Module module, RunTask task) {
  const auto number = integration.number;
  return {std::move(integration),
          module,
          std::move(task),
          preferences_.of(number),
          [this, number] { return reserve_of(number); },
          [this, number] { return preferences_.of(number).personal_data; }};
}

Task<Result<void>> Engine::preview(std::uint32_t number, Module module, RunTask task, LiveRun& live,
                                   PreviewListener listener) {
  auto integration = active(number);
  if (!integration) co_return integration.error();
  auto channel = integrations_.channel(number);
  if (!channel) co_return channel.error();
  auto order = order_of(std::move(*integration), module, std::move(task));
  co_return co_await sync::preview(tools_, std::move(order), **channel, live, std::move(listener));
}

Task<Result<std::shared_ptr<LiveRun>>> Engine::start(std::uint32_t number, Module module, RunTask task) {
  auto integration = active(number);
  if (!integration) co_return integration.error();
  if (auto running = live(number, module, task.job)) {
    while (running->run.id == 0 && !running->finished) co_await changed_.wait();
    if (running->run.id != 0) co_return running;
    co_return make_error(ErrorCode::storage, "the run could not be opened: " + running->run.reason);
  }
  auto channel = integrations_.channel(number);
  if (!channel) co_return channel.error();

  // The slot is taken before the first wait: two callers at once get one run.
  auto fresh = std::make_shared<LiveRun>(changed_);
  const Slot slot{number, module, task.job};
  runs_[slot] = fresh;
  auto order = order_of(std::move(*integration), module, std::move(task));
  auto checkpoint = co_await open_run(tools_, order, *fresh);
  if (!checkpoint) {
    fresh->run.reason = checkpoint.error().text();
    forget(slot, *fresh);
    co_return checkpoint.error();
  }
  fresh->changed.notify();
  if (on_run) on_run(fresh->run);
  boost::asio::co_spawn(executor_, carry_out_run(std::move(order), *channel, std::move(*checkpoint), fresh),
                        boost::asio::bind_cancellation_slot(fresh->cancel.slot(), boost::asio::detached));
  if (stopping_ || fresh->cancel_requested) fresh->request_cancel();
  co_return fresh;
}

Task<> Engine::carry_out_run(RunOrder order, std::shared_ptr<Channel> channel, Checkpoint checkpoint,
                             std::shared_ptr<LiveRun> live) {
  const Slot slot{order.integration.number, order.module, order.task.job};
  auto ended = co_await carry_out(tools_, std::move(order), *channel, std::move(checkpoint), *live);
  co_await boost::asio::this_coro::reset_cancellation_state();
  if (!ended && ended.error().code == ErrorCode::needs_reauth) {
    // If this cannot be stored, the next call finds out again.
    [[maybe_unused]] const auto stored = co_await integrations_.set_state(
        slot.integration, IntegrationState::needs_reauth, ended.error().text());
  }
  if (on_run) on_run(live->run);
  forget(slot, *live);
}

void Engine::forget(const Slot& slot, LiveRun& live) {
  live.finished = true;
  runs_.erase(slot);
  if (on_slot_free) on_slot_free(slot.integration);
  changed_.notify();
}

Task<> Engine::resume_unfinished() {
  for (const auto& integration : integrations_.all()) {
    // Unreadable checkpoints show themselves in the next runs.
    const auto unfinished = unfinished_runs(tools_.store, integration.number);
    if (!unfinished) continue;
    for (const auto& [slot, checkpoint] : *unfinished) {
      if (live(slot.integration, slot.module, slot.job)) continue;
      if (integration.state == IntegrationState::active && !stopped_) {
        // An unfinished run that cannot be taken up now stays in the history as it was; the next sync tries
        // again.
        [[maybe_unused]] const auto resumed = co_await start(slot.integration, slot.module, task_of(slot));
      } else {
        reached(Probe::run_left_unfinished);
        // If it cannot be written the row stays wrong until the next start; the disk's trouble shows
        // elsewhere.
        [[maybe_unused]] const auto settled =
            co_await settle(checkpoint.run, slot.integration, RunState::interrupted, "sellerd was cut short");
      }
    }
  }
}

// The row of a run that nobody carries out must not claim that it runs; a cancelled one loses its checkpoint.
Task<Result<void>> Engine::settle(std::uint64_t id, std::uint32_t integration, RunState state,
                                  std::string reason) {
  co_return co_await tools_.worker.run(
      [&store = tools_.store, id, integration, state, reason, now = tools_.clock.now()]() -> Result<void> {
        auto run = store.get(store::kRuns, id, integration);
        if (!run) return run.error();
        if (!*run || ((*run)->state != RunState::running && state == RunState::interrupted)) return {};
        (*run)->state = state;
        (*run)->ended = now;
        (*run)->reason = reason;
        store::Batch batch;
        batch.put(store::kRuns, **run, id, integration);
        if (state != RunState::interrupted) erase_checkpoint(batch, slot_of(**run));
        if (auto noted = note_run_ended(store, **run, false, batch); !noted) return noted;
        return store.commit(batch);
      });
}

Reserve Engine::reserve_of(std::uint32_t number) const {
  constexpr std::int64_t kLeast = 2;
  constexpr std::int64_t kMost = 10;
  const Timestamp now = tools_.clock.now();
  const auto integration = integrations_.find(number);
  if (!integration) return {0, now};
  std::optional<Timestamp> next;
  for (const auto module : kScheduledModules) {
    auto due = live(number, module) ? std::optional(now)
               : next_scheduled     ? next_scheduled(*integration, module)
                                    : std::nullopt;
    if (due && (!next || *due < *next)) next = due;
  }
  if (!next) return {0, now};
  // As many as its last run took, and one more. What cannot be read here shows itself in the runs.
  const auto state =
      tools_.store.get_or_default(store::kModuleStates, number, Module::orders, store::CursorKind::state);
  const auto last = state ? tools_.store.get(store::kRuns, state->last_ended_run, number)
                          : Result<std::optional<Run>>(std::optional<Run>());
  const std::int64_t pages = last && *last ? (*last)->pages + 1 : kLeast;
  return {std::clamp(pages, kLeast, kMost), *next};
}

Result<void> Engine::load() {
  const auto stored = tools_.store.get_or_default(store::kCounters, std::string(kSwitch));
  if (!stored) return stored.error();
  stopped_ = stored->value != 0;
  return {};
}

Task<Result<void>> Engine::store_switch(bool on, std::string actor) {
  co_return co_await tools_.worker.run(
      [&store = tools_.store, on, &actor, now = tools_.clock.now()]() -> Result<void> {
        store::Batch batch;
        batch.put(store::kCounters, {on ? 1u : 0u}, std::string(kSwitch));
        auto noted = note_audit(store, batch, {0, now, actor, on ? "stop-all" : "resume-all", "everything"});
        if (!noted) return noted;
        return store.commit(batch);
      });
}

Task<Result<void>> Engine::stop_all(std::string actor) {
  auto stored = co_await store_switch(true, std::move(actor));
  if (!stored) co_return stored;
  stopped_ = true;
  for (const auto& integration : integrations_.all()) co_await cancel(integration.number);
  co_return Result<void>();
}

Task<Result<void>> Engine::resume_all(std::string actor) {
  auto stored = co_await store_switch(false, std::move(actor));
  if (!stored) co_return stored;
  stopped_ = false;
  co_await resume_unfinished();
  co_return Result<void>();
}

bool Engine::any_live(std::uint32_t integration) const {
  return std::any_of(runs_.begin(), runs_.end(),
                     [integration](const auto& entry) { return entry.first.integration == integration; });
}

Task<> Engine::cancel(std::uint32_t integration) {
  for (const auto& [slot, live] : std::map(runs_)) {
    if (slot.integration == integration) live->request_cancel();
  }
  while (any_live(integration)) co_await changed_.wait();
}

Task<Result<Run>> Engine::cancel_run(std::uint64_t run, std::string by) {
  for (const auto& [slot, live] : std::map(runs_)) {
    if (live->run.id != run) continue;
    live->cancelled_by = std::move(by);
    live->request_cancel();
    while (!live->finished) co_await changed_.wait();
    co_return live->run;
  }
  co_return co_await cancel_waiting(run, by);
}

// A job that trouble interrupted waits to be tried again.
Task<Result<Run>> Engine::cancel_waiting(std::uint64_t id, const std::string& by) {
  for (const auto& integration : integrations_.all()) {
    const auto unfinished = unfinished_runs(tools_.store, integration.number);
    if (!unfinished) co_return unfinished.error();
    for (const auto& [slot, checkpoint] : *unfinished) {
      if (checkpoint.run != id || slot.job.empty()) continue;
      auto settled = co_await settle(id, slot.integration, RunState::cancelled, "cancelled by " + by);
      if (!settled) co_return settled.error();
      changed_.notify();
      auto run = tools_.store.get(store::kRuns, id, slot.integration);
      if (!run) co_return run.error();
      if (*run) co_return std::move(**run);
    }
  }
  co_return make_error(ErrorCode::not_found, "run " + std::to_string(id) + " is not under way", "run",
                       "sellerctl status");
}

Task<> Engine::stop() {
  stopping_ = true;
  for (const auto& [slot, live] : std::map(runs_)) live->request_cancel();
  while (!runs_.empty()) co_await changed_.wait();
}

}  // namespace sellerd::sync
