#include "daemon/control/metrics.h"

#include <set>

#include "daemon/control/metric_families.h"
#include "daemon/control/process_figures.h"
#include "daemon/control/status.h"

namespace sellerd::control {
namespace {

using namespace families;

Figure seconds(Duration duration) {
  return {duration.count(), 3};
}

Figure unix_time(Timestamp time) {
  return seconds(time.time_since_epoch());
}

// A clock that was set back makes nothing younger than now.
Figure age(Timestamp now, Timestamp then) {
  return seconds(std::max(now - then, Duration{}));
}

using ModuleOf = std::pair<std::uint32_t, Module>;
using Ends = std::map<ModuleOf, Timestamp>;

// What is asked on the reader.
struct Looked {
  store::Sizes sizes{};
  store::EngineMemory memory;
  Ends successes;
  Result<ProcessFigures> process = ProcessFigures{};
  Result<std::uint64_t> free = 0;
};

// How far back a success is looked for: with every module failing every few minutes still days.
constexpr std::size_t kMostRuns = 2'000;

// When the schedule's last run that succeeded ended, of each of these.
Result<Ends> last_successes(const store::Store& store, std::set<ModuleOf> wanted) {
  Ends ends;
  std::size_t seen = 0;
  auto scanned =
      store.scan(store::kRuns, {}, store::Direction::backward, [&](const Run& run, std::string_view) {
        const ModuleOf key{run.integration, run.module};
        if (run.state == RunState::succeeded && run.job.empty() && run.ended && wanted.erase(key) > 0)
          ends[key] = *run.ended;
        return !wanted.empty() && ++seen < kMostRuns;
      });
  if (!scanned) return scanned.error();
  return ends;
}

Result<Looked> look(const store::Store& store, std::set<ModuleOf> wanted) {
  Looked looked;
  auto sizes = store.engine().sizes();
  if (!sizes) return sizes.error();
  looked.sizes = *sizes;
  const auto memory = store.engine().memory();
  if (!memory) return memory.error();
  looked.memory = *memory;
  auto successes = last_successes(store, std::move(wanted));
  if (!successes) return successes.error();
  looked.successes = std::move(*successes);
  looked.process = process_figures();
  looked.free = store.engine().free_bytes();
  return looked;
}

std::vector<Label> with(std::vector<Label> labels, std::string_view name, std::string_view value) {
  labels.push_back({name, std::string(value)});
  return labels;
}

void add_daemon(OpenMetrics& metrics, const api::GetStatus::Reply& status) {
  metrics.add(kBuild, {{"version", status.version}}, 1);
  metrics.add(kStart, {}, unix_time(status.started));
  metrics.add(kStopped, {}, status.stopped ? 1 : 0);
  metrics.add(kAlarms, {}, static_cast<std::int64_t>(status.alarms.size()));
}

void add_integration(OpenMetrics& metrics, const api::IntegrationStatus& status) {
  const std::vector<Label> labels = {{"integration", status.name}};
  for (const auto& [state, name] : EnumTable<IntegrationState>::kNames)
    metrics.add(kState, with(labels, "state", name), state == status.state ? 1 : 0);
  metrics.add(kHeld, with(labels, "kind", "orders"), status.totals.orders);
  metrics.add(kHeld, with(labels, "kind", "lines"), status.totals.lines);
  metrics.add(kHeld, with(labels, "kind", "listings"), status.totals.items);
  metrics.add(kQuarantined, labels, status.totals.quarantined);
  metrics.add(kFrozen, labels, status.frozen_orders);
  auto pushes = status.pushes;
  for (const auto& [state, name] : EnumTable<PushState>::kNames)
    metrics.add(kPushes, with(labels, "state", name), pushes.of(state));
  if (const auto listings = pushes.listings(); listings > 0)
    metrics.add(kVerified, labels, {pushes.verified * 1'000'000 / listings, 6});
  metrics.add(kCorrections, labels, pushes.corrections);
}

// Of a counter all combinations are there from the start on, with 0: what appears later would look as if it
// had never grown.
void add_counted(OpenMetrics& metrics, const Tally& tally, const std::string& integration, Module module) {
  const std::vector<Label> labels = {{"integration", integration},
                                     {"module", std::string(enum_name(module))}};
  const auto counted = [](const auto& map, const auto& key) {
    const auto found = map.find(key);
    return found == map.end() ? typename std::decay_t<decltype(map)>::mapped_type{} : found->second;
  };
  const Tally::ModuleKey key{integration, module};
  metrics.add(kStarted, labels, counted(tally.started(), key));
  for (const auto& [state, name] : EnumTable<RunState>::kNames) {
    if (state == RunState::running) continue;
    const auto ended = counted(tally.ended(), Tally::EndKey{integration, module, state});
    metrics.add(kEnded, with(labels, "state", name), ended.runs);
    metrics.add(kRunTime, with(labels, "state", name), seconds(ended.took));
  }
  const auto records = counted(tally.records(), key);
  for_each_field<RunCounts>([&](const auto& field) {
    metrics.add(kRecords, with(labels, "outcome", field.name), records.counts.*field.member);
  });
  metrics.add(kLate, labels, records.late);
}

// A module without runs of the schedule is in the status only while it has others.
api::ModuleStatus module_of(const api::IntegrationStatus& status, Module module) {
  for (const auto& entry : status.modules) {
    if (entry.module == module) return entry;
  }
  return {.module = module};
}

void add_module(OpenMetrics& metrics, const std::string& integration, const api::ModuleStatus& status,
                Timestamp now) {
  const std::vector<Label> labels = {{"integration", integration},
                                     {"module", std::string(enum_name(status.module))}};
  metrics.add(kLive, labels, static_cast<std::int64_t>(status.jobs.size()) + (status.running ? 1 : 0));
  if (status.read_to) metrics.add(kLag, labels, age(now, *status.read_to));
  if (status.next_run) metrics.add(kNextRun, labels, unix_time(*status.next_run));
}

void add_quota(OpenMetrics& metrics, const std::string& integration, const std::vector<QuotaView>& buckets) {
  for (const auto& bucket : buckets) {
    const std::vector<Label> labels = {{"integration", integration}, {"operation", bucket.operation}};
    metrics.add(kQuotaLeft, labels, {bucket.tokens_micro, 6});
    metrics.add(kQuotaBurst, labels, bucket.burst);
    metrics.add(kThrottled, labels, bucket.throttle_count);
  }
}

void add_calls(OpenMetrics& metrics, const Tally& tally) {
  for (const auto& [key, calls] : tally.calls()) {
    const auto& [integration, operation, outcome] = key;
    const std::vector<Label> labels = {
        {"integration", integration}, {"operation", operation}, {"outcome", outcome}};
    metrics.add(kCalls, labels, calls.calls);
    metrics.add(kCallTime, labels, seconds(calls.took));
  }
  metrics.add(kRefused, {}, tally.refused());
  if (tally.connections) metrics.add(kConnections, {}, static_cast<std::int64_t>(tally.connections()));
}

void add_successes(OpenMetrics& metrics, const std::vector<Integration>& integrations, const Ends& successes,
                   Timestamp now) {
  for (const auto& integration : integrations) {
    for (const auto module : kScheduledModules) {
      const auto found = successes.find({integration.number, module});
      if (found == successes.end()) continue;
      metrics.add(kSuccessAge,
                  {{"integration", integration.name}, {"module", std::string(enum_name(module))}},
                  age(now, found->second));
    }
  }
}

// What the system does not tell is left out.
void add_machine(OpenMetrics& metrics, const Looked& looked) {
  for (std::size_t family = 0; family < looked.sizes.size(); ++family) {
    metrics.add(kStore, {{"family", std::string(store::kFamilyNames[family])}},
                static_cast<std::int64_t>(looked.sizes[family]));
  }
  const auto add_memory = [&metrics](std::string kind, std::uint64_t bytes) {
    metrics.add(kStoreMemory, {{"kind", std::move(kind)}}, static_cast<std::int64_t>(bytes));
  };
  add_memory("cache", looked.memory.cache);
  add_memory("write_buffers", looked.memory.write_buffers);
  add_memory("tables", looked.memory.tables);
  if (looked.free) metrics.add(kFree, {}, static_cast<std::int64_t>(*looked.free));
  if (!looked.process) return;
  metrics.add(kResident, {}, looked.process->resident_bytes);
  if (looked.process->heap_bytes) metrics.add(kHeap, {}, *looked.process->heap_bytes);
  metrics.add(kDescriptors, {}, looked.process->open_descriptors);
}

}  // namespace

Task<Result<std::string>> metrics_text(Services& services) {
  const auto integrations = services.integrations.all();
  std::set<ModuleOf> wanted;
  for (const auto& integration : integrations) {
    for (const auto module : kScheduledModules) wanted.insert({integration.number, module});
  }
  const auto looked = co_await services.reader.run(
      [&store = services.store, wanted = std::move(wanted)] { return look(store, wanted); });
  if (!looked) co_return looked.error();
  const auto status = status_now(services);
  if (!status) co_return status.error();

  OpenMetrics metrics;
  add_daemon(metrics, *status);
  for (const auto& integration : status->integrations) {
    add_integration(metrics, integration);
    for (const auto& [module, name] : EnumTable<Module>::kNames) {
      add_module(metrics, integration.name, module_of(integration, module), status->now);
      add_counted(metrics, services.tally, integration.name, module);
    }
  }
  add_successes(metrics, integrations, looked->successes, status->now);
  for (const auto& integration : services.integrations.all()) {
    // Credentials that do not open show in the status.
    if (const auto channel = services.integrations.channel(integration.number))
      add_quota(metrics, integration.name, (*channel)->quota());
  }
  add_calls(metrics, services.tally);
  add_machine(metrics, *looked);
  co_return metrics.text();
}

}  // namespace sellerd::control
