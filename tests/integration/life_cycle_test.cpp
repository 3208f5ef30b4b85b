// Schedule, preferences, life cycle and history on simulated time.
#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/book_checks.h"
#include "tests/support/second_account.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

std::size_t runs_of(SimulatedWorld& world, Module module) {
  return own_runs(world, module).size();
}

api::IntegrationStatus status_of(SimulatedWorld& world) {
  return world.call<api::GetStatus>({}).front().integrations.at(0);
}

void pass(SimulatedWorld& world, Duration span) {
  world.time().pass(span);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schedule)

BOOST_AUTO_TEST_CASE(runs_come_every_four_hours_with_a_little_jitter) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  pass(world, 24h);
  const auto runs = own_runs(world, Module::orders);
  BOOST_TEST(runs.size() == 6u);  // the first, and five of 4 h to 4 h 12 min within the day
  for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
    const auto gap = runs[i].started - runs[i + 1].started;
    BOOST_TEST((gap >= 4h && gap <= 4h + 13min));
    BOOST_TEST((runs[i].trigger == Trigger::scheduled));
    BOOST_TEST((runs[i].state == RunState::succeeded));
  }
}

BOOST_AUTO_TEST_CASE(a_retry_waits_from_the_end_of_the_run_that_failed) {
  SimulatedWorld world({.faults = "429@searchOrders:1-1000000"});
  world.start();
  world.call<api::Connect>(world.connect_request());
  std::vector<Timestamp> ends;
  std::vector<Timestamp> starts;
  world.on_run = [&](const Run& run) {
    if (run.module != Module::orders) return;
    (run.ended ? ends : starts).push_back(world.time().now());
  };
  pass(world, 24h);
  BOOST_REQUIRE(starts.size() > 2u);
  for (std::size_t i = 0; i < starts.size(); ++i) BOOST_TEST((starts[i] - ends[i] >= 5min));
}

BOOST_AUTO_TEST_CASE(ticks_missed_while_it_was_off_are_run_once) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  world.stop();
  pass(world, 72h);
  world.start();
  pass(world, 1h);
  BOOST_TEST(runs_of(world, Module::orders) == 2u);
}

BOOST_AUTO_TEST_CASE(manual_only_means_no_schedule) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  world.call<api::SetPreferences>({.interval_minutes = 0});
  BOOST_TEST(!status_of(world).modules[1].next_run.has_value());
  pass(world, 48h);
  BOOST_TEST(runs_of(world, Module::orders) == 1u);
  world.call<api::SetPreferences>({.interval_minutes = 15});
  pass(world, 1h);
  BOOST_TEST(runs_of(world, Module::orders) >= 4u);
}

BOOST_AUTO_TEST_CASE(a_clock_set_back_does_not_stop_the_schedule) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  world.time().jump(-240h);
  pass(world, 5h);
  BOOST_TEST(runs_of(world, Module::orders) >= 2u);
  const auto read_to = status_of(world).modules[1].read_to;
  world.time().jump(480h);
  pass(world, 5h);
  BOOST_TEST((*status_of(world).modules[1].read_to > *read_to));
}

BOOST_AUTO_TEST_CASE(a_clock_set_back_stops_no_account) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  connect_second(world);
  pass(world, 2h);
  world.time().jump(-240h);
  const auto set_back = world.time().now();
  pass(world, 5h);
  const auto status = world.call<api::GetStatus>({}).front();
  for (const auto& integration : status.integrations) {
    const auto started = integration.modules[1].last_run->started;
    BOOST_TEST((started >= set_back && started <= world.time().now()), integration.name);
  }
}

BOOST_AUTO_TEST_CASE(a_day_without_network_is_no_storm_and_heals) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  world.call<api::ConfirmAllItems>({"amazon-in"});  // else frozen orders are an alarm too
  world.network().unplugged = true;
  const auto before = world.network().requests;
  pass(world, 24h);
  BOOST_TEST(world.network().requests - before < 500u);
  BOOST_TEST(!world.call<api::GetStatus>({}).front().alarms.empty());
  world.network().unplugged = false;
  pass(world, 5h);
  BOOST_TEST((world.last_run(Module::orders).state == RunState::succeeded));
  BOOST_TEST(world.call<api::GetStatus>({}).front().alarms.empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(preferences)

BOOST_AUTO_TEST_CASE(what_is_set_for_all_replaces_what_was_set_for_one) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  connect_second(world);
  world.call<api::SetPreferences>({.only = "second", .interval_minutes = 30, .overlap_minutes = 60});
  BOOST_TEST(world.call<api::GetPreferences>({.only = "second"})[0].preferences.interval_minutes == 30);
  BOOST_TEST(world.call<api::GetPreferences>({.only = "amazon-in"})[0].preferences.interval_minutes == 240);
  world.call<api::SetPreferences>({.interval_minutes = 120});
  const auto second = world.call<api::GetPreferences>({.only = "second"})[0].preferences;
  BOOST_TEST(second.interval_minutes == 120);
  BOOST_TEST(second.overlap_minutes == 60);
  world.crash();
  world.start();
  BOOST_TEST(world.call<api::GetPreferences>({.only = "second"})[0].preferences.overlap_minutes == 60);
}

