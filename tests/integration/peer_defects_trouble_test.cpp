// Defects found in other programs that do this job, as what this one must not do: when the marketplace or the
// network gives trouble. Further ones: peer_defects_cursor_test.cpp, peer_defects_books_test.cpp.
//
// Left out, because that part does not exist yet: all that concerns writing stock to the marketplace (an
// answer that says INVALID and is counted as done; a key made of the value that swallows a correction; stock
// pushed without reservations, or only the first thousand).
#include <set>

#include "tests/sandbox/test_client.h"
#include "tests/support/book_checks.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kSearch = "searchOrders";

// Another program of the same seller uses up the quota.
void use_up_quota(SimulatedWorld& world) {
  sandbox::TestClient other(world.marketplace(), world.time().now());
  other.log_in();
  const sandbox::Parameters search{{"marketplaceIds", world.marketplace().options().shop.marketplace_id},
                                   {"lastUpdatedAfter", "2026-09-30T00:00:00Z"}};
  while (other.search(search).response.status == 200) continue;
}

// Whether trouble ends the orders run in that time. It may be under way again already.
bool given_up_within(SimulatedWorld& world, Duration span) {
  const auto given_up = [&] {
    const auto run = world.last_run(Module::orders);
    return run.state == RunState::interrupted || run.resumptions > 0;
  };
  return world.time().run_until(given_up, world.time().now() + span);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(peer_defects)

// Elsewhere the body of an error page is read as an empty, successful answer.
BOOST_AUTO_TEST_CASE(does_not_take_an_html_503_for_an_empty_page) {
  for (const char* faults : {"503html@searchOrders:1-40", "garbage@searchOrders:1-40"}) {
    BOOST_TEST_CONTEXT(faults) {
      SimulatedWorld world({.orders = 250, .faults = faults});
      world.start();
      world.connect_and_sync();
      const auto run = world.last_run(Module::orders);
      BOOST_TEST((run.state == RunState::interrupted));
      BOOST_TEST(run.pages == 0);
      BOOST_TEST(run.reason.find(std::string(faults).starts_with("503") ? "503" : "not whole JSON") !=
                     std::string::npos,
                 run.reason);
      BOOST_TEST(!module_status(world).read_to.has_value());
      set_faults(world);
      world.sync(Module::orders);
      check_books_are_current(world);
    }
  }
}

// Elsewhere such an empty answer lets the watermark pass, and what lay behind it is lost without a word.
BOOST_AUTO_TEST_CASE(does_not_move_the_watermark_over_an_answer_that_it_cannot_read) {
  SimulatedWorld world({.orders = 250});
  world.start();
  world.connect_and_sync();
  const auto read_to = module_status(world).read_to;
  const std::string id = world.marketplace().orders().at(7).id;
  world.marketplace().orders().update(id, world.time().now(), [](sandbox::Order&) {}).value();
  world.time().pass(10min);
  set_faults(world, "503html=1");
  BOOST_TEST((world.sync(Module::orders).state == RunState::interrupted));
  BOOST_TEST((module_status(world).read_to == read_to));
  set_faults(world);
  BOOST_TEST(world.sync(Module::orders).counts.updated == 1);
  BOOST_TEST((module_status(world).read_to > read_to));
  check_books_are_current(world);
}

// Elsewhere the first 429 has no payload, which ends the job with a crash and not one retry.
BOOST_AUTO_TEST_CASE(does_not_give_up_at_the_first_429) {
  SimulatedWorld world({.orders = 250, .faults = "429@searchOrders:2"});
  world.start();
  world.connect_and_sync();
  const auto run = world.last_run(Module::orders);
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
  BOOST_TEST(run.resumptions == 0);
  BOOST_TEST(run.calls == 4);
  check_books_are_current(world);
}

// Elsewhere all retries together take 18 seconds, where one call comes back in a minute or in three.
BOOST_AUTO_TEST_CASE(does_not_give_up_before_an_empty_quota_refills) {
  SimulatedWorld world({.orders = 450});
  world.start();
  bool used_up = false;
  world.network().on_answer = [&](std::size_t, const http::Request& request,
                                  const sandbox::HandledResponse&) {
    if (is_order_search(request) && !std::exchange(used_up, true)) use_up_quota(world);
  };
  world.call<api::Connect>(world.connect_request());
  world.time().run_until([&] {
    const auto running = module_status(world).running;
    return running && running->waiting_until && running->doing.find(kSearch) != std::string::npos;
  });
  // What is read is held while it waits: nothing stays open for minutes.
  BOOST_TEST(world.totals().orders == 100);
  world.run_until_idle();
  const auto run = world.last_run(Module::orders);
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
  BOOST_TEST(run.resumptions == 0);
  BOOST_TEST(run.calls <= 7);  // five pages, and a refusal or two to find out
  check_books_are_current(world);
}

// Elsewhere a fixed pause follows every page and every order, needed or not.
BOOST_AUTO_TEST_CASE(does_not_pause_while_there_is_quota) {
  SimulatedWorld world({.orders = 1'000});
  world.start();
  world.connect_and_sync();
  const auto run = world.last_run(Module::orders);
  BOOST_TEST(run.calls == 10);
  // The simulated network is all that takes time: the calls, and one for a token.
  BOOST_TEST((*run.ended - run.started <= (run.calls + 1) * world.network().latency));
}

// Elsewhere the rate that the marketplace tells is not read: a larger account is held to the smaller rate.
BOOST_AUTO_TEST_CASE(does_not_ignore_the_rate_it_is_told) {
  for (const auto [multiplier, milliseconds] : {std::pair{1.0, 178'571}, std::pair{10.0, 17'857}}) {
    SimulatedWorld world({.orders = 250, .rate_multiplier = multiplier});
    world.start();
    world.connect_and_sync();
    std::int64_t told = 0;
    for (const auto& row : world.call<api::ListQuota>({})) {
      if (row.operation == kSearch) told = row.milliseconds_per_call;
    }
    BOOST_TEST(told == milliseconds);
  }
}

// Elsewhere a 429 in the middle ends the paging and the token of the next page goes with it.
BOOST_AUTO_TEST_CASE(does_not_lose_its_place_at_a_429) {
  SimulatedWorld world({.orders = 1'000, .faults = "429@searchOrders:4-40"});
  world.start();
  std::set<std::string> pages;
  int answered = 0;
  world.network().on_answer = [&](std::size_t, const http::Request& request,
                                  const sandbox::HandledResponse& handled) {
    if (!is_order_search(request) || handled.response.status != 200) return;
    ++answered;
    pages.insert(request.url);
  };
  world.connect_and_sync();
  const auto stopped = world.last_run(Module::orders);
  BOOST_TEST((stopped.state == RunState::interrupted));
  BOOST_TEST(world.totals().orders == 300);
  set_faults(world);
  const auto run = world.sync(Module::orders);
  BOOST_TEST(run.id == stopped.id);
  BOOST_TEST(answered == 10);
  BOOST_TEST(pages.size() == 10u);
  check_books_are_current(world);
}

// Elsewhere 1,534 attempts went out in two seconds of a connection that was reset.
BOOST_AUTO_TEST_CASE(does_not_retry_resets_without_bound) {
  SimulatedWorld world({.orders = 250, .faults = "reset@searchOrders:1-1000000"});
  world.start();
  world.call<api::Connect>(world.connect_request());
  BOOST_REQUIRE(given_up_within(world, 4min));
  BOOST_TEST(calls_of(world, kSearch) == 6u);
  world.time().pass(24h);
  const auto run = world.last_run(Module::orders);
  BOOST_TEST(run.calls == static_cast<std::int64_t>(calls_of(world, kSearch)));
  BOOST_TEST(run.calls <= 6 * (run.resumptions + 1));
  BOOST_TEST(run.resumptions > 0);
  BOOST_TEST(run.resumptions < 15);
  BOOST_TEST(!world.call<api::GetStatus>({}).front().alarms.empty());
}

// Elsewhere the retry of a 429 has no end: a call under a lasting one never returns.
BOOST_AUTO_TEST_CASE(does_not_retry_a_lasting_429_for_ever) {
  SimulatedWorld world({.orders = 250, .faults = "429@searchOrders:1-1000000"});
  world.start();
  world.call<api::Connect>(world.connect_request());
  BOOST_REQUIRE(given_up_within(world, 4h));
  BOOST_TEST(calls_of(world, kSearch) == 6u);
  // Nor does it hammer: a day holds fewer calls than the published quota would give back.
  world.time().pass(24h);
  BOOST_TEST(calls_of(world, kSearch) < 484u / 2);
}

// Elsewhere every call fetches a token, and for each of them a signing key besides.
BOOST_AUTO_TEST_CASE(does_not_ask_for_a_token_per_call) {
  SimulatedWorld world({.orders = 1'000});
  world.start();
  world.connect_and_sync();
  BOOST_TEST(calls_of(world, sandbox::kTokenRequest) ==
             2u);  // one to verify the credentials, one to use them
  const auto calls = world.network().requests;
  world.sync(Module::orders);
  world.sync(Module::items);
  BOOST_TEST(world.network().requests > calls);
  BOOST_TEST(calls_of(world, sandbox::kTokenRequest) == 2u);
}

// Elsewhere twenty first calls at once fetch twenty tokens.
BOOST_AUTO_TEST_CASE(does_not_ask_for_two_tokens_at_once) {
  SimulatedWorld world({.orders = 1'000});
  world.start();
  world.call<api::Connect>(world.connect_request());
  world.time().run_until([&] { return world.totals().orders >= 100; });
  const auto tokens = calls_of(world, sandbox::kTokenRequest);
  world.crash();
  world.start();  // both modules go on at the same moment
  const auto modules = world.call<api::GetStatus>({}).front().integrations.at(0).modules;
  BOOST_TEST((modules.at(0).running.has_value() && modules.at(1).running.has_value()));
  world.run_until_idle();
  BOOST_TEST(calls_of(world, sandbox::kTokenRequest) == tokens + 1);
  check_books_are_current(world);
}

// Elsewhere every 403 is retried like a passing fault, or answered by going on with less data and no word.
BOOST_AUTO_TEST_CASE(does_not_retry_what_is_forbidden_nor_hide_it) {
  SimulatedWorld world({.orders = 250});
  world.start();
  world.connect_and_sync();
  const auto before = calls_of(world, kSearch);
  set_faults(world, "expired-token=1");
  const auto run = world.sync(Module::orders);
  BOOST_TEST((run.state == RunState::interrupted));
  BOOST_TEST(calls_of(world, kSearch) == before + 2);  // once more with a fresh token
  const auto status = world.call<api::GetStatus>({}).front();
  BOOST_TEST((status.integrations.at(0).state == IntegrationState::needs_reauth));
  BOOST_TEST(!status.alarms.empty());
  // A look at the listings that was under way comes to its own end.
  world.time().pass(1min);
  const auto requests = world.network().requests;
  world.time().pass(24h);
  BOOST_TEST(world.network().requests == requests);
}

// Elsewhere a user must bring keys and a signature that the marketplace has not asked for in years.
BOOST_AUTO_TEST_CASE(does_not_sign_what_needs_no_signature) {
  SimulatedWorld world({.orders = 50});
  world.start();
  std::set<std::string> headers;
  world.network().on_answer = [&](std::size_t, const http::Request& request,
                                  const sandbox::HandledResponse&) {
    if (!is_order_search(request)) return;
    for (const auto& [name, value] : request.headers) headers.insert(name);
  };
  world.connect_and_sync();
  BOOST_TEST(headers == (std::set<std::string>{"accept", "user-agent", "x-amz-access-token", "x-amz-date"}),
             boost::test_tools::per_element());
  check_books_are_current(world);
}

BOOST_AUTO_TEST_SUITE_END()
