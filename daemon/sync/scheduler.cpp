#include "daemon/sync/scheduler.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <utility>

#include "daemon/probe.h"

namespace sellerd::sync {
namespace {

// The longest the interval is stretched, in thousandths.
constexpr std::uint64_t kJitterPermille = 50;
// The second looks of many daemons are spread over an hour of the night.
constexpr Duration kNightSpread = std::chrono::hours(1);
// More than the clock is put right by bit by bit between two looks.
constexpr Duration kClockWasSet = std::chrono::seconds(5);

}  // namespace

Scheduler::Scheduler(boost::asio::any_io_executor executor, Clock& clock, store::Store& store,
                     Integrations& integrations, const PreferenceBook& preferences, Engine& engine,
                     Random& random)
    : clock_(clock),
      store_(store),
      integrations_(integrations),
      preferences_(preferences),
      engine_(engine),
      jitter_seed_(random.below(UINT64_MAX)),
      wake_(executor) {
  engine_.next_scheduled = [this](const Integration& integration, Module module) {
    return due(integration, module);
  };
  engine_.on_slot_free = [this](std::uint32_t integration) {
    changed_.insert(integration);
    wake_.notify();
  };
}

void Scheduler::reconsider() {
  all_changed_ = true;
  wake_.notify();
  engine_.changed().notify();  // watchers show when the next run is due
}

Task<> Scheduler::run() {
  using namespace boost::asio::experimental::awaitable_operators;
  while (!stopping_) {
    for (const auto integration : take_due()) {
      co_await start_what_is_due(integration);
      if (stopping_) co_return;
    }
    if (all_changed_ || !changed_.empty()) continue;
    const auto next = earliest();
    if (next) {
      co_await (clock_.sleep(std::max(*next - clock_.now(), Duration(1))) || wake_.wait());
    } else {
      co_await wake_.wait();
    }
  }
}

void Scheduler::stop() {
  stopping_ = true;
  wake_.notify();
}

bool Scheduler::may_run(const Integration& integration) const {
  return integration.state == IntegrationState::active && !engine_.stopped();
}

// The same module keeps its own stretch until the daemon starts again: looking twice gives the same time.
std::int32_t Scheduler::jitter(std::uint32_t integration, Module module) const {
  Random own(jitter_seed_ ^
             (static_cast<std::uint64_t>(integration) << 8 | static_cast<std::uint64_t>(module)));
  return static_cast<std::int32_t>(own.below(kJitterPermille + 1));
}

Timestamp Scheduler::not_refused(const Slot& slot, Timestamp when) const {
  const auto refused = refused_until_.find(slot);
  return refused == refused_until_.end() ? when : std::max(when, refused->second);
}

std::optional<Timestamp> Scheduler::due(const Integration& integration, Module module) const {
  if (!may_run(integration) || engine_.live(integration.number, module)) return std::nullopt;
  const auto state =
      store_.get_or_default(store::kModuleStates, integration.number, module, store::CursorKind::state);
  // Unreadable facts count as none: the run that follows reports the trouble.
  const ScheduleFacts facts = state ? ScheduleFacts{state->last_start, state->interruptions, state->last_end}
                                    : ScheduleFacts{clock_.now(), 1, {}};
  const auto when = next_due(facts, preferences_.of(integration.number).interval_minutes,
                             jitter(integration.number, module), clock_.now());
  if (!when) return std::nullopt;
  if (facts.interruptions > 0 && *when <= clock_.now()) reached(Probe::scheduled_retry);
  return not_refused({integration.number, module, {}}, *when);
}

std::optional<Timestamp> Scheduler::reconcile_due(const Integration& integration) const {
  const auto number = integration.number;
  const bool manual = preferences_.of(number).interval_minutes <= 0;
  const Slot slot = {number, Module::orders, reconcile_task({}, clock_.now()).job};
  if (manual || !may_run(integration) || engine_.live(number, Module::orders, slot.job)) return std::nullopt;
  const auto mark = store_.get(store::kWatermarks, number, Module::orders, store::CursorKind::watermark);
  if (!mark || !*mark) return std::nullopt;
  const auto state =
      store_.get_or_default(store::kReconcileStates, number, Module::orders, store::CursorKind::reconcile);
  auto channel = integrations_.channel(number);
  if (!state || !channel) return std::nullopt;
  const Duration spread = kNightSpread * jitter(number, Module::orders) / kJitterPermille;
  // The first one comes in the night after the books were first complete.
  const auto night = next_night(state->last_start ? *state->last_start : (*mark)->moved, spread,
                                (*channel)->time_zone(), clock_.now());
  if (!night) return std::nullopt;
  return not_refused(slot, *night);
}

// A job that trouble cut short is tried again as a scheduled run is.
void Scheduler::add_jobs(const Integration& integration, std::vector<Tick>& ticks) const {
  const auto unfinished = unfinished_runs(store_, integration.number);
  if (!unfinished) return;
  for (const auto& [slot, checkpoint] : *unfinished) {
    if (slot.job.empty() || engine_.live(slot.integration, slot.module, slot.job)) continue;
    const ScheduleFacts facts{checkpoint.attempted, std::max(checkpoint.interruptions, 1), {}};
    const auto interval =
        std::max(preferences_.of(slot.integration).interval_minutes, Preferences{}.interval_minutes);
    const auto when = next_due(facts, interval, jitter(slot.integration, slot.module), clock_.now());
    if (when) ticks.push_back({not_refused(slot, *when), slot, Trigger::resumed});
  }
}

std::vector<Scheduler::Tick> Scheduler::ticks(const Integration& integration) const {
  std::vector<Tick> all;
  if (!may_run(integration)) return all;
  for (const auto module : kScheduledModules) {
    if (const auto when = due(integration, module)) {
      all.push_back({*when, {integration.number, module, {}}, Trigger::scheduled});
    }
  }
  add_jobs(integration, all);
  const auto night = reconcile_due(integration);
  const std::string job = reconcile_task({}, clock_.now()).job;
  const bool unfinished =
      std::any_of(all.begin(), all.end(), [&job](const Tick& tick) { return tick.slot.job == job; });
  if (night && !unfinished) {
    all.push_back({*night, {integration.number, Module::orders, job}, Trigger::reconcile});
  }
  return all;
}

RunTask Scheduler::task_of(const Tick& tick) const {
  if (tick.trigger == Trigger::reconcile) {
    const auto mark = store_.get_or_default(store::kWatermarks, tick.slot.integration, tick.slot.module,
                                            store::CursorKind::watermark);
    return reconcile_task(mark ? mark->read_from : std::nullopt, clock_.now());
  }
  return {.trigger = tick.trigger, .job = tick.slot.job};
}

std::set<std::uint32_t> Scheduler::take_due() {
  auto due = std::exchange(changed_, {});
  // What was worked out by a clock that has been set since holds no more.
  const Duration set_by = clock_.now() - clock_.steady() - clock_offset_;
  if (std::exchange(all_changed_, false) || std::chrono::abs(set_by) > kClockWasSet) {
    clock_offset_ += set_by;
    next_.clear();
    const auto all = integrations_.numbers();
    due.insert(all.begin(), all.end());
  }
  for (const auto& [integration, when] : next_) {
    if (when <= clock_.now()) due.insert(integration);
  }
  return due;
}

Task<> Scheduler::start_what_is_due(std::uint32_t number) {
  next_.erase(number);
  const auto integration = integrations_.find(number);
  if (!integration) co_return;
  for (const auto& tick : ticks(*integration)) {
    Timestamp next = tick.when;
    if (next <= clock_.now()) {
      // What keeps it from starting is in its own row of the history or in the status; the next tick tries
      // again.
      if (tick.trigger == Trigger::resumed && !tick.slot.job.empty()) reached(Probe::job_retry);
      const auto started = co_await engine_.start(tick.slot.integration, tick.slot.module, task_of(tick));
      if (stopping_) co_return;
      if (started) {
        refused_until_.erase(tick.slot);
        continue;  // what comes after it is read when its slot is free again
      }
      next = clock_.now() + kFirstRetry;
      refused_until_[tick.slot] = next;
    }
    const auto [entry, is_first] = next_.emplace(number, next);
    if (!is_first) entry->second = std::min(entry->second, next);
  }
}

std::optional<Timestamp> Scheduler::earliest() const {
  std::optional<Timestamp> first;
  for (const auto& [integration, when] : next_) {
    if (!first || when < *first) first = when;
  }
  return first;
}

}  // namespace sellerd::sync
