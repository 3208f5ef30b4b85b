#include "daemon/sync/scheduler.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

namespace sellerd::sync {
namespace {

// The longest the interval is stretched, in thousandths.
constexpr std::uint64_t kJitterPermille = 50;

// The same module keeps its own stretch until the daemon starts again: looking twice gives the same time.
std::int32_t jitter(std::uint64_t seed, std::uint32_t integration, Module module) {
  Random own(seed ^ (static_cast<std::uint64_t>(integration) << 8 | static_cast<std::uint64_t>(module)));
  return static_cast<std::int32_t>(own.below(kJitterPermille + 1));
}

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
      wake_(executor) {}

Task<> Scheduler::run() {
  using namespace boost::asio::experimental::awaitable_operators;
  while (!stopping_) {
    co_await start_what_is_due();
    if (stopping_) break;
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

std::optional<Timestamp> Scheduler::due(const Integration& integration, Module module) const {
  if (integration.state != IntegrationState::active || engine_.stopped()) return std::nullopt;
  if (engine_.live(integration.number, module)) return std::nullopt;
  const auto state =
      store_.get_or_default(store::kModuleStates, integration.number, module, store::CursorKind::state);
  // Unreadable facts count as none: the run that follows reports the trouble.
  const ScheduleFacts facts =
      state ? ScheduleFacts{state->last_start, state->interruptions} : ScheduleFacts{clock_.now(), 1};
  auto when = next_due(facts, preferences_.of(integration.number).interval_minutes,
                       jitter(jitter_seed_, integration.number, module), clock_.now());
  const auto refused = refused_until_.find({integration.number, module});
  if (when && refused != refused_until_.end()) when = std::max(*when, refused->second);
  return when;
}

Task<> Scheduler::start_what_is_due() {
  for (const auto& integration : integrations_.all()) {
    for (const auto& [module, name] : EnumTable<Module>::kNames) {
      const auto when = due(integration, module);
      if (!when || *when > clock_.now()) continue;
      // What keeps it from starting is in its own row of the history or in the status; the next tick tries
      // again.
      const auto started = co_await engine_.start(integration.number, module, Trigger::scheduled);
      if (stopping_) co_return;
      if (started) {
        refused_until_.erase({integration.number, module});
      } else {
        refused_until_[{integration.number, module}] = clock_.now() + kFirstRetry;
      }
    }
  }
}

std::optional<Timestamp> Scheduler::earliest() const {
  std::optional<Timestamp> first;
  for (const auto& integration : integrations_.all()) {
    for (const auto& [module, name] : EnumTable<Module>::kNames) {
      const auto when = due(integration, module);
      if (when && (!first || *when < *first)) first = when;
    }
  }
  return first;
}

}  // namespace sellerd::sync
