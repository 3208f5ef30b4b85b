#include "common/api/sync.h"

#include "daemon/control/handlers.h"
#include "daemon/control/listing.h"

namespace sellerd::control {
namespace {

using Lives = std::vector<std::shared_ptr<sync::LiveRun>>;

// Which integrations run, and why. The named one runs even if that is refused, so that the caller hears the
// refusal.
Result<std::vector<std::pair<Integration, Trigger>>> chosen(const Services& services,
                                                            const api::StartSync::Request& request) {
  std::vector<std::pair<Integration, Trigger>> runs;
  if (request.integration) {
    auto named = services.integrations.find(std::string_view(*request.integration));
    if (!named) return named.error();
    runs.emplace_back(*named, Trigger::manual);
    if (request.only) return runs;
  }
  for (auto& integration : services.integrations.all()) {
    if (integration.state != IntegrationState::active || integration.name == request.integration) continue;
    runs.emplace_back(std::move(integration), request.integration ? Trigger::fan_out : Trigger::manual);
  }
  if (runs.empty()) {
    return make_error(ErrorCode::conflict, "there is no active integration", {},
                      "sellerctl connect, or sellerctl status");
  }
  return runs;
}

Task<Result<Lives>> start_runs(Services& services, const api::StartSync::Request& request) {
  auto runs = chosen(services, request);
  if (!runs) co_return runs.error();
  Lives lives;
  for (const auto& [integration, trigger] : *runs) {
    for (const auto& [module, name] : EnumTable<Module>::kNames) {
      if (request.module && *request.module != module) continue;
      auto live = co_await services.engine.start(integration.number, module, trigger,
                                                 {request.route.value_or(Route::search), request.full});
      if (live) {
        lives.push_back(std::move(*live));
      } else if (trigger == Trigger::manual) {
        co_return live.error();
      }
    }
  }
  co_return lives;
}

bool all_finished(const Lives& lives) {
  return std::all_of(lives.begin(), lives.end(), [](const auto& live) { return live->finished; });
}

Task<Result<void>> start_sync(Services& services, api::StartSync::Request request, bool follow,
                              ReplyStream<api::StartSync::Reply>& stream) {
  auto lives = co_await start_runs(services, request);
  if (!lives) co_return lives.error();
  const auto report = [&] {
    api::StartSync::Reply reply;
    for (const auto& live : *lives) reply.runs.push_back(sync::progress_of(*live, services.clock.now()));
    return reply;
  };
  if (follow) {
    auto& changed = services.engine.changed();
    stream.sink().wake_when_gone(changed);
    while (!all_finished(*lives)) {
      const auto seen = changed.count();
      const auto reply = report();
      if (!co_await stream.send_now(reply)) co_return Result<void>();
      if (changed.count() == seen) co_await changed.wait();
      if (stream.sink().gone()) co_return Result<void>();
    }
  }
  const auto last = report();
  co_await stream.send(last);
  co_return Result<void>();
}

Task<Result<void>> list_runs(Services& services, api::ListRuns::Request request,
                             ReplyStream<api::ListRuns::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto limit = chosen_limit(request.limit);
  if (!limit) co_return limit.error();
  co_return co_await send_table(services.store, store::kRuns, {}, store::Direction::backward, *limit, stream,
                                [&](const Run& run) -> Result<std::optional<api::ListRuns::Reply>> {
                                  const bool wanted = (!*integration || run.integration == **integration) &&
                                                      (!request.module || run.module == *request.module);
                                  return wanted ? std::optional(api::ListRuns::Reply{run}) : std::nullopt;
                                });
}

// Run numbers are unique over all integrations; the key's second part is found by scanning.
Result<Run> find_run(const store::Store& store, std::uint64_t id) {
  auto found = store.list(store::kRuns, store::all_under(id));
  if (!found) return found.error();
  if (found->empty()) {
    return make_error(ErrorCode::not_found, "there is no run " + std::to_string(id), "run",
                      "sellerctl history");
  }
  return found->front();
}

Task<Result<void>> list_records(Services& services, api::ListRunRecords::Request request,
                                ReplyStream<api::ListRunRecords::Reply>& stream) {
  const auto run = find_run(services.store, request.run);
  if (!run) co_return run.error();
  co_return co_await send_table(
      services.store, store::kRunRecords, store::all_under(request.run), store::Direction::forward, SIZE_MAX,
      stream, [&](const RecordOutcome& row) -> Result<std::optional<api::ListRunRecords::Reply>> {
        const bool wanted = !request.outcome || row.outcome == *request.outcome;
        return wanted ? std::optional(api::ListRunRecords::Reply{row}) : std::nullopt;
      });
}

Task<Result<void>> list_quarantine(Services& services, api::ListQuarantine::Request request,
                                   ReplyStream<api::ListQuarantine::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto range = *integration ? store::all_under(**integration) : store::Range{};
  co_return co_await send_table(
      services.store, store::kQuarantine, range, store::Direction::forward, SIZE_MAX, stream,
      [](const QuarantineEntry& entry) -> Result<std::optional<api::ListQuarantine::Reply>> {
        return std::optional(api::ListQuarantine::Reply{entry});
      });
}

Task<Result<void>> list_quota(Services& services, api::ListQuota::Request request,
                              ReplyStream<api::ListQuota::Reply>& stream) {
  const auto chosen = chosen_integration(services.integrations, request.integration);
  if (!chosen) co_return chosen.error();
  for (const auto& integration : services.integrations.all()) {
    if (*chosen && integration.number != **chosen) continue;
    auto channel = services.integrations.channel(integration.number);
    if (!channel) co_return channel.error();
    for (const auto& bucket : (*channel)->quota()) {
      const std::int64_t rate = std::max<std::int64_t>(bucket.rate_micro, 1);
      const api::ListQuota::Reply reply{
          integration.name, bucket.operation,     bucket.tokens_micro / 1'000'000,
          bucket.burst,     1'000'000'000 / rate, bucket.throttle_count};
      if (!co_await stream.send(reply)) co_return Result<void>();
    }
  }
  co_return Result<void>();
}

}  // namespace

void add_preference_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ListQuota>([&services](api::ListQuota::Request request, const Caller&,
                                             ReplyStream<api::ListQuota::Reply>& stream) {
    return list_quota(services, std::move(request), stream);
  });
  dispatcher.add<api::GetPreferences>([&services](api::GetPreferences::Request request,
                                                  const Caller&) -> Task<Result<api::GetPreferences::Reply>> {
    auto integration = chosen_integration(services.integrations, request.only, "only");
    if (!integration) co_return integration.error();
    co_return api::GetPreferences::Reply{
        services.preferences.of(integration->value_or(sync::PreferenceBook::kShared))};
  });
  dispatcher.add<api::SetPreferences>([&services](api::SetPreferences::Request request,
                                                  const Caller&) -> Task<Result<api::GetPreferences::Reply>> {
    auto integration = chosen_integration(services.integrations, request.only, "only");
    if (!integration) co_return integration.error();
    const auto number = integration->value_or(sync::PreferenceBook::kShared);
    PreferenceChanges changes{request.interval_minutes,   request.order_scope,   request.overlap_minutes,
                              request.backfill_days,      request.personal_data, request.history_days,
                              request.failed_history_days};
    if (auto set = co_await services.preferences.set(number, changes); !set) co_return set.error();
    services.scheduler.reconsider();
    co_return api::GetPreferences::Reply{services.preferences.of(number)};
  });
}

void add_sync_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::StartSync>([&services](api::StartSync::Request request, const Caller& caller,
                                             ReplyStream<api::StartSync::Reply>& stream) {
    return start_sync(services, std::move(request), caller.more, stream);
  });
  dispatcher.add<api::CancelRun>([&services](api::CancelRun::Request request,
                                             const Caller& caller) -> Task<Result<api::CancelRun::Reply>> {
    auto run = co_await services.engine.cancel_run(request.run, caller.peer.name);
    if (!run) co_return run.error();
    co_return api::CancelRun::Reply{*run};
  });
  dispatcher.add<api::ListRuns>(
      [&services](api::ListRuns::Request request, const Caller&, ReplyStream<api::ListRuns::Reply>& stream) {
        return list_runs(services, std::move(request), stream);
      });
  dispatcher.add<api::GetRun>(
      [&services](api::GetRun::Request request, const Caller&) -> Task<Result<api::GetRun::Reply>> {
        auto run = find_run(services.store, request.run);
        if (!run) co_return run.error();
        co_return api::GetRun::Reply{*run};
      });
  dispatcher.add<api::ListRunRecords>([&services](api::ListRunRecords::Request request, const Caller&,
                                                  ReplyStream<api::ListRunRecords::Reply>& stream) {
    return list_records(services, std::move(request), stream);
  });
  dispatcher.add<api::ListQuarantine>([&services](api::ListQuarantine::Request request, const Caller&,
                                                  ReplyStream<api::ListQuarantine::Reply>& stream) {
    return list_quarantine(services, std::move(request), stream);
  });
}

}  // namespace sellerd::control
