// What a person asks for beside the schedule: periods, re-syncs, single orders, dry runs.
#include <boost/test/unit_test.hpp>

#include "tests/support/simulated_world.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

// The ids of the orders that the marketplace holds, by the time they were placed.
std::set<std::string> placed_between(SimulatedWorld& world, Timestamp from, Timestamp to) {
  std::set<std::string> ids;
  world.marketplace().orders().walk(sandbox::OrderBook::Axis::created, from, to, std::nullopt,
                                    [&](const auto&, const sandbox::Order& order) {
                                      ids.insert(order.id);
                                      return true;
                                    });
  return ids;
}

std::set<std::string> records_of(SimulatedWorld& world, std::uint64_t run) {
  std::set<std::string> ids;
  for (const auto& row : world.call<api::ListRunRecords>({.run = run})) ids.insert(row.record.record_id);
  return ids;
}

Run run_of(SimulatedWorld& world, std::uint64_t id) {
  return world.call<api::GetRun>({.run = id}).at(0).run;
}

// The last news of a call that starts one run.
api::Progress ended(const std::vector<api::RunNews>& news) {
  BOOST_REQUIRE(!news.empty());
  BOOST_REQUIRE(news.back().runs.size() == 1u);
  return news.back().runs[0];
}

void change(SimulatedWorld& world, const std::string& id, std::function<void(sandbox::Order&)> edit) {
  world.marketplace().orders().update(id, world.time().now(), edit).value();
}

std::string any_order(SimulatedWorld& world, sandbox::Status status) {
  const auto& book = world.marketplace().orders();
  for (sandbox::OrderNumber i = 0; i < book.size(); ++i) {
    if (book.at(i).status == status) return book.at(i).id;
  }
  throw std::runtime_error("the marketplace has no such order");
}

std::vector<Difference> differences_of(const std::vector<api::RunNews>& news) {
  std::vector<Difference> all;
  for (const auto& each : news) all.insert(all.end(), each.differences.begin(), each.differences.end());
  return all;
}

// Without `more` the call ends at once and leaves the run under way.
void start_everything(SimulatedWorld& world, std::optional<Route> route = {}) {
  const api::StartSync::Request request{.module = Module::orders, .route = route, .full = true};
  world.call_raw(std::string(api::StartSync::kInfo.name), to_json(request).get_object(), false);
}

