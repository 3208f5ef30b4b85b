#include "common/api/sync.h"

#include <map>
#include <tuple>

#include "daemon/control/handlers.h"
#include "daemon/control/listing.h"
#include "daemon/sync/business_day.h"

namespace sellerd::control {
namespace {

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

Task<Result<void>> list_records(Services& services, api::ListRunRecords::Request request,
                                ReplyStream<api::ListRunRecords::Reply>& stream) {
  const auto run = find_run(services, request.run);
  if (!run) co_return run.error();
  co_return co_await send_table(
      services.store, store::kRunRecords, store::all_under(request.run), store::Direction::forward, SIZE_MAX,
      stream, [&](const RecordOutcome& row) -> Result<std::optional<api::ListRunRecords::Reply>> {
        const bool wanted =
            (!request.outcome || row.outcome == *request.outcome) && (!request.late || row.late_seconds);
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

// Days of the marketplace are what a row is about; its zone is asked of its channel.
Result<std::string> day_of_run(const Services& services, const Run& run) {
  auto channel = services.integrations.channel(run.integration);
  if (!channel) return channel.error();
  const auto day = sync::day_of(run.started, (*channel)->time_zone());
  if (!day) return day.error();
  return sync::format_day(*day);
}

void add_run(DaySummary& summary, const Run& run) {
  ++summary.runs;
  ++(run.state == RunState::succeeded ? summary.succeeded : summary.not_succeeded);
  summary.created += run.counts.created;
  summary.updated += run.counts.updated;
  summary.unchanged += run.counts.unchanged;
  summary.failed += run.counts.failed;
  summary.late += run.late;
  summary.calls += run.calls;
}

Task<Result<void>> summarize(Services& services, api::SummarizeHistory::Request request,
                             ReplyStream<api::SummarizeHistory::Reply>& stream) {
  constexpr std::int64_t kUsualDays = 30;
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto days = chosen_limit(request.days.value_or(kUsualDays), "days");
  if (!days) co_return days.error();
  const Timestamp oldest = services.clock.now() - std::chrono::days(std::min<std::size_t>(*days, 36'500));
  // Newest day first; within a day by integration and module.
  std::map<std::tuple<std::string, std::uint32_t, Module>, DaySummary, std::greater<>> rows;
  auto walked = co_await walk_table(
      services.store, store::kRuns, {}, store::Direction::backward, [&](const Run& run) -> Result<bool> {
        const bool wanted = run.started >= oldest && (!*integration || run.integration == **integration) &&
                            (!request.module || run.module == *request.module);
        if (!wanted) return true;
        auto day = day_of_run(services, run);
        if (!day) return day.error();
        auto& row = rows[{*day, run.integration, run.module}];
        row.day = *day;
        row.integration = run.integration_name;
        row.module = run.module;
        add_run(row, run);
        return true;
      });
  if (!walked) co_return walked.error();
  for (const auto& [key, summary] : rows) {
    const api::SummarizeHistory::Reply reply{summary};
    if (!co_await stream.send(reply)) break;
  }
  co_return Result<void>();
}

Task<Result<api::GetPreferences::Reply>> set_preferences(Services& services,
                                                         api::SetPreferences::Request request,
                                                         std::string actor) {
  auto integration = chosen_integration(services.integrations, request.only, "only");
  if (!integration) co_return integration.error();
  const auto number = integration->value_or(sync::PreferenceBook::kShared);
  PreferenceChanges changes{request.interval_minutes,   request.order_scope,   request.overlap_minutes,
                            request.backfill_days,      request.personal_data, request.history_days,
                            request.failed_history_days};
  auto set = co_await services.preferences.set(number, changes, request.only.value_or("all"),
                                               std::move(actor), services.clock.now());
  if (!set) co_return set.error();
  services.scheduler.reconsider();
  co_return api::GetPreferences::Reply{services.preferences.of(number)};
}

Task<Result<api::GetPreferences::Reply>> preferences_of(Services& services,
                                                        api::GetPreferences::Request request) {
  auto integration = chosen_integration(services.integrations, request.only, "only");
  if (!integration) co_return integration.error();
  co_return api::GetPreferences::Reply{
      services.preferences.of(integration->value_or(sync::PreferenceBook::kShared))};
}

Task<Result<api::GetRun::Reply>> show_run(Services& services, std::uint64_t id) {
  auto run = find_run(services, id);
  if (!run) co_return run.error();
  co_return api::GetRun::Reply{*run};
}

}  // namespace

// Run numbers are unique over all integrations; the key's second part is found by scanning.
Result<Run> find_run(const Services& services, std::uint64_t id) {
  auto found = services.store.list(store::kRuns, store::all_under(id));
  if (!found) return found.error();
  if (found->empty()) {
    return make_error(ErrorCode::not_found, "there is no run " + std::to_string(id), "run",
                      "sellerctl history");
  }
  return found->front();
}

void add_preference_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ListQuota>([&services](api::ListQuota::Request request, const Caller&,
                                             ReplyStream<api::ListQuota::Reply>& stream) {
    return list_quota(services, std::move(request), stream);
  });
  dispatcher.add<api::GetPreferences>([&services](api::GetPreferences::Request request, const Caller&) {
    return preferences_of(services, std::move(request));
  });
  dispatcher.add<api::SetPreferences>(
      [&services](api::SetPreferences::Request request, const Caller& caller) {
        return set_preferences(services, std::move(request), caller.peer.name);
      });
}

void add_sync_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ListRuns>(
      [&services](api::ListRuns::Request request, const Caller&, ReplyStream<api::ListRuns::Reply>& stream) {
        return list_runs(services, std::move(request), stream);
      });
  dispatcher.add<api::GetRun>(
      [&services](api::GetRun::Request request, const Caller&) { return show_run(services, request.run); });
  dispatcher.add<api::ListRunRecords>([&services](api::ListRunRecords::Request request, const Caller&,
                                                  ReplyStream<api::ListRunRecords::Reply>& stream) {
    return list_records(services, std::move(request), stream);
  });
  dispatcher.add<api::SummarizeHistory>([&services](api::SummarizeHistory::Request request, const Caller&,
                                                    ReplyStream<api::SummarizeHistory::Reply>& stream) {
    return summarize(services, std::move(request), stream);
  });
  dispatcher.add<api::ListQuarantine>([&services](api::ListQuarantine::Request request, const Caller&,
                                                  ReplyStream<api::ListQuarantine::Reply>& stream) {
    return list_quarantine(services, std::move(request), stream);
  });
}

}  // namespace sellerd::control
