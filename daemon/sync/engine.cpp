#include "daemon/sync/engine.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "daemon/sync/page_writer.h"

namespace sellerd::sync {
namespace {
constexpr std::string_view kSwitch = "stopped by hand";
}

Engine::Engine(boost::asio::any_io_executor executor, RunTools tools, Integrations& integrations,
               const PreferenceBook& preferences)
    : executor_(executor),
      tools_(tools),
      integrations_(integrations),
      preferences_(preferences),
      changed_(executor) {}

std::shared_ptr<LiveRun> Engine::live(std::uint32_t integration, Module module) const {
  const auto found = runs_.find({integration, module});
  return found == runs_.end() ? nullptr : found->second;
}

Task<Result<std::shared_ptr<LiveRun>>> Engine::start(std::uint32_t number, Module module, Trigger trigger,
                                                     RunChoices choices) {
  if (stopping_) co_return make_error(ErrorCode::conflict, "sellerd is shutting down");
  if (stopped_) {
    co_return make_error(ErrorCode::conflict, "everything is stopped by hand", {}, "sellerctl resume-all");
  }
  auto integration = integrations_.find(number);
  if (!integration) co_return integration.error();
  if (integration->state != IntegrationState::active) {
    co_return make_error(
        ErrorCode::conflict,
        "the integration is " + std::string(enum_name(integration->state)) + ": " + integration->state_reason,
        integration->name,
        integration->state == IntegrationState::needs_reauth ? "sellerctl connect with new credentials"
                                                             : "enable it first");
  }
  if (auto running = live(number, module)) {
    while (running->run.id == 0 && !running->finished) co_await changed_.wait();
    if (running->run.id != 0) co_return running;
    co_return make_error(ErrorCode::storage, "the run could not be opened: " + running->run.reason);
  }
  auto channel = integrations_.channel(number);
  if (!channel) co_return channel.error();

  // The slot is taken before the first wait: two callers at once get one run.
  auto fresh = std::make_shared<LiveRun>(changed_);
  const Slot slot{number, module};
  runs_[slot] = fresh;
  RunOrder order{*integration, module, trigger, choices, preferences_.of(number)};
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
  const Slot slot{order.integration.number, order.module};
  auto ended = co_await carry_out(tools_, std::move(order), *channel, std::move(checkpoint), *live);
  co_await boost::asio::this_coro::reset_cancellation_state();
  if (!ended && ended.error().code == ErrorCode::needs_reauth) {
    // If this cannot be stored, the next call finds out again.
    [[maybe_unused]] const auto stored =
        co_await integrations_.set_state(slot.first, IntegrationState::needs_reauth, ended.error().text());
  }
  if (on_run) on_run(live->run);
  forget(slot, *live);
}

void Engine::forget(const Slot& slot, LiveRun& live) {
  live.finished = true;
  runs_.erase(slot);
  changed_.notify();
}

Task<> Engine::resume_unfinished() {
  for (const auto& integration : integrations_.all()) {
    for (const auto& [module, name] : EnumTable<Module>::kNames) {
      const auto checkpoint =
          tools_.store.get(store::kCheckpoints, integration.number, module, store::CursorKind::checkpoint);
      if (!checkpoint || !*checkpoint || live(integration.number, module)) continue;
      if (integration.state == IntegrationState::active && !stopped_) {
        // An unfinished run that cannot be taken up now stays in the history as it was; the next sync tries
        // again.
        [[maybe_unused]] const auto resumed = co_await start(integration.number, module, Trigger::resumed);
      } else {
        co_await settle((*checkpoint)->run, integration.number);
      }
    }
  }
}

// A kill left the run's row saying that it runs, and it may not go on now: the row must not claim so.
Task<> Engine::settle(std::uint64_t id, std::uint32_t integration) {
  // If it cannot be written the row stays wrong until the next start; the disk's trouble shows elsewhere.
  [[maybe_unused]] const auto settled = co_await tools_.worker.run(
      [&store = tools_.store, id, integration, now = tools_.clock.now()]() -> Result<void> {
        auto run = store.get(store::kRuns, id, integration);
        if (!run) return run.error();
        if (!*run || (*run)->state != RunState::running) return {};
        (*run)->state = RunState::interrupted;
        (*run)->ended = now;
        (*run)->reason = "sellerd was cut short";
        store::Batch batch;
        batch.put(store::kRuns, **run, id, integration);
        if (auto noted = note_run_ended(store, **run, false, batch); !noted) return noted;
        return store.commit(batch);
      });
}

Result<void> Engine::load() {
  const auto stored = tools_.store.get_or_default(store::kCounters, std::string(kSwitch));
  if (!stored) return stored.error();
  stopped_ = stored->value != 0;
  return {};
}

Task<Result<void>> Engine::store_switch(bool on) {
  return tools_.worker.run([&store = tools_.store, on] {
    store::Batch batch;
    batch.put(store::kCounters, {on ? 1u : 0u}, std::string(kSwitch));
    return store.commit(batch);
  });
}

Task<Result<void>> Engine::stop_all() {
  auto stored = co_await store_switch(true);
  if (!stored) co_return stored;
  stopped_ = true;
  for (const auto& integration : integrations_.all()) co_await cancel(integration.number);
  co_return Result<void>();
}

Task<Result<void>> Engine::resume_all() {
  auto stored = co_await store_switch(false);
  if (!stored) co_return stored;
  stopped_ = false;
  co_await resume_unfinished();
  co_return Result<void>();
}

bool Engine::any_live(std::uint32_t integration) const {
  const auto first = runs_.lower_bound({integration, Module{}});
  return first != runs_.end() && first->first.first == integration;
}

Task<> Engine::cancel(std::uint32_t integration) {
  for (const auto& [slot, live] : std::map(runs_)) {
    if (slot.first == integration) live->request_cancel();
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
  co_return make_error(ErrorCode::not_found, "run " + std::to_string(run) + " is not under way", "run",
                       "sellerctl status");
}

Task<> Engine::stop() {
  stopping_ = true;
  for (const auto& [slot, live] : std::map(runs_)) live->request_cancel();
  while (!runs_.empty()) co_await changed_.wait();
}

}  // namespace sellerd::sync
