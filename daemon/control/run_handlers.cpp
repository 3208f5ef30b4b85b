// What starts runs: sync, re-sync, the pull of one order, and what only plans them.
#include <algorithm>

#include "common/api/orders.h"
#include "common/api/sync.h"
#include "common/api/tax.h"
#include "daemon/control/gst_month.h"
#include "daemon/control/handlers.h"
#include "daemon/control/listing.h"
#include "daemon/sync/period.h"
#include "daemon/sync/planner.h"
#include "daemon/sync/run_opening.h"
#include "daemon/sync/way_back.h"

namespace sellerd::control {
namespace {

using Lives = std::vector<std::shared_ptr<sync::LiveRun>>;
using NewsStream = ReplyStream<api::RunNews>;

// A run to be started.
struct Wanted {
  Integration integration;
  Module module = Module::orders;
  sync::RunTask task;
  bool must_start = true;  // a person named it: a refusal is the answer
};

Result<std::string> zone_of(const Services& services, const Integration& integration) {
  auto channel = services.integrations.channel(integration.number);
  if (!channel) return channel.error();
  return (*channel)->time_zone();
}

// Of a request that may name a period, or all: the task instead of the schedule's own run; nothing when it
// names neither.
template <class Request>
Result<std::optional<sync::RunTask>> period_of(const Services& services, const Request& request,
                                               const Integration& integration, bool about_orders,
                                               std::optional<Route> route) {
  const Timestamp now = services.clock.now();
  if (request.to && !request.from)
    return make_error(ErrorCode::invalid_argument, "needs a first day too", "to", "add --from");
  if (request.from && request.full)
    return make_error(ErrorCode::invalid_argument, "a period and everything exclude each other", "full");
  if (request.full) {
    return std::optional(sync::full_task(services.preferences.of(integration.number), now, route));
  }
  if (!request.from) return std::optional<sync::RunTask>();
  const auto zone = zone_of(services, integration);
  if (!zone) return zone.error();
  const auto window = sync::period_window(*request.from, request.to, *zone, now);
  if (!window) return window.error();
  if (about_orders) {
    if (auto kept = sync::check_kept(*window, *zone, now); !kept) return kept.error();
  }
  return std::optional(sync::period_task(*window, route));
}

Error none_is_active(const std::vector<Integration>& all) {
  std::string advice;
  for (const auto& integration : all) {
    const auto way = sync::way_back(integration);
    if (!way.empty()) advice += (advice.empty() ? "" : "; ") + way;
  }
  return make_error(ErrorCode::conflict, all.empty() ? "no account is connected yet" : "no account is active",
                    {},
                    all.empty()      ? "sellerctl connect"
                    : advice.empty() ? "sellerctl status"
                                     : advice);
}

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
  if (runs.empty()) return none_is_active(services.integrations.all());
  return runs;
}

Result<std::vector<Wanted>> wanted_by(const Services& services, const api::StartSync::Request& request) {
  if (request.route == Route::lookup) {
    return make_error(ErrorCode::invalid_argument, "a sync goes by search or by report", "route",
                      "sellerctl orders pull fetches one order");
  }
  if (request.module == Module::tax) {
    return make_error(ErrorCode::invalid_argument, "the tax report is fetched a month at a time", "module",
                      "sellerctl gst fetch");
  }
  auto runs = chosen(services, request);
  if (!runs) return runs.error();
  std::vector<Wanted> wanted;
  for (const auto& [integration, trigger] : *runs) {
    auto period = period_of(services, request, integration, request.module != Module::items, request.route);
    if (!period) return period.error();
    for (const auto module : kScheduledModules) {
      if (request.module && *request.module != module) continue;
      auto task = *period ? **period : sync::schedule_task(trigger, request.route);
      // All of the listings has no window.
      if (request.full && module == Module::items) task.window.reset();
      wanted.push_back({integration, module, std::move(task), trigger == Trigger::manual});
    }
  }
  return wanted;
}

Task<Result<Lives>> start_runs(Services& services, std::vector<Wanted> wanted) {
  Lives lives;
  for (auto& each : wanted) {
    auto live = co_await services.engine.start(each.integration.number, each.module, std::move(each.task));
    if (live) {
      lives.push_back(std::move(*live));
    } else if (each.must_start) {
      co_return live.error();
    }
  }
  co_return lives;
}

bool all_finished(const Lives& lives) {
  return std::all_of(lives.begin(), lives.end(), [](const auto& live) { return live->finished; });
}

Task<Result<void>> start_and_follow(Services& services, std::vector<Wanted> wanted, bool follow,
                                    NewsStream& stream) {
  auto lives = co_await start_runs(services, std::move(wanted));
  if (!lives) co_return lives.error();
  const auto report = [&] {
    api::RunNews news;
    for (const auto& live : *lives) news.runs.push_back(sync::progress_of(*live, services.clock.now()));
    return news;
  };
  if (follow) {
    auto& changed = services.engine.changed();
    stream.sink().wake_when_gone(changed);
    while (!all_finished(*lives)) {
      const auto seen = changed.count();
      const auto news = report();
      if (!co_await stream.send_now(news)) co_return Result<void>();
      if (changed.count() == seen) co_await changed.wait();
      if (stream.sink().gone()) co_return Result<void>();
    }
  }
  const auto last = report();
  co_await stream.send(last);
  co_return Result<void>();
}

// One after the other: nobody waits for more than one list of differences.
Task<Result<void>> preview_all(Services& services, std::vector<Wanted> wanted, bool follow,
                               NewsStream& stream) {
  api::RunNews last;
  for (auto& each : wanted) {
    sync::LiveRun live(services.engine.changed());
    // Awaited here, where what it refers to lives.
    // NOLINTNEXTLINE(cppcoreguidelines-avoid-capturing-lambda-coroutines)
    const auto listener = [&](const sync::LiveRun& run, std::vector<Difference> differences) -> Task<bool> {
      if (!follow) co_return true;
      api::RunNews news{{sync::progress_of(run, services.clock.now())}, std::move(differences)};
      co_return co_await stream.send_now(news);
    };
    auto ended = co_await services.engine.preview(each.integration.number, each.module, std::move(each.task),
                                                  live, listener);
    if (!ended && each.must_start) co_return ended.error();
    if (stream.sink().gone()) co_return Result<void>();
    if (ended) last.runs.push_back(sync::progress_of(live, services.clock.now()));
  }
  co_await stream.send(last);
  co_return Result<void>();
}

Task<Result<void>> run_all(Services& services, Result<std::vector<Wanted>> wanted, bool dry_run, bool follow,
                           NewsStream& stream) {
  if (!wanted) co_return wanted.error();
  if (dry_run) co_return co_await preview_all(services, std::move(*wanted), follow, stream);
  co_return co_await start_and_follow(services, std::move(*wanted), follow, stream);
}

Result<std::vector<Wanted>> wanted_by(const Services& services, const api::Resync::Request& request) {
  const auto run = find_run(services, request.run);
  if (!run) return run.error();
  auto integration = services.integrations.find(run->integration);
  if (!integration) return integration.error();
  return std::vector{Wanted{std::move(*integration), run->module, sync::resync_task(*run)}};
}

// The named integration; else the one that holds the order; else the only one.
Result<Integration> asked_for_order(const Services& services, const api::PullOrder::Request& request) {
  if (request.integration) return services.integrations.find(std::string_view(*request.integration));
  std::vector<Integration> holders;
  const auto all = services.integrations.all();
  for (const auto& integration : all) {
    const auto held = services.store.get(store::kOrders, integration.number, request.order_id);
    if (!held) return held.error();
    if (*held) holders.push_back(integration);
  }
  if (holders.size() == 1) return holders.front();
  if (all.size() == 1) return all.front();
  return make_error(ErrorCode::conflict, "it is not clear which integration to ask", "order_id",
                    all.empty() ? "sellerctl connect" : std::string(kNameTheIntegration));
}

Result<std::vector<Wanted>> wanted_by(const Services& services, const api::PullOrder::Request& request) {
  if (request.order_id.empty())
    return make_error(ErrorCode::invalid_argument, "must not be empty", "order_id");
  auto integration = asked_for_order(services, request);
  if (!integration) return integration.error();
  return std::vector{Wanted{std::move(*integration), Module::orders, sync::pull_task(request.order_id)}};
}

Result<std::vector<Wanted>> wanted_by(const Services& services, const api::FetchTaxReport::Request& request) {
  auto integration = the_integration(services.integrations, request.integration, "report");
  if (!integration) return integration.error();
  const auto month = read_month(request.month);
  if (!month) return month.error();
  const auto window = sync::month_window(month->begins, month->ends, services.clock.now());
  if (!window) return window.error();
  return std::vector{Wanted{std::move(*integration), Module::tax, sync::tax_task(month->name, *window)}};
}

std::string note_of(const RouteQuestion& question, Trigger trigger, Route route) {
  if (trigger == Trigger::period && question.orders) return "as many orders as the books hold of the period";
  if (question.orders) return "as many orders as were placed in so long a time lately";
  if (route == Route::report) return "whatever the number of orders";
  return "how many orders there are is not known; it changes to reports when these are faster";
}

Plan row_of(const Run& run, const RouteQuestion& question, const RouteEstimate& estimate, Timestamp now) {
  return {.integration = run.integration_name,
          .trigger = run.trigger,
          .route = estimate.route,
          .window_from = question.from,
          .window_to = question.to,
          .orders = question.orders,
          .calls = estimate.calls(),
          .operations = estimate.operations,
          .seconds = std::chrono::ceil<std::chrono::seconds>(estimate.duration).count(),
          .finish = now + estimate.duration,
          .note = note_of(question, run.trigger, estimate.route)};
}

// The rows of one integration: a row a route, the chosen one marked.
Task<Result<std::vector<Plan>>> plan_of(Services& services, const api::PlanSync::Request& request,
                                        const Integration& integration) {
  const Timestamp now = services.clock.now();
  const auto preferences = services.preferences.of(integration.number);
  auto period = period_of(services, request, integration, true, std::nullopt);
  if (!period) co_return period.error();
  const auto task = *period ? **period : sync::schedule_task(Trigger::scheduled);
  auto draft = sync::draft_run(services.store, integration, Module::orders, task, preferences, now);
  if (!draft) co_return draft.error();
  Run& run = draft->run;
  if (run.job.empty() && !run.known_to) run.trigger = Trigger::initial;
  auto question = co_await sync::question_of(services.store, run);
  if (!question) co_return question.error();
  if (!run.job.empty()) question->reserve = services.engine.reserve_of(integration.number);
  question->interval = std::chrono::minutes(preferences.interval_minutes);
  auto channel = services.integrations.channel(integration.number);
  if (!channel) co_return channel.error();
  const auto estimates = (*channel)->estimate(*question);
  const auto* chosen = question->orders ? sync::choose_route(estimates) : nullptr;
  std::vector<Plan> rows;
  if (!question->orders) {
    rows.push_back(Plan{.integration = integration.name,
                        .trigger = run.trigger,
                        .chosen = true,
                        .window_from = question->from,
                        .window_to = question->to,
                        .note = note_of(*question, run.trigger, Route::search)});
  }
  for (const auto& estimate : estimates) {
    rows.push_back(row_of(run, *question, estimate, now));
    rows.back().chosen = &estimate == chosen;
  }
  co_return rows;
}

Task<Result<void>> plan(Services& services, api::PlanSync::Request request,
                        ReplyStream<api::PlanSync::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  for (const auto& each : services.integrations.all()) {
    if (*integration && each.number != **integration) continue;
    auto rows = co_await plan_of(services, request, each);
    if (!rows) co_return rows.error();
    for (auto& row : *rows) {
      const api::PlanSync::Reply reply{std::move(row)};
      if (!co_await stream.send(reply)) co_return Result<void>();
    }
  }
  co_return Result<void>();
}

template <class Method>
void add_starter(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<Method>(
      [&services](typename Method::Request request, const Caller& caller, NewsStream& stream) {
        return run_all(services, wanted_by(services, request), request.dry_run, caller.more, stream);
      });
}

Task<Result<api::CancelRun::Reply>> cancel(Services& services, std::uint64_t id, std::string actor) {
  auto run = co_await services.engine.cancel_run(id, std::move(actor));
  if (!run) co_return run.error();
  co_return api::CancelRun::Reply{*run};
}

}  // namespace

void add_run_handlers(Dispatcher& dispatcher, Services& services) {
  add_starter<api::StartSync>(dispatcher, services);
  add_starter<api::Resync>(dispatcher, services);
  add_starter<api::PullOrder>(dispatcher, services);
  add_starter<api::FetchTaxReport>(dispatcher, services);
  dispatcher.add<api::PlanSync>(
      [&services](api::PlanSync::Request request, const Caller&, ReplyStream<api::PlanSync::Reply>& stream) {
        return plan(services, std::move(request), stream);
      });
  dispatcher.add<api::CancelRun>([&services](api::CancelRun::Request request, const Caller& caller) {
    return cancel(services, request.run, caller.peer.name);
  });
}

}  // namespace sellerd::control
