// The main job in one process on simulated time: what ends up in the books, whatever the marketplace does.
#include <boost/test/unit_test.hpp>
#include <fstream>

#include "tests/support/book_checks.h"

using namespace sellerd;
using namespace sellerd::test;

BOOST_AUTO_TEST_SUITE(main_job)

BOOST_AUTO_TEST_CASE(connecting_brings_everything_in) {
  SimulatedWorld world({.orders = 450});
  world.start();
  world.connect_and_sync();
  check_books_equal_truth(world);
  for (const auto module : {Module::items, Module::orders}) {
    const auto run = world.last_run(module);
    BOOST_TEST((run.state == RunState::succeeded), run.reason);
    BOOST_TEST((run.trigger == Trigger::initial));
    check_history_adds_up(world, run);
  }
}

BOOST_AUTO_TEST_CASE(a_second_sync_changes_nothing) {
  SimulatedWorld world({.orders = 450});
  world.start();
  world.connect_and_sync();
  const auto before = world.call<api::ListOrders>({});
  const auto items = world.sync(Module::items);
  BOOST_TEST(items.counts.created == 0);
  BOOST_TEST(items.counts.updated == 0);
  BOOST_TEST(items.counts.unchanged == truth(world, "items"));
  const auto orders = world.sync(Module::orders);
  BOOST_TEST((orders.state == RunState::succeeded));
  BOOST_TEST(orders.counts.created + orders.counts.updated + orders.counts.failed == 0);
  world.call<api::StartSync>({.module = Module::orders, .full = true});
  BOOST_TEST(world.last_run(Module::orders).counts.unchanged == truth(world, "orders"));
  const auto after = world.call<api::ListOrders>({});
  BOOST_REQUIRE(after.size() == before.size());
  for (std::size_t i = 0; i < after.size(); ++i) BOOST_TEST((after[i].order == before[i].order));
}

BOOST_AUTO_TEST_CASE(no_personal_data_reaches_the_database) {
  SimulatedWorld world({.orders = 200, .books = Books::rocks});
  world.start();
  world.connect_and_sync();
  for (const auto& reply : world.call<api::ListOrders>({})) {
    BOOST_TEST(json::serialize(to_json(reply.order, Reveal::all)).find(sandbox::kCanary) ==
               std::string::npos);
  }
  world.stop();
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(world.directory())) {
    ++files;
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    BOOST_TEST(bytes.find(sandbox::kCanary) == std::string::npos, entry.path().string());
    BOOST_TEST(bytes.find(world.connect_request().credentials.client_secret) == std::string::npos);
    BOOST_TEST(bytes.find(world.connect_request().credentials.refresh_token) == std::string::npos);
  }
  BOOST_TEST(files > 3u);
}

BOOST_AUTO_TEST_CASE(a_kill_anywhere_resumes_and_ends_in_the_same_books) {
  for (const int steps : {4, 5, 7, 9, 11, 13, 15}) {
    SimulatedWorld world({.orders = 900, .days = 30});
    world.start();
    world.call<api::Connect>(world.connect_request());
    world.time().run_until([&] { return world.network().requests >= static_cast<std::uint64_t>(steps); });
    world.crash();
    world.start();
    world.run_until_idle();
    check_books_equal_truth(world);
    const auto runs = world.call<api::ListRuns>({.module = Module::orders});
    BOOST_TEST(runs.size() == 1u);
    BOOST_TEST((runs[0].run.state == RunState::succeeded), runs[0].run.reason);
    check_history_adds_up(world, runs[0].run);
  }
}

