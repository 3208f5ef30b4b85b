// The simulation proves what its auditor would notice. Here each thing that must not be is planted by hand,
// and the auditor must say so.
#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/simulation/accounts.h"
#include "tests/simulation/auditor.h"

using namespace sellerd;
using namespace sellerd::simulation;

namespace {

// Two accounts, synced and in order.
struct Audited {
  Audited() {
    world.start();
    for (std::size_t account = 0; account < world.accounts(); ++account) {
      world.call<api::Connect>(world.connect_request(account));
    }
    world.run_until_idle();
    all_checks();
    BOOST_REQUIRE_MESSAGE(auditor.violations().empty(), log.text());
    // Beyond what a run looks back to.
    world.time().pass(std::chrono::hours(3));
    world.run_until_idle();
    first = world.call<api::ListOrders>({.integration = integration(0).name}).front().order;
  }

  static Accounts plan() { return plan_accounts({.days = 2, .integrations = 2}, 1); }
  Integration integration(std::size_t account) { return world.daemon().integrations().all().at(account); }
  store::Store& store() { return world.daemon().store(); }

  void all_checks() {
    auditor.check_day();
    auditor.check_books();
    auditor.check_complete();
    for (const auto& reply : world.call<api::ListRuns>({})) auditor.on_run(reply.run);
  }
  template <class Record, class... Parts>
  void put(const store::Table<Record, Parts...>& table, const Record& record,
           const std::type_identity_t<Parts>&... parts) {
    store::Batch batch;
    batch.put(table, record, parts...);
    store().commit(batch).value();
  }
  template <class Record, class... Parts>
  void erase(const store::Table<Record, Parts...>& table, const std::type_identity_t<Parts>&... parts) {
    store::Batch batch;
    batch.erase(table, parts...);
    store().commit(batch).value();
  }
  bool reported(std::string_view what) const {
    for (const auto& violation : auditor.violations()) {
      if (violation.find(what) != std::string::npos) return true;
    }
    return false;
  }

