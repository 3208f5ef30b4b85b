#include "daemon/control/status.h"

#include "daemon/control/findings.h"
#include "daemon/control/secret_age.h"

namespace sellerd::control {
namespace {

Result<std::optional<Run>> last_ended_run(const store::Store& store, std::uint32_t integration,
                                          Module module) {
  const auto state =
      store.get_or_default(store::kModuleStates, integration, module, store::CursorKind::state);
  if (!state) return state.error();
  return store.get(store::kRuns, state->last_ended_run, integration);
}

Result<std::optional<Run>> last_reconcile(const store::Store& store, std::uint32_t integration) {
  const auto state = store.get_or_default(store::kReconcileStates, integration, Module::orders,
                                          store::CursorKind::reconcile);
  if (!state) return state.error();
  return store.get(store::kRuns, state->last_ended_run, integration);
}

// A first import can freeze thousands; a glance does not count them all.
constexpr std::int64_t kMostFrozenCounted = 1'000;

Result<std::int64_t> frozen_orders(const store::Store& store, std::uint32_t integration) {
  std::int64_t count = 0;
  auto scanned = store.scan(
      store::kFrozenOrders, store::under(store::kFrozenOrders, integration), store::Direction::forward,
      [&](store::IndexEntry, std::string_view) { return ++count < kMostFrozenCounted; });
  if (!scanned) return scanned.error();
  return count;
}

Result<void> add_stock(const store::Store& store, std::uint32_t integration, api::IntegrationStatus& status) {
  const auto rule = store.get_or_default(store::kStockRules, integration, std::string());
  if (!rule) return rule.error();
  status.push = rule->push.value_or(false);
  const auto pushes = store.get_or_default(store::kPushTotals, integration);
  if (!pushes) return pushes.error();
  status.pushes = *pushes;
  const auto frozen = frozen_orders(store, integration);
  if (!frozen) return frozen.error();
  status.frozen_orders = *frozen;
  return {};
}

Result<api::IntegrationStatus> status_of(const Services& services, const Integration& integration) {
  api::IntegrationStatus status{.name = integration.name,
                                .channel = integration.channel,
                                .state = integration.state,
                                .state_reason = integration.state_reason};
  auto totals = services.store.get_or_default(store::kTotals, integration.number, Module::items,
                                              store::CursorKind::totals);
  if (!totals) return totals.error();
  status.totals = *totals;
  for (const auto& [module, name] : EnumTable<Module>::kNames) {
    api::ModuleStatus entry{.module = module};
    for (const auto& job : services.engine.live_jobs(integration.number, module)) {
      entry.jobs.push_back(sync::progress_of(*job, services.clock.now()));
    }
    if (module == Module::tax) {
      // It has no runs of the schedule.
      if (!entry.jobs.empty()) status.modules.push_back(std::move(entry));
      continue;
    }
    const auto live = services.engine.live(integration.number, module);
    if (live) entry.running = sync::progress_of(*live, services.clock.now());
    auto last = last_ended_run(services.store, integration.number, module);
    if (!last) return last.error();
    entry.last_run = std::move(*last);
    auto watermark =
        services.store.get(store::kWatermarks, integration.number, module, store::CursorKind::watermark);
    if (!watermark) return watermark.error();
    if (*watermark) entry.read_to = (*watermark)->read_to;
    entry.next_run = services.scheduler.due(integration, module);
    if (module == Module::orders) {
      auto reconcile = last_reconcile(services.store, integration.number);
      if (!reconcile) return reconcile.error();
      entry.last_reconcile = std::move(*reconcile);
      entry.next_reconcile = services.scheduler.reconcile_due(integration);
    }
    status.modules.push_back(std::move(entry));
  }
  if (auto added = add_stock(services.store, integration.number, status); !added) return added.error();
  return status;
}

void add_stock_alarms(const api::IntegrationStatus& status, std::vector<std::string>& alarms) {
  if (const auto refused = status.pushes.rejected; refused > 0) {
    alarms.push_back(status.name + ": " + std::to_string(refused) +
                     (refused == 1 ? " quantity was" : " quantities were") +
                     " refused: sellerctl pushes --state rejected");
  }
  if (const auto frozen = status.frozen_orders; frozen > 0) {
    alarms.push_back(std::to_string(frozen) + (frozen >= kMostFrozenCounted ? " or more" : "") +
                     (frozen == 1 ? " order of " : " orders of ") + status.name +
                     (frozen == 1 ? " is" : " are") + " frozen: sellerctl orders --frozen");
  }
}

void add_alarms(const api::IntegrationStatus& status, std::vector<std::string>& alarms) {
  if (status.state == IntegrationState::needs_reauth) {
    alarms.push_back(status.name + " needs new credentials (" + status.state_reason +
                     "): sellerctl connect " + status.channel);
  }
  if (status.totals.quarantined > 0) {
    alarms.push_back(status.name + " holds " + std::to_string(status.totals.quarantined) +
                     (status.totals.quarantined == 1 ? " record" : " records") +
                     " in quarantine: sellerctl quarantine");
  }
  add_stock_alarms(status, alarms);
  for (const auto& module : status.modules) {
    if (module.last_reconcile && module.last_reconcile->late > 0) {
      alarms.push_back("the nightly second look at " + status.name + " found " +
                       std::to_string(module.last_reconcile->late) +
                       (module.last_reconcile->late == 1 ? " order" : " orders") +
                       " that earlier runs had not been shown: sellerctl history show " +
                       std::to_string(module.last_reconcile->id));
    }
    if (module.running || !module.last_run) continue;
    const auto state = module.last_run->state;
    if (state != RunState::failed && state != RunState::interrupted) continue;
    alarms.push_back("the last " + std::string(enum_name(module.module)) + " run of " + status.name +
                     " was " + std::string(enum_name(state)) + ": " + module.last_run->reason);
  }
}

std::string describe(stock::Duty duty, const std::string& name) {
  switch (duty) {
    case stock::Duty::write:
      return "quantities of " + name + " do not go out";
    case stock::Duty::batch:
      return "quantities of " + name + " do not go out in batches";
    case stock::Duty::look:
      return "what buyers see of " + name + " cannot be read";
    case stock::Duty::tell:
      return "packages of " + name + " cannot be told to the marketplace";
    case stock::Duty::follow:
      break;
  }
  return "what the marketplace of " + name + " keeps itself cannot be read";
}

}  // namespace

namespace {

// Before it is quite full: after that not even this can be noted.
void add_disk_alarm(const std::filesystem::path& directory, std::vector<std::string>& alarms) {
  std::error_code failure;
  const auto space = std::filesystem::space(directory, failure);
  if (failure) return;  // of a directory that is not there, as in the simulation
  const auto finding = disk_finding(space);
  if (finding.level == api::FindingLevel::failure)
    alarms.push_back("the disk is full, " + finding.found + ": " + finding.advice);
}

}  // namespace

Result<api::GetStatus::Reply> status_now(const Services& services) {
  api::GetStatus::Reply reply{.version = SELLERD_VERSION,
                              .started = services.started,
                              .now = services.clock.now(),
                              .data_directory = services.data_directory.string(),
                              .stopped = services.engine.stopped()};
  if (reply.stopped) reply.alarms.push_back("everything is stopped by hand: sellerctl resume-all");
  add_disk_alarm(services.data_directory, reply.alarms);
  for (auto& alarm : services.refusals.alarms(reply.now)) reply.alarms.push_back(std::move(alarm));
  for (const auto& integration : services.integrations.all()) {
    auto status = status_of(services, integration);
    if (!status) return status.error();
    if (auto alarm = secret_alarm(integration, reply.now)) reply.alarms.push_back(std::move(*alarm));
    add_alarms(*status, reply.alarms);
    for (const auto& [duty, error] : services.outgoings.troubles(integration.number)) {
      reply.alarms.push_back(describe(duty, status->name) + ": " + error.text());
    }
    reply.integrations.push_back(std::move(*status));
  }
  return reply;
}

}  // namespace sellerd::control