BOOST_AUTO_TEST_CASE(a_stop_in_the_middle_is_an_interruption_and_goes_on) {
  SimulatedWorld world({.orders = 900});
  world.start();
  world.call<api::Connect>(world.connect_request());
  world.time().run_until([&] { return truth(world, "orders") > 0 && world.totals().orders >= 200; });
  world.stop();
  world.start();
  const auto run = world.call<api::ListRuns>({.module = Module::orders}).at(0).run;
  BOOST_TEST(run.resumptions == 1);
  world.run_until_idle();
  check_books_equal_truth(world);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(marketplace_trouble)

BOOST_AUTO_TEST_CASE(passing_trouble_is_outlasted) {
  for (const char* faults :
       {"503html@searchOrders:2", "429@searchOrders:2", "500@searchOrders:1", "reset@searchOrders:3",
        "truncate@searchOrders:2", "slow@searchOrders:2", "repeat-page@searchOrders:2",
        "shift-page@searchOrders:2", "expired-token@searchOrders:2", "garbage@searchOrders:2", "token-503@1",
        "truncate@download:1", "expired-url@1", "503html@createReport:1"}) {
    BOOST_TEST_CONTEXT(faults) {
      SimulatedWorld world({.orders = 450, .faults = faults});
      world.start();
      world.connect_and_sync();
      BOOST_TEST((world.last_run(Module::orders).state == RunState::succeeded),
                 world.last_run(Module::orders).reason);
      BOOST_TEST((world.last_run(Module::items).state == RunState::succeeded),
                 world.last_run(Module::items).reason);
      check_books_equal_truth(world);
    }
  }
}

BOOST_AUTO_TEST_CASE(lasting_trouble_interrupts_and_the_next_sync_goes_on) {
  for (const char* faults : {"503html@searchOrders:2-40", "429@searchOrders:2-40", "reset@searchOrders:2-40",
                             "truncate@searchOrders:2-40", "garbage@searchOrders:2-40"}) {
    BOOST_TEST_CONTEXT(faults) {
      SimulatedWorld world({.orders = 450, .faults = faults});
      world.start();
      world.connect_and_sync();
      const auto stopped = world.last_run(Module::orders);
      BOOST_TEST((stopped.state == RunState::interrupted));
      BOOST_TEST(stopped.pages == 1);
      BOOST_TEST(!stopped.reason.empty());
      BOOST_TEST(world.totals().orders == 100);
      world.marketplace().faults().set_plan({});
      const auto run = world.sync(Module::orders);
      BOOST_TEST(run.id == stopped.id);
      BOOST_TEST((run.state == RunState::succeeded), run.reason);
      check_books_equal_truth(world);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_same_page_for_ever_fails_and_loses_nothing) {
  SimulatedWorld world({.orders = 450, .faults = "same-page-forever@searchOrders:2-99"});
  world.start();
  world.connect_and_sync();
  const auto run = world.last_run(Module::orders);
  BOOST_TEST((run.state == RunState::failed));
  BOOST_TEST(run.reason.find("same page") != std::string::npos, run.reason);
  const auto status = world.call<api::GetStatus>({}).front();
  BOOST_TEST(!status.integrations[0].modules[1].read_to.has_value());
  BOOST_TEST(!status.alarms.empty());
  world.marketplace().faults().set_plan({});
  world.sync(Module::orders);
  check_books_equal_truth(world);
}

BOOST_AUTO_TEST_CASE(a_bad_order_is_quarantined_and_a_later_run_releases_it) {
  SimulatedWorld world({.orders = 450, .faults = "bad-order@searchOrders:2"});
  world.start();
  world.connect_and_sync();
  const auto run = world.last_run(Module::orders);
  BOOST_TEST((run.state == RunState::partial), run.reason);
  BOOST_TEST(run.counts.failed == 1);
  const auto held = world.call<api::ListQuarantine>({});
  BOOST_REQUIRE(held.size() == 1u);
  BOOST_TEST(!held[0].entry.reason.empty());
  BOOST_TEST(held[0].entry.payload.find(sandbox::kCanary) == std::string::npos);
  BOOST_TEST(world.totals().orders == truth(world, "orders") - 1);
  check_history_adds_up(world, run);
}

BOOST_AUTO_TEST_CASE(dead_credentials_stop_everything_and_new_ones_heal) {
  SimulatedWorld world({.orders = 450, .faults = "invalid-grant@3"});
  world.start();
  world.connect_and_sync();
  // The token of the first runs lasts an hour; the next one is refused.
  world.time().run_to(world.time().now() + std::chrono::hours(2));
  const auto calls_before = world.network().requests;
  const auto run = world.sync(Module::orders);
  BOOST_TEST((run.state == RunState::interrupted));
  BOOST_TEST(world.network().requests - calls_before <= 2u);
  auto status = world.call<api::GetStatus>({}).front();
  BOOST_TEST((status.integrations[0].state == IntegrationState::needs_reauth));
  BOOST_TEST(!status.alarms.empty());
  const auto refused = world.refused<api::StartSync>({.integration = "amazon-in"});
  BOOST_TEST((refused.code == ErrorCode::conflict));
  world.call<api::Connect>(world.connect_request());
  world.run_until_idle();
  status = world.call<api::GetStatus>({}).front();
  BOOST_TEST(status.integrations.size() == 1u);
  BOOST_TEST((status.integrations[0].state == IntegrationState::active));
  check_books_equal_truth(world);
}

BOOST_AUTO_TEST_CASE(connecting_refuses_what_does_not_work) {
  SimulatedWorld world;
  world.start();
  auto request = world.connect_request();
  request.credentials.refresh_token = "Atzr|wrong";
  auto error = world.refused<api::Connect>(request);
  BOOST_TEST((error.code == ErrorCode::needs_reauth), error.text());
  BOOST_TEST(error.text().find("Atzr|wrong") == std::string::npos);
  request = world.connect_request();
  request.channel = "flipcart";
  BOOST_TEST(world.refused<api::Connect>(request).field == "channel");
  request = world.connect_request();
  request.endpoint = "http://example.com";
  BOOST_TEST(world.refused<api::Connect>(request).field == "endpoint");
  request = world.connect_request();
  request.seller_id = "";
  BOOST_TEST(world.refused<api::Connect>(request).field == "seller_id");
  request = world.connect_request();
  request.backfill_days = 900;
  BOOST_TEST(world.refused<api::Connect>(request).field == "backfill_days");
  world.network().unplugged = true;
  error = world.refused<api::Connect>(world.connect_request());
  BOOST_TEST((error.code == ErrorCode::unavailable), error.text());
  BOOST_TEST(world.call<api::ListIntegrations>({}).empty());
}

BOOST_AUTO_TEST_CASE(quotas_are_kept_through_restarts) {
  SimulatedWorld world({.orders = 3'000, .days = 80});
  world.start();
  world.call<api::Connect>(world.connect_request());
  for (int kills = 0; kills < 8; ++kills) {
    world.time().run_to(world.time().now() + std::chrono::seconds(40));
    world.crash();
    world.start();
  }
  world.run_until_idle();
  check_books_equal_truth(world);
  BOOST_TEST(world.marketplace().faults().count(sandbox::Fault::quota_exceeded) == 0u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(routes)

BOOST_AUTO_TEST_CASE(orders_by_report_are_the_orders_by_search) {
  SimulatedWorld search({.orders = 1'200, .days = 75});
  search.start();
  search.connect_and_sync();
  SimulatedWorld report({.orders = 1'200, .days = 75});
  report.start();
  report.call<api::SetPreferences>({.interval_minutes = 0});
  report.call<api::StopAll>({});
  report.call<api::Connect>(report.connect_request());
  report.call<api::ResumeAll>({});
  report.call<api::StartSync>({.module = Module::orders, .route = Route::report});
  const auto run = report.last_run(Module::orders);
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
  BOOST_TEST((run.route == Route::report));
  BOOST_TEST(run.counts.created == 1'200);
  // One search tells that there was nothing before the account's first order.
  BOOST_TEST(calls_of(report, "searchOrders") == 1u);
  const auto by_search = search.call<api::ListOrders>({});
  const auto by_report = report.call<api::ListOrders>({});
  BOOST_REQUIRE(by_report.size() == by_search.size());
  std::map<std::string, Order> found;
  for (const auto& reply : by_report) found[reply.order.order_id] = reply.order;
  for (const auto& reply : by_search) {
    const auto& other = found.at(reply.order.order_id);
    if (other.channel_status == "Shipping") continue;  // a word of the report that is not guessed at
    BOOST_TEST((other.status == reply.order.status), reply.order.order_id << ": " << other.channel_status
                                                                          << " instead of "
                                                                          << reply.order.channel_status);
    BOOST_TEST(other.lines.size() == reply.order.lines.size());
  }
  // A search afterwards completes what the report could not tell: line ids and totals.
  report.call<api::Disconnect>({.name = "amazon-in", .yes = true});
  report.connect_and_sync();
  BOOST_TEST(report.last_run(Module::orders).counts.created == 0);
  BOOST_TEST(report.last_run(Module::orders).counts.updated > 1'000);
}

BOOST_AUTO_TEST_SUITE_END()