  Accounts accounts = plan();
  test::SimulatedWorld world{{}, std::move(accounts.setups)};
  EventLog log;
  Tally tally;
  Auditor auditor{world, log, tally};
  Order first;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(simulation_auditor, Audited)

BOOST_AUTO_TEST_CASE(a_lost_order) {
  erase(store::kOrders, first.integration, first.order_id);
  auditor.check_complete();
  BOOST_TEST(reported("order " + first.order_id + ", updated"));
  BOOST_TEST(reported("is lost"));
}

BOOST_AUTO_TEST_CASE(an_order_that_is_out_of_date) {
  first.last_updated -= std::chrono::hours(1);
  put(store::kOrders, first, first.integration, first.order_id);
  auditor.check_complete();
  BOOST_TEST(reported("order " + first.order_id + " is held with"));
}

BOOST_AUTO_TEST_CASE(a_doubled_order) {
  put(store::kOrdersByTime, {}, first.created + Duration(1), first.integration, first.order_id);
  auditor.check_books();
  BOOST_TEST(reported("order " + first.order_id + " is doubled"));
}

BOOST_AUTO_TEST_CASE(an_order_that_no_list_shows) {
  erase(store::kOrdersByTime, first.created, first.integration, first.order_id);
  auditor.check_books();
  BOOST_TEST(reported("the list of orders and the orders differ"));
  BOOST_TEST(reported("orders of " + integration(0).name));
}

BOOST_AUTO_TEST_CASE(an_order_under_another_account) {
  first.integration = integration(1).number;
  put(store::kOrders, first, first.integration, first.order_id);
  put(store::kOrdersByTime, {}, first.created, first.integration, first.order_id);
  auditor.check_books();
  BOOST_TEST(reported("order " + first.order_id + " is under " + integration(1).name));
}

BOOST_AUTO_TEST_CASE(an_order_that_is_nobodys) {
  put(store::kOrders, first, 77, first.order_id);
  auditor.check_books();
  BOOST_TEST(reported("which is nobody's"));
}

BOOST_AUTO_TEST_CASE(a_listing_under_another_account) {
  auto listing = world.call<api::ListListings>({.integration = integration(0).name}).front().listing;
  listing.integration = integration(1).number;
  listing.sku += " of another";
  put(store::kListings, listing, listing.integration, listing.sku);
  auditor.check_books();
  BOOST_TEST(reported("listing " + listing.sku + " is under " + integration(1).name));
  BOOST_TEST(reported("items of " + integration(1).name));
}

BOOST_AUTO_TEST_CASE(a_watermark_that_passed_an_unseen_order) {
  const Timestamp now = world.time().now();
  world.marketplace().orders().update(first.order_id, now, [](sandbox::Order&) {}).value();
  auditor.on_run(world.last_run(Module::orders, integration(0).name));
  BOOST_TEST(auditor.violations().empty());
  put(store::kWatermarks, {.read_to = now}, first.integration, Module::orders, store::CursorKind::watermark);
  auditor.on_run(world.last_run(Module::orders, integration(0).name));
  BOOST_TEST(reported("passed order " + first.order_id));
}

BOOST_AUTO_TEST_CASE(a_watermark_that_moved_back) {
  put(store::kWatermarks, {.read_to = test::kSimulationStart - std::chrono::hours(900)}, first.integration,
      Module::orders, store::CursorKind::watermark);
  auditor.on_run(world.last_run(Module::orders, integration(0).name));
  BOOST_TEST(reported("the watermark moved back"));
}

BOOST_AUTO_TEST_CASE(a_history_row_too_few) {
  const auto runs = world.call<api::ListRuns>({.integration = integration(0).name, .module = Module::orders});
  const auto& run = runs.back().run;
  erase(store::kRunRecords, run.id, run.integration, first.order_id);
  auditor.on_run(run);
  BOOST_TEST(reported("run " + std::to_string(run.id) + " counts"));
}

BOOST_AUTO_TEST_CASE(a_history_row_of_another_account) {
  const auto theirs =
      world.call<api::ListOrders>({.integration = integration(1).name}).front().order.order_id;
  const auto run = world.last_run(Module::orders, integration(0).name);
  put(store::kRunRecords, {.run = run.id, .integration = run.integration, .record_id = theirs}, run.id,
      run.integration, theirs);
  auditor.on_run(run);
  BOOST_TEST(reported("has " + theirs + ", which is not its account's"));
}

BOOST_AUTO_TEST_CASE(an_exceeded_quota) {
  const http::Request request{.method = "GET", .url = "https://market-0.test/orders/2026-01-01/orders"};
  sandbox::HandledResponse refused;
  refused.response.status = 429;
  auditor.on_answer(0, request, refused);
  BOOST_TEST(reported("the quota of searchOrders was exceeded at account 0"));
}

BOOST_AUTO_TEST_CASE(a_quota_exceeded_for_a_known_reason_counts_the_second_time) {
  const http::Request request{.method = "GET", .url = "https://market-1.test/orders/2026-01-01/orders"};
  sandbox::HandledResponse refused;
  refused.response.status = 429;
  auditor.power_cut(0);
  auditor.starting();  // the clock is as it was
  auditor.power_cut(3);
  auditor.on_answer(1, request, refused);
  BOOST_TEST(auditor.violations().empty());
  auditor.on_answer(1, request, refused);
  BOOST_TEST(auditor.violations().size() == 1u);
  world.time().jump(std::chrono::hours(5));
  auditor.on_answer(1, request, refused);
  BOOST_TEST(auditor.violations().size() == 2u);  // a jump within one process is no reason
  auditor.starting();
  auditor.on_answer(1, request, refused);
  BOOST_TEST(auditor.violations().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_storm_of_calls) {
  const auto call = [&]() -> Task<> {
    for (int i = 0; i < 2'001; ++i) [[maybe_unused]]
      const auto answer = co_await world.network().send({.url = "https://market-1.test/x"});
  };
  bool sent = false;
  boost::asio::co_spawn(world.loop(), call(), [&](std::exception_ptr) { sent = true; });
  world.time().run_until([&] { return sent; });
  auditor.check_day();
  BOOST_TEST(reported("calls in a day to account 1"));
}

BOOST_AUTO_TEST_CASE(a_storm_of_starts) {
  auto run = world.last_run(Module::items, integration(1).name);
  run.ended.reset();
  for (int i = 0; i < 701; ++i) auditor.on_run(run);
  auditor.check_day();
  BOOST_TEST(reported("701 starts in a day to account 1"));
}

BOOST_AUTO_TEST_CASE(a_run_that_claims_to_run) {
  auto run = world.last_run(Module::items, integration(1).name);
  run.state = RunState::running;
  run.ended.reset();
  put(store::kRuns, run, run.id, run.integration);
  auditor.check_day();
  BOOST_TEST(reported("run " + std::to_string(run.id) + " is running, but nobody runs it"));
}

BOOST_AUTO_TEST_CASE(a_canary_in_a_stored_value) {
  first.destination.city = std::string("in ") + sandbox::kCanary;
  put(store::kOrders, first, first.integration, first.order_id);
  world.stop();
  auditor.check_secrets();
  BOOST_TEST(reported("orders holds CANARY"));
}

BOOST_AUTO_TEST_CASE(a_secret_in_a_stored_value_and_in_the_log) {
  const auto& keys = world.marketplace(1).login().credentials();
  first.extra = keys.client_secret;
  put(store::kOrders, first, first.integration, first.order_id);
  log.add(test::kSimulationStart, keys.refresh_token);
  world.stop();
  auditor.check_secrets();
  BOOST_TEST(reported("orders holds " + keys.client_secret.substr(0, 15)));
  BOOST_TEST(reported("the log holds " + keys.refresh_token.substr(0, 15)));
}

BOOST_AUTO_TEST_CASE(personal_data_where_none_is_wanted_and_none_where_it_is) {
  world.stop();
  auditor.check_personal(true);
  BOOST_TEST(reported("held: personal data of 0 orders"));
  world.start();
  put(store::kPersonal, {}, first.integration, first.order_id);
  world.stop();
  auditor.check_personal(false);
  BOOST_TEST(reported("held: personal data of 1 orders"));
  BOOST_TEST(reported("the key of " + first.order_id + "'s personal data is lost"));
  BOOST_TEST(reported("the personal data of " + first.order_id + " is over"));
}

BOOST_AUTO_TEST_CASE(books_that_are_well_are_not_reported) {
  all_checks();
  world.stop();
  auditor.check_secrets();
  auditor.check_personal(false);
  BOOST_TEST(auditor.violations().empty(), log.text());
}

BOOST_AUTO_TEST_SUITE_END()