BOOST_AUTO_TEST_CASE(bad_values_are_refused_by_name) {
  SimulatedWorld world;
  world.start();
  BOOST_TEST(world.refused<api::SetPreferences>({.interval_minutes = 14}).field == "interval_minutes");
  BOOST_TEST(world.refused<api::SetPreferences>({.interval_minutes = 1'441}).field == "interval_minutes");
  BOOST_TEST(world.refused<api::SetPreferences>({.overlap_minutes = 4}).field == "overlap_minutes");
  BOOST_TEST(world.refused<api::SetPreferences>({.history_days = 29}).field == "history_days");
  BOOST_TEST(world.refused<api::SetPreferences>({.only = "nobody"}).field == "only");
}

BOOST_AUTO_TEST_CASE(the_scope_keeps_out_what_is_first_seen_when_it_is_over) {
  SimulatedWorld world({.orders = 300});
  world.start();
  world.call<api::SetPreferences>({.order_scope = OrderScope::confirmed});
  world.connect_and_sync();
  const auto run = world.last_run(Module::orders);
  BOOST_TEST(run.counts.skipped > 200);
  BOOST_TEST(run.counts.created + run.counts.skipped == 300);
  for (const auto& reply : world.call<api::ListOrders>({})) {
    BOOST_TEST(
        (reply.order.status != OrderStatus::fulfilled && reply.order.status != OrderStatus::cancelled));
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(life_cycle)

BOOST_AUTO_TEST_CASE(a_manual_sync_fans_out_unless_it_is_told_not_to) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  connect_second(world);
  world.call<api::StartSync>({.integration = "second", .module = Module::items});
  world.run_until_idle();
  auto runs = world.call<api::ListRuns>({.limit = 2});
  BOOST_TEST((runs[0].run.trigger == Trigger::fan_out));
  BOOST_TEST(runs[0].run.integration_name == "amazon-in");
  BOOST_TEST((runs[1].run.trigger == Trigger::manual));
  world.call<api::StartSync>({.integration = "second", .module = Module::items, .only = true});
  world.run_until_idle();
  runs = world.call<api::ListRuns>({.limit = 1});
  BOOST_TEST(runs[0].run.integration_name == "second");
}

BOOST_AUTO_TEST_CASE(while_disabled_nothing_runs_and_enabling_goes_on) {
  SimulatedWorld world({.orders = 900});
  world.start();
  world.call<api::Connect>(world.connect_request());
  world.time().run_until([&] { return world.totals().orders >= 100; });
  world.call<api::Disable>({.name = "amazon-in"});
  const auto held = world.totals().orders;
  BOOST_TEST(held < 900);
  BOOST_TEST((status_of(world).state == IntegrationState::inactive));
  const auto requests = world.network().requests;
  pass(world, 24h);
  BOOST_TEST(world.network().requests == requests);
  BOOST_TEST((world.refused<api::StartSync>({.integration = "amazon-in"}).code == ErrorCode::conflict));
  world.crash();
  world.start();
  pass(world, 24h);
  BOOST_TEST(world.network().requests == requests);
  world.call<api::Enable>({.name = "amazon-in"});
  world.run_until_idle();
  BOOST_TEST(world.totals().orders == 900);
  BOOST_TEST(runs_of(world, Module::orders) == 1u);
}

BOOST_AUTO_TEST_CASE(the_kill_switch_survives_a_restart) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  BOOST_TEST(world.call<api::StopAll>({})[0].stopped);
  world.crash();
  world.start();
  const auto requests = world.network().requests;
  pass(world, 24h);
  BOOST_TEST(world.network().requests == requests);
  BOOST_TEST(world.call<api::GetStatus>({})[0].stopped);
  BOOST_TEST(world.refused<api::StartSync>({}).hint == "sellerctl resume-all");
  BOOST_TEST(!world.call<api::ResumeAll>({})[0].stopped);
  pass(world, 1h);
  BOOST_TEST(runs_of(world, Module::orders) == 2u);
}

BOOST_AUTO_TEST_CASE(a_kill_leaves_no_row_that_claims_to_run) {
  SimulatedWorld world({.orders = 900});
  world.start();
  world.call<api::Connect>(world.connect_request());
  world.time().run_until([&] { return world.totals().orders >= 100; });
  world.store_switch_and_crash();
  world.start();
  for (const auto& reply : world.call<api::ListRuns>({})) {
    BOOST_TEST((reply.run.state != RunState::running), reply.run.id);
  }
  world.call<api::ResumeAll>({});
  world.run_until_idle();
  BOOST_TEST(world.totals().orders == 900);
}

BOOST_AUTO_TEST_CASE(disconnecting_asks_and_keeps_the_books_unless_told_otherwise) {
  for (const bool erase : {false, true}) {
    SimulatedWorld world({.orders = 700});
    world.start();
    world.connect_and_sync();
    BOOST_TEST(world.refused<api::Disconnect>({.name = "amazon-in"}).field == "yes");
    const auto order = world.call<api::ListOrders>({.limit = 1})[0].order;
    world.call<api::Disconnect>({.name = "amazon-in", .yes = true, .erase = erase});
    BOOST_TEST(world.call<api::ListIntegrations>({}).empty());
    BOOST_TEST(world.call<api::ListRuns>({}).empty());
    BOOST_TEST(world.call<api::ListOrders>({}).size() == (erase ? 0u : 700u));
    if (!erase) BOOST_TEST((world.call<api::GetOrder>({.order_id = order.order_id})[0].order == order));
    // Nothing of the old account is in the way of connecting it anew.
    world.connect_and_sync();
    BOOST_TEST(world.totals().orders == 700);
    BOOST_TEST(world.call<api::ListOrders>({}).size() == 700u);
  }
}

// The call has begun and waits for a run to end.
BOOST_AUTO_TEST_CASE(a_removal_that_is_killed_before_the_runs_have_ended_is_finished_by_the_next_start) {
  for (const bool erase : {false, true}) {
    SimulatedWorld world;
    world.start();
    world.connect_and_sync();
    world.network().unplugged = true;
    world.call_raw(std::string(api::StartSync::kInfo.name), {}, false);
    boost::asio::co_spawn(
        world.loop(), world.daemon().integrations().mark_for_removal(1, erase, "asha"),
        [](std::exception_ptr bug, Result<void> marked) { BOOST_TEST((!bug && marked.has_value())); });
    world.time().run_until(
        [&] { return world.daemon().integrations().all()[0].state == IntegrationState::disconnecting; });
    BOOST_TEST((world.refused<api::Erase>({.name = "amazon-in", .yes = true}).code == ErrorCode::conflict));
    world.crash();
    world.start();
    BOOST_TEST(world.call<api::ListIntegrations>({}).empty());
    BOOST_TEST(world.call<api::ListOrders>({}).size() == (erase ? 0u : 300u));
  }
}

BOOST_AUTO_TEST_CASE(an_account_that_is_removed_while_it_is_reauthorized_stays_removed) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  auto& integrations = world.daemon().integrations();
  const auto credentials = world.connect_request().credentials;
  std::optional<Result<Integration>> ended;
  boost::asio::co_spawn(world.loop(), integrations.reauthorize(1, credentials, "asha"),
                        [&](std::exception_ptr bug, Result<Integration> result) {
                          BOOST_TEST(!bug);
                          ended = std::move(result);
                        });
  // The marketplace is still being asked.
  world.call<api::Disconnect>({.name = "amazon-in", .yes = true});
  world.run_until_idle();
  pass(world, 1min);
  BOOST_REQUIRE(ended.has_value());
  BOOST_REQUIRE(!ended->has_value());
  BOOST_TEST((ended->error().code == ErrorCode::conflict), ended->error().text());
  BOOST_TEST(integrations.all().empty());
  BOOST_TEST(!world.daemon().store().get(store::kCredentials, 1u).value().has_value());
  BOOST_TEST(!world.daemon().store().get(store::kIntegrations, 1u).value().has_value());
}

BOOST_AUTO_TEST_CASE(new_credentials_take_effect_without_a_restart) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  auto keys = world.marketplace().login().credentials();
  keys.client_secret = "amzn1.oa2-cs.v1.rotated";
  world.marketplace().login().set_credentials(keys);
  pass(world, 5h);
  BOOST_TEST((status_of(world).state == IntegrationState::needs_reauth));
  const auto requests = world.network().requests;
  pass(world, 24h);
  BOOST_TEST(world.network().requests == requests);
  BOOST_TEST((world.refused<api::Reauthorize>({.name = "amazon-in", .credentials = {"a", "b", "c"}}).code ==
              ErrorCode::needs_reauth));
  world.call<api::Reauthorize>(
      {.name = "amazon-in", .credentials = {keys.client_id, keys.client_secret, keys.refresh_token}});
  BOOST_TEST((status_of(world).state == IntegrationState::active));
  pass(world, 1h);
  BOOST_TEST((world.last_run(Module::orders).state == RunState::succeeded));
}

BOOST_AUTO_TEST_CASE(a_cancelled_run_goes_on_with_the_next_one) {
  SimulatedWorld world({.orders = 900});
  world.start();
  world.call<api::Connect>(world.connect_request());
  world.time().run_until([&] { return world.totals().orders >= 300; });
  const auto live = status_of(world).modules[1].running;
  BOOST_REQUIRE(live.has_value());
  const auto cancelled = world.call<api::CancelRun>({.run = live->run})[0].run;
  BOOST_TEST((cancelled.state == RunState::interrupted));
  BOOST_TEST(cancelled.reason == "cancelled by root");
  BOOST_TEST(world.refused<api::CancelRun>({.run = live->run}).field == "run");
  const auto run = world.sync(Module::orders);
  BOOST_TEST(run.id == live->run);
  BOOST_TEST(world.totals().orders == 900);
}

BOOST_AUTO_TEST_CASE(what_needs_a_person_is_an_alarm_with_what_to_do) {
  SimulatedWorld world({.orders = 50});
  world.start();
  world.connect_and_sync();
  const auto alarms = [&] { return world.call<api::GetStatus>({}).front().alarms; };
  const auto before = alarms();
  world.disk().room = 50'000'000;
  BOOST_REQUIRE(alarms().size() == before.size() + 1);
  BOOST_TEST(alarms().front().starts_with("the disk is full, 50 MB free: free some space"));
  world.disk().room = 500'000'000;
  BOOST_TEST(alarms().size() == before.size());
  world.call<api::SetPreferences>({.interval_minutes = 1'440});  // months of runs are not what is looked at
  pass(world, 151 * 24h);
  const std::string given = "the client secret of amazon-in was given 151 days ago";
  BOOST_TEST(alarms().front().starts_with(given), alarms().front());
  // The doctor says both, apart from each other.
  std::map<std::string, api::Finding> found;
  for (const auto& reply : world.call<api::Diagnose>({})) found[reply.finding.check] = reply.finding;
  BOOST_TEST((found["disk"].level == api::FindingLevel::warning));
  BOOST_TEST(found["secret"].found.starts_with(given), found["secret"].found);
  BOOST_TEST(found["secret"].advice == "make a new one there, then sellerctl reauthorize amazon-in");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(history)

BOOST_AUTO_TEST_CASE(rows_go_after_one_and_two_months) {
  SimulatedWorld world({.orders = 150, .faults = "bad-order@searchOrders:1"});
  world.start();
  world.connect_and_sync();
  const auto partial = world.last_run(Module::orders);
  BOOST_REQUIRE((partial.state == RunState::partial));
  world.call<api::SetPreferences>({.interval_minutes = 1'440});
  const auto rows = [&](std::uint64_t run) { return world.call<api::ListRunRecords>({.run = run}).size(); };
  pass(world, 24h * 29);
  BOOST_TEST(rows(partial.id) == 150u);
  pass(world, 24h * 3);
  BOOST_TEST(rows(partial.id) == 1u);  // the failed one
  BOOST_TEST(
      (world.refused<api::GetRun>({.run = 1}).code == ErrorCode::not_found));  // the items run, all well
  pass(world, 24h * 31);
  BOOST_TEST((world.refused<api::GetRun>({.run = partial.id}).code == ErrorCode::not_found));
  BOOST_TEST(runs_of(world, Module::orders) < 35u);
}

BOOST_AUTO_TEST_SUITE_END()
