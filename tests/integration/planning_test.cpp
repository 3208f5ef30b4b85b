// What a run will need, said before it runs, and held against what it then needs.
#include <boost/test/unit_test.hpp>

#include "tests/support/simulated_world.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

Plan chosen(SimulatedWorld& world, const api::PlanSync::Request& request) {
  for (const auto& row : world.call<api::PlanSync>(request)) {
    if (row.plan.chosen) return row.plan;
  }
  BOOST_FAIL("no route was chosen");
  return {};
}

Plan planned(SimulatedWorld& world, const api::PlanSync::Request& request, Route route) {
  for (const auto& row : world.call<api::PlanSync>(request)) {
    if (row.plan.route == route) return row.plan;
  }
  BOOST_FAIL("no such route");
  return {};
}

Run full_run(SimulatedWorld& world, std::optional<Route> route) {
  world.call<api::StartSync>({.module = Module::orders, .route = route, .full = true});
  for (const auto& reply : world.call<api::ListRuns>({.module = Module::orders})) {
    if (reply.run.job == "full") return reply.run;
  }
  BOOST_FAIL("it did not run");
  return {};
}

// The plan's word against the run: the calls to the last one, the time within 5 %.
void check(const Plan& plan, const Run& run, std::int64_t orders) {
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
  BOOST_TEST((run.route == plan.route));
  BOOST_TEST(run.counts.distinct() == orders);
  BOOST_TEST(plan.orders.value() == orders);
  BOOST_TEST(run.calls == plan.calls.value());
  const double took = static_cast<double>((*run.ended - run.started).count());
  const double said = static_cast<double>((*plan.finish - run.started).count());
  BOOST_TEST(took <= said * 1.05 + 1'000);
  BOOST_TEST(took >= said * 0.95 - 1'000);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(planning)

BOOST_AUTO_TEST_CASE(before_the_first_run_the_number_of_orders_is_not_known) {
  SimulatedWorld world({.orders = 300});
  world.start();
  auto request = world.connect_request();
  world.network().unplugged = false;
  world.call<api::Connect>(request);
  const auto rows = world.call<api::PlanSync>({});
  BOOST_REQUIRE(rows.size() == 2u);
  BOOST_TEST((rows[0].plan.trigger == Trigger::initial));
  BOOST_TEST(rows[0].plan.chosen);
  BOOST_TEST((rows[0].plan.route == Route::search));
  BOOST_TEST(!rows[0].plan.calls.has_value());
  BOOST_TEST((rows[1].plan.route == Route::report));
  BOOST_TEST(rows[1].plan.calls.has_value());
}

BOOST_AUTO_TEST_CASE(a_backfill_by_search_within_the_burst) {
  SimulatedWorld world({.orders = 950, .days = 60});
  world.start();
  world.connect_and_sync();
  world.time().pass(2h);
  const auto plan = chosen(world, {.full = true});
  BOOST_TEST((plan.route == Route::search));
  BOOST_TEST(plan.calls.value() == 10);
  check(plan, full_run(world, std::nullopt), 950);
}

BOOST_AUTO_TEST_CASE(a_backfill_by_search_beyond_the_burst) {
  SimulatedWorld world({.orders = 4'000, .days = 60});
  world.start();
  world.connect_and_sync();
  world.time().pass(150min);
  const auto plan = planned(world, {.full = true}, Route::search);
  BOOST_TEST(plan.calls.value() == 40);
  check(plan, full_run(world, Route::search), 4'000);
}

BOOST_AUTO_TEST_CASE(a_backfill_by_reports) {
  SimulatedWorld world({.orders = 4'000, .days = 700});
  world.start();
  world.connect_and_sync();
  world.time().pass(2h);
  const auto plan = chosen(world, {.full = true});
  BOOST_TEST((plan.route == Route::report));
  check(plan, full_run(world, std::nullopt), 4'000);
}

BOOST_AUTO_TEST_CASE(a_period_in_the_marketplaces_days) {
  SimulatedWorld world({.orders = 950, .days = 60});
  world.start();
  world.connect_and_sync();
  const auto plan = chosen(world, {.from = "2026-09-01", .to = "2026-09-10"});
  BOOST_TEST((plan.trigger == Trigger::period));
  world.call<api::StartSync>({.module = Module::orders, .from = "2026-09-01", .to = "2026-09-10"});
  const auto run = world.last_run(Module::orders);
  BOOST_TEST(run.counts.distinct() == plan.orders.value());
  BOOST_TEST(run.calls == plan.calls.value());
  BOOST_TEST(world.refused<api::PlanSync>({.from = "x"}).field == "from");
}

BOOST_AUTO_TEST_CASE(it_calls_nobody) {
  SimulatedWorld world({.orders = 300});
  world.start();
  world.connect_and_sync();
  const auto requests = world.network().requests;
  world.call<api::PlanSync>({.full = true});
  BOOST_TEST(world.network().requests == requests);
}

// The floor that Amazon's published quotas set, from their documentation, not from our code: a search brings
// 100 orders a call, 20 calls at once and one in 178.6 s; a report brings 30 days, 15 at once and one in 59.9
// s. Two years are 25 reports; the listings, read meanwhile, are one more.
BOOST_AUTO_TEST_CASE(a_hundred_thousand_orders_come_in_nearly_as_fast_as_the_quotas_allow) {
  SimulatedWorld world({.orders = 100'000, .days = 725});
  world.start();
  world.call<api::Connect>(world.connect_request());
  world.run_until_idle();
  const auto run = world.last_run(Module::orders);
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
  BOOST_TEST(world.totals().orders == 100'000);
  const double by_search = (1'000 - 20) / 0.0056;
  const double by_report = (25 + 1 - 15) / 0.0167;
  const double bound = std::min(by_search, by_report);
  const double took = static_cast<double>((*run.ended - run.started).count()) / 1'000;
  BOOST_TEST(took <= bound * 1.1);
  BOOST_TEST_MESSAGE("took " << took << " s, the quotas allow " << bound << " s");
  BOOST_TEST((run.route == Route::report));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(second_look)

BOOST_AUTO_TEST_CASE(every_night_once_and_it_finds_what_came_late) {
  SimulatedWorld world({.orders = 300, .days = 30});
  world.start();
  world.connect_and_sync();
  world.call<api::ConfirmAllItems>({"amazon-in"});  // else frozen orders are an alarm too
  // An order that the search had not shown when it should have.
  sandbox::Order late = world.marketplace().orders().at(0);
  late.id = "408-0000000-0000003";
  late.created = late.updated = world.time().now() - 26h;
  for (auto& line : late.lines) line.id = 0;
  world.marketplace().orders().add(late).value();
  world.time().pass(22h);
  std::vector<Run> looks;
  for (const auto& reply : world.call<api::ListRuns>({.module = Module::orders})) {
    if (reply.run.trigger == Trigger::reconcile) looks.push_back(reply.run);
  }
  BOOST_REQUIRE(looks.size() == 1u);
  BOOST_TEST((looks[0].state == RunState::succeeded));
  BOOST_TEST(looks[0].late == 1);
  BOOST_TEST(looks[0].counts.created == 1);
  const auto rows = world.call<api::ListRunRecords>({.run = looks[0].id, .outcome = Outcome::created});
  BOOST_TEST(rows.at(0).record.record_id == late.id);
  BOOST_TEST(rows.at(0).record.late_seconds.value() > 26 * 3'600);
  BOOST_TEST(world.call<api::ListRunRecords>({.run = looks[0].id}).size() > 1u);
  const auto found_late = world.call<api::ListRunRecords>({.run = looks[0].id, .late = true});
  BOOST_REQUIRE(found_late.size() == 1u);
  BOOST_TEST(found_late[0].record.record_id == late.id);
  const auto status = world.call<api::GetStatus>({}).front();
  BOOST_REQUIRE(status.alarms.size() == 1u);
  BOOST_TEST(status.alarms[0].find("1 order that earlier runs") != std::string::npos);
  // In India it is night: 21:30 to 22:30 UTC.
  const auto begun = looks[0].started - std::chrono::floor<std::chrono::days>(looks[0].started);
  BOOST_TEST((begun >= 21h + 30min && begun <= 22h + 31min));
  world.time().pass(72h);
  std::size_t count = 0;
  for (const auto& reply : world.call<api::ListRuns>({.module = Module::orders})) {
    if (reply.run.trigger == Trigger::reconcile) ++count;
  }
  BOOST_TEST(count == 4u);
  BOOST_TEST(world.call<api::GetStatus>({}).front().alarms.empty());
}

BOOST_AUTO_TEST_CASE(it_does_not_reach_behind_the_books_and_is_not_for_manual_runs) {
  SimulatedWorld world({.orders = 300, .days = 30});
  world.start();
  world.call<api::SetPreferences>({.backfill_days = 2});
  world.connect_and_sync();
  world.time().pass(22h);
  for (const auto& reply : world.call<api::ListRuns>({.module = Module::orders})) {
    if (reply.run.trigger == Trigger::reconcile) BOOST_TEST(reply.run.late == 0);
  }
  world.call<api::SetPreferences>({.interval_minutes = 0});
  const auto runs = world.call<api::ListRuns>({}).size();
  world.time().pass(72h);
  BOOST_TEST(world.call<api::ListRuns>({}).size() == runs);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(history_summary)

BOOST_AUTO_TEST_CASE(a_row_a_day_and_module_newest_first) {
  SimulatedWorld world({.orders = 300, .days = 30});
  world.start();
  world.connect_and_sync();
  world.time().pass(50h);
  const auto rows = world.call<api::SummarizeHistory>({});
  BOOST_REQUIRE(rows.size() == 6u);
  BOOST_TEST(rows.front().summary.day == "2026-10-03");
  BOOST_TEST(rows.back().summary.day == "2026-10-01");
  std::int64_t runs = 0;
  std::int64_t created = 0;
  for (const auto& row : rows) {
    runs += row.summary.runs;
    created += row.summary.created;
    BOOST_TEST(row.summary.runs == row.summary.succeeded + row.summary.not_succeeded);
  }
  BOOST_TEST(runs == static_cast<std::int64_t>(world.call<api::ListRuns>({}).size()));
  BOOST_TEST(created == world.totals().orders + world.totals().items);
  BOOST_TEST(world.call<api::SummarizeHistory>({.module = Module::orders, .days = 1}).size() == 2u);
  BOOST_TEST(world.refused<api::SummarizeHistory>({.days = 0}).field == "days");
}

BOOST_AUTO_TEST_SUITE_END()