struct Synced : SimulatedWorld {
  Synced() : SimulatedWorld({.orders = 400, .days = 60}) {
    start();
    connect_and_sync();
    time().pass(5min);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(period, Synced)

BOOST_AUTO_TEST_CASE(it_reads_the_orders_placed_on_those_days_of_the_marketplace) {
  const auto watermark = call<api::GetStatus>({})[0].integrations[0].modules[1].read_to;
  const auto run =
      ended(call<api::StartSync>({.module = Module::orders, .from = "2026-09-10", .to = "2026-09-12"}));
  BOOST_TEST((run.state == RunState::succeeded));
  const auto expected =
      placed_between(*this, *parse_time("2026-09-09T18:30:00Z"), *parse_time("2026-09-12T18:29:59.999Z"));
  BOOST_TEST(!expected.empty());
  BOOST_TEST((records_of(*this, run.run) == expected));
  const auto row = run_of(*this, run.run);
  BOOST_TEST((row.trigger == Trigger::period));
  BOOST_TEST((row.axis == TimeAxis::created));
  BOOST_TEST(row.reported == static_cast<std::int64_t>(expected.size()));
  BOOST_TEST(row.held == row.reported);
  // The schedule goes on where it was.
  BOOST_TEST((call<api::GetStatus>({})[0].integrations[0].modules[1].read_to == watermark));
}

BOOST_AUTO_TEST_CASE(it_finds_what_the_books_lost) {
  sandbox::Order lost = marketplace().orders().at(0);
  lost.id = "408-0000000-0000001";
  lost.created = lost.updated = *parse_time("2026-09-11T12:00:00Z");
  for (auto& line : lost.lines) line.id = 0;
  marketplace().orders().add(lost).value();
  BOOST_TEST(sync(Module::orders).counts.created == 0);
  const auto run =
      ended(call<api::StartSync>({.module = Module::orders, .from = "2026-09-11", .to = "2026-09-11"}));
  BOOST_TEST(run.counts.created == 1);
  BOOST_TEST(call<api::GetOrder>({.order_id = lost.id}).at(0).order.lines.size() == lost.lines.size());
}

BOOST_AUTO_TEST_CASE(items_of_a_period_are_those_opened_then) {
  const auto all = call<api::ListListings>({});
  std::size_t opened_in_2020 = 0;
  for (const auto& reply : all) opened_in_2020 += reply.listing.opened.starts_with("2020") ? 1 : 0;
  BOOST_TEST(opened_in_2020 > 0u);
  BOOST_TEST(opened_in_2020 < all.size());
  const auto run =
      ended(call<api::StartSync>({.module = Module::items, .from = "2020-01-01", .to = "2020-12-31"}));
  BOOST_TEST(run.counts.unchanged == static_cast<std::int64_t>(opened_in_2020));
  // Everything is everything, also of listings.
  const auto full = ended(call<api::StartSync>({.module = Module::items, .full = true}));
  BOOST_TEST(full.counts.unchanged == static_cast<std::int64_t>(all.size()));
}

BOOST_AUTO_TEST_CASE(periods_that_cannot_be) {
  const auto field = [&](const api::StartSync::Request& request) {
    return refused<api::StartSync>(request).field;
  };
  BOOST_TEST(field({.module = Module::orders, .to = "2026-09-11"}) == "to");
  BOOST_TEST(field({.module = Module::orders, .from = "yesterday"}) == "from");
  BOOST_TEST(field({.module = Module::orders, .from = "2020-01-01"}) == "from");
  BOOST_TEST(field({.module = Module::orders, .full = true, .from = "2026-09-11"}) == "full");
  BOOST_TEST(field({.module = Module::orders, .route = Route::lookup}) == "route");
  BOOST_TEST(call<api::ListRuns>({}).size() == 2u);
}

BOOST_AUTO_TEST_CASE(by_report_the_same_orders_come) {
  const auto run = ended(call<api::StartSync>(
      {.module = Module::orders, .route = Route::report, .from = "2026-09-10", .to = "2026-09-12"}));
  const auto expected =
      placed_between(*this, *parse_time("2026-09-09T18:30:00Z"), *parse_time("2026-09-12T18:29:59.999Z"));
  BOOST_TEST((records_of(*this, run.run) == expected));
  BOOST_TEST((run_of(*this, run.run).route == Route::report));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(jobs)

BOOST_AUTO_TEST_CASE(a_job_goes_on_after_a_kill_and_leaves_the_schedule_alone) {
  SimulatedWorld world({.orders = 900, .days = 60});
  world.start();
  world.connect_and_sync();
  start_everything(world);
  const auto enough = world.network().requests + 4;
  world.time().run_until([&] { return world.network().requests >= enough; });
  world.crash();
  world.start();
  world.run_until_idle();
  const auto runs = world.call<api::ListRuns>({.module = Module::orders});
  BOOST_TEST(runs.size() == 2u);
  BOOST_TEST((runs[0].run.state == RunState::succeeded));
  BOOST_TEST(runs[0].run.resumptions == 1);
  BOOST_TEST(runs[0].run.counts.unchanged == 900);
  BOOST_TEST(runs[0].run.job == "full");
  BOOST_TEST(world.call<api::GetStatus>({})[0].integrations[0].modules[1].last_run->id == runs[1].run.id);
}

BOOST_AUTO_TEST_CASE(the_schedule_runs_beside_a_long_job) {
  SimulatedWorld world({.orders = 4'000, .days = 60});
  world.start();
  world.connect_and_sync();
  start_everything(world, Route::search);
  world.time().pass(30min);
  BOOST_TEST(world.call<api::GetStatus>({})[0].integrations[0].modules[1].jobs.size() == 1u);
  // A manual run of the schedule's own kind does not wait for the job's calls.
  const auto run = ended(world.call<api::StartSync>({.module = Module::orders}));
  BOOST_TEST((run.state == RunState::succeeded));
  BOOST_TEST(world.call<api::GetStatus>({})[0].integrations[0].modules[1].jobs.size() == 1u);
  world.run_until_idle();
  BOOST_TEST((world.call<api::ListRuns>({.module = Module::orders})[1].run.counts.unchanged == 4'000));
}

BOOST_AUTO_TEST_CASE(a_cancelled_job_is_over) {
  SimulatedWorld world({.orders = 4'000, .days = 60});
  world.start();
  world.connect_and_sync();
  start_everything(world, Route::search);
  world.time().pass(1min);
  const auto job = world.call<api::GetStatus>({})[0].integrations[0].modules[1].jobs.at(0);
  const auto run = world.call<api::CancelRun>({.run = job.run}).at(0).run;
  BOOST_TEST((run.state == RunState::cancelled));
  world.stop();
  world.start();
  world.time().pass(3h);
  BOOST_TEST((run_of(world, job.run).state == RunState::cancelled));
  BOOST_TEST(run_of(world, job.run).resumptions == 0);
}

BOOST_AUTO_TEST_CASE(a_job_that_trouble_cut_short_is_tried_again_and_can_be_cancelled_meanwhile) {
  SimulatedWorld world({.orders = 400, .days = 60});
  world.start();
  world.connect_and_sync();
  world.network().unplugged = true;
  const auto cut = ended(world.call<api::StartSync>({.module = Module::orders, .full = true}));
  BOOST_TEST((cut.state == RunState::interrupted));
  world.network().unplugged = false;
  world.time().pass(10min);
  BOOST_TEST((run_of(world, cut.run).state == RunState::succeeded));
  world.network().unplugged = true;
  const auto second = ended(world.call<api::StartSync>({.module = Module::orders, .full = true}));
  BOOST_TEST((world.call<api::CancelRun>({.run = second.run}).at(0).run.state == RunState::cancelled));
  world.network().unplugged = false;
  world.time().pass(1h);
  BOOST_TEST((run_of(world, second.run).state == RunState::cancelled));
  BOOST_TEST((world.refused<api::CancelRun>({.run = second.run}).code == ErrorCode::not_found));
}

BOOST_AUTO_TEST_CASE(disabled_is_disabled_for_jobs_too) {
  SimulatedWorld world({.orders = 4'000, .days = 60});
  world.start();
  world.connect_and_sync();
  start_everything(world, Route::search);
  world.time().pass(1min);
  world.call<api::Disable>({.name = "amazon-in"});
  const auto requests = world.network().requests;
  world.time().pass(48h);
  BOOST_TEST(world.network().requests == requests);
  BOOST_TEST(
      (world.refused<api::StartSync>({.integration = "amazon-in", .module = Module::orders, .full = true})
           .code == ErrorCode::conflict));
  world.call<api::Enable>({.name = "amazon-in"});
  world.time().pass(10h);
  const auto runs = world.call<api::ListRuns>({.module = Module::orders});
  const auto full = std::find_if(runs.begin(), runs.end(), [](const auto& r) { return r.run.job == "full"; });
  BOOST_REQUIRE(full != runs.end());
  BOOST_TEST((full->run.state == RunState::succeeded));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(resync, Synced)

BOOST_AUTO_TEST_CASE(it_fetches_what_the_run_held_as_it_is_now) {
  const auto first =
      call<api::StartSync>({.module = Module::orders, .from = "2026-09-10", .to = "2026-09-12"});
  const auto original = ended(first).run;
  const auto id = *records_of(*this, original).begin();
  change(*this, id, [](sandbox::Order& order) { order.status = sandbox::Status::cancelled; });
  time().pass(5min);
  const auto again = ended(call<api::Resync>({.run = original}));
  BOOST_TEST((again.state == RunState::succeeded));
  BOOST_TEST((records_of(*this, again.run) == records_of(*this, original)));
  BOOST_TEST(again.counts.updated == 1);
  BOOST_TEST(call<api::GetOrder>({.order_id = id}).at(0).order.channel_status == "CANCELLED");
  BOOST_TEST(run_of(*this, again.run).resync_of == original);
}

BOOST_AUTO_TEST_CASE(what_left_the_window_since_is_looked_up_one_by_one) {
  const auto original = last_run(Module::orders);  // by update, the whole backfill
  std::set<std::string> moved;
  for (sandbox::OrderNumber i = 0; i < 45; ++i) moved.insert(marketplace().orders().at(i).id);
  for (const auto& id : moved) change(*this, id, [](sandbox::Order&) {});
  time().pass(5min);
  const auto before = network().requests;
  const auto again = ended(call<api::Resync>({.run = original.id}));
  BOOST_TEST((again.state == RunState::succeeded));
  BOOST_TEST(again.counts.updated == 45);
  BOOST_TEST((records_of(*this, again.run) == records_of(*this, original.id)));
  BOOST_TEST(network().requests - before < 60u);  // four pages and 45 orders, not 400
}

BOOST_AUTO_TEST_CASE(failed_records_are_fetched_too) {
  marketplace().faults().set_plan(sandbox::FaultPlan::parse("bad-order@searchOrders:1-99").value());
  const auto bad = ended(call<api::StartSync>({.module = Module::orders, .full = true}));
  BOOST_TEST((bad.state == RunState::partial));
  marketplace().faults().set_plan({});
  const auto again = ended(call<api::Resync>({.run = bad.run}));
  BOOST_TEST((again.state == RunState::succeeded));
  BOOST_TEST(totals().quarantined == 0);
}

BOOST_AUTO_TEST_CASE(a_run_that_is_not_there) {
  BOOST_TEST(refused<api::Resync>({.run = 99}).field == "run");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(pull, Synced)

BOOST_AUTO_TEST_CASE(one_order_comes_at_once) {
  const auto id = any_order(*this, sandbox::Status::unshipped);
  change(*this, id, [](sandbox::Order& order) { order.status = sandbox::Status::cancelled; });
  const auto before = network().requests;
  const auto run = ended(call<api::PullOrder>({.order_id = id}));
  BOOST_TEST((run.state == RunState::succeeded));
  BOOST_TEST(run.counts.updated == 1);
  BOOST_TEST(network().requests == before + 1);
  BOOST_TEST((call<api::GetOrder>({.order_id = id}).at(0).order.status == OrderStatus::cancelled));
}

BOOST_AUTO_TEST_CASE(an_order_nobody_knows) {
  const auto run = ended(call<api::PullOrder>({.order_id = "408-0000000-0000000"}));
  BOOST_TEST((run.state == RunState::failed));
  BOOST_TEST(run.reason.find("408-0000000-0000000") != std::string::npos);
  BOOST_TEST(refused<api::PullOrder>({.order_id = ""}).field == "order_id");
  BOOST_TEST(refused<api::PullOrder>({.order_id = "x", .integration = "nobody"}).field == "integration");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(dry_run, Synced)

BOOST_AUTO_TEST_CASE(it_says_what_would_be_written_and_writes_nothing) {
  const auto id = any_order(*this, sandbox::Status::unshipped);
  change(*this, id, [](sandbox::Order& order) { order.status = sandbox::Status::cancelled; });
  sandbox::Order fresh = marketplace().orders().at(0);
  fresh.id = "408-0000000-0000002";
  fresh.created = fresh.updated = time().now();
  for (auto& line : fresh.lines) line.id = 0;
  marketplace().orders().add(fresh).value();
  time().pass(5min);
  const auto before = call<api::ListOrders>({});
  const auto news = call<api::StartSync>({.module = Module::orders, .dry_run = true});
  const auto differences = differences_of(news);
  BOOST_REQUIRE(differences.size() == 2u);
  const auto& changed = differences[0].record_id == id ? differences[0] : differences[1];
  const auto& created = differences[0].record_id == id ? differences[1] : differences[0];
  BOOST_TEST((changed.outcome == Outcome::updated));
  BOOST_TEST((created.outcome == Outcome::created));
  BOOST_TEST(created.record_id == fresh.id);
  const auto status = std::find_if(changed.changes.begin(), changed.changes.end(),
                                   [](const auto& change) { return change.field == "channel_status"; });
  BOOST_REQUIRE(status != changed.changes.end());
  BOOST_TEST(status->before == "\"UNSHIPPED\"");
  BOOST_TEST(status->after == "\"CANCELLED\"");
  BOOST_TEST(ended(news).dry_run);
  BOOST_TEST(ended(news).counts.updated == 1);
  // Nothing was written: no order, no run, and the real run finds the same.
  const auto after = call<api::ListOrders>({});
  BOOST_REQUIRE(after.size() == before.size());
  for (std::size_t i = 0; i < after.size(); ++i) BOOST_TEST((after[i].order == before[i].order));
  BOOST_TEST(call<api::ListRuns>({}).size() == 2u);
  const auto real = sync(Module::orders);
  BOOST_TEST(real.counts.updated == 1);
  BOOST_TEST(real.counts.created == 1);
  BOOST_TEST(differences_of(call<api::StartSync>({.module = Module::orders, .dry_run = true})).empty());
}

BOOST_AUTO_TEST_CASE(of_a_resync_and_of_one_order) {
  const auto original = last_run(Module::orders);
  const auto id = any_order(*this, sandbox::Status::unshipped);
  change(*this, id, [](sandbox::Order& order) { order.status = sandbox::Status::cancelled; });
  time().pass(5min);
  for (const auto& news : {call<api::Resync>({.run = original.id, .dry_run = true}),
                           call<api::PullOrder>({.order_id = id, .dry_run = true})}) {
    const auto differences = differences_of(news);
    BOOST_REQUIRE(differences.size() == 1u);
    BOOST_TEST(differences[0].record_id == id);
  }
  BOOST_TEST((call<api::GetOrder>({.order_id = id}).at(0).order.channel_status == "UNSHIPPED"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_understood_is_said) {
  marketplace().faults().set_plan(sandbox::FaultPlan::parse("bad-order@searchOrders:1-99").value());
  const auto news = call<api::StartSync>({.module = Module::orders, .full = true, .dry_run = true});
  const auto differences = differences_of(news);
  BOOST_REQUIRE(!differences.empty());
  BOOST_TEST((differences[0].outcome == Outcome::failed));
  BOOST_TEST(!differences[0].reason.empty());
  BOOST_TEST(totals().quarantined == 0);
}

BOOST_AUTO_TEST_SUITE_END()
