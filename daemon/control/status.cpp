#include "daemon/control/status.h"

#include "daemon/control/alarm.h"

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

}  // namespace

Result<api::GetStatus::Reply> status_now(const Services& services) {
  api::GetStatus::Reply reply{.version = SELLERD_VERSION,
                              .started = services.started,
                              .now = services.clock.now(),
                              .data_directory = services.data_directory.string(),
                              .stopped = services.engine.stopped()};
  for (const auto& integration : services.integrations.all()) {
    auto status = status_of(services, integration);
    if (!status) return status.error();
    reply.integrations.push_back(std::move(*status));
  }
  for (const auto& alarm : alarms_of(services, reply)) reply.alarms.push_back(alarm.text());
  return reply;
}

}  // namespace sellerd::control
