#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/test/unit_test.hpp>

#include "daemon/channel/amazon/quota.h"
#include "tests/support/memory_ledger.h"
#include "tests/support/simulated_clock.h"

namespace sellerd::amazon {

using namespace std::chrono_literals;

namespace {

constexpr Operation kSlow{"slow", {1'000'000, 2}};
constexpr Operation kOther{"other", {1'000'000, 1}};

struct Fixture {
  boost::asio::io_context loop;
  Timestamp start = *parse_time("2026-08-05T10:15:00Z");
  test::SimulatedClock clock{loop, start};
  test::MemoryLedger ledger;
  Quota quota{"scope", clock, ledger, loop.get_executor()};
  CallContext context;
  std::vector<std::string> served;

  void acquire(Quota& from, const Operation& operation, std::string name) {
    boost::asio::co_spawn(
        loop,
        [this, &from, operation, name]() -> Task<> {
          co_await from.acquire(operation, context);
          // In true time: the wall clock may jump.
          served.push_back(name + "@" + std::to_string((Timestamp(clock.uptime()) - start).count()));
        },
        boost::asio::detached);
  }
  void run() {
    clock.run_until([] { return false; });
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(quota, Fixture)

BOOST_AUTO_TEST_CASE(waiters_are_served_in_order) {
  for (const char* name : {"a", "b", "c", "d", "e"}) acquire(quota, kSlow, name);
  acquire(quota, kOther, "x");
  run();
  BOOST_TEST(served == (std::vector<std::string>{"a@0", "b@0", "x@0", "c@1000", "d@2000", "e@3000"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_wait_is_told) {
  std::vector<std::string> told;
  context.on_activity = [&](const ChannelActivity& activity) {
    told.push_back(activity.doing + (activity.until ? " until " + format_time(*activity.until) : ""));
  };
  for (const char* name : {"a", "b", "c"}) acquire(quota, kSlow, name);
  run();
  BOOST_TEST(
      told == (std::vector<std::string>{"waiting for the quota of slow until 2026-08-05T10:15:01Z", ""}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_restart_does_not_spend_the_burst_again) {
  for (const char* name : {"a", "b"}) acquire(quota, kSlow, name);
  run();
  Quota restarted("scope", clock, ledger, loop.get_executor());
  acquire(restarted, kSlow, "c");
  run();
  BOOST_TEST(served.back() == "c@1000");
}

BOOST_AUTO_TEST_CASE(a_wall_clock_that_jumps_neither_refills_nor_stops) {
  for (const char* name : {"a", "b"}) acquire(quota, kSlow, name);
  run();
  clock.jump(48h);
  acquire(quota, kSlow, "c");
  run();
  BOOST_TEST(served.back() == "c@1000");
  clock.jump(-96h);
  acquire(quota, kSlow, "d");
  run();
  BOOST_TEST(served.back() == "d@2000");
  BOOST_TEST(quota.view(kSlow).tokens_micro == 0);
  // Another account of the same seller, opened after the jumps, lives in the same time.
  Quota second("scope", clock, ledger, loop.get_executor());
  for (const char* name : {"e", "f"}) acquire(second, kSlow, name);
  run();
  acquire(quota, kSlow, "g");
  run();
  BOOST_TEST(
      served == (std::vector<std::string>{"a@0", "b@0", "c@1000", "d@2000", "e@3000", "f@4000", "g@5000"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_stored_state_of_the_future_is_taken_up_once) {
  for (const char* name : {"a", "b"}) acquire(quota, kSlow, name);
  run();
  clock.jump(-48h);
  clock.begin_process();
  ledger.lazy = true;  // what was stored in the other process's time stays there for a while
  Quota restarted("scope", clock, ledger, loop.get_executor());
  for (const char* name : {"c", "d"}) acquire(restarted, kSlow, name);
  run();
  BOOST_TEST(served == (std::vector<std::string>{"a@0", "b@0", "c@1000", "d@2000"}),
             boost::test_tools::per_element());
  clock.run_to(start + 10s);
  for (const char* name : {"e", "f", "g"}) acquire(restarted, kSlow, name);
  run();
  BOOST_TEST(served.back() == "g@11000");
}

BOOST_AUTO_TEST_CASE(another_scope_has_its_own_buckets) {
  for (const char* name : {"a", "b"}) acquire(quota, kSlow, name);
  Quota other("other scope", clock, ledger, loop.get_executor());
  acquire(other, kSlow, "c");
  run();
  BOOST_TEST(served.back() == "c@0");
  BOOST_TEST(quota_scope("A1", "client").starts_with("A1:"));
  BOOST_TEST(quota_scope("A1", "client").find("client") == std::string::npos);
  BOOST_TEST(quota_scope("A1", "client") != quota_scope("A1", "clienu"));
}

BOOST_AUTO_TEST_CASE(two_channels_of_one_scope_share_the_bucket) {
  Quota second("scope", clock, ledger, loop.get_executor());
  acquire(second, kOther, "warm-up");  // both have seen the bucket
  run();
  clock.run_to(start + 10s);
  acquire(quota, kSlow, "a");
  run();
  acquire(second, kSlow, "b");
  run();
  acquire(quota, kSlow, "c");
  run();
  BOOST_TEST(served.back() == "c@11000");
}

BOOST_AUTO_TEST_CASE(a_ledger_that_is_slow_to_write_does_not_give_calls_back) {
  ledger.lazy = true;
  for (const char* name : {"a", "b", "c"}) acquire(quota, kSlow, name);
  run();
  BOOST_TEST(served.back() == "c@1000");
  BOOST_TEST(ledger.saves == 3);
}

BOOST_AUTO_TEST_CASE(a_429_slows_down_whoever_comes_next) {
  acquire(quota, kSlow, "a");
  run();
  quota.throttled(kSlow);
  acquire(quota, kSlow, "b");
  run();
  BOOST_TEST(served.back() == "b@2000");
  BOOST_TEST((ledger.states.begin()->second.throttle_count == 1));
}

BOOST_AUTO_TEST_CASE(the_header_changes_the_pace_and_is_saved) {
  quota.learn_rate(kSlow, "");
  BOOST_TEST(ledger.saves == 0);
  quota.learn_rate(kSlow, "0.5");
  BOOST_TEST(ledger.saves == 1);
  quota.learn_rate(kSlow, "0.5");
  BOOST_TEST(ledger.saves == 1);
  for (const char* name : {"a", "b", "c"}) acquire(quota, kSlow, name);
  run();
  BOOST_TEST(served.back() == "c@2000");
}

BOOST_AUTO_TEST_CASE(a_cancelled_waiter_leaves_the_queue_and_spends_nothing) {
  for (const char* name : {"a", "b", "c"}) acquire(quota, kSlow, name);
  boost::asio::cancellation_signal cancel;
  bool aborted = false;
  const auto waits = [this]() -> Task<> { co_await quota.acquire(kSlow, context); };
  boost::asio::co_spawn(loop, waits,
                        boost::asio::bind_cancellation_slot(
                            cancel.slot(), [&](std::exception_ptr thrown) { aborted = thrown != nullptr; }));
  acquire(quota, kSlow, "d");
  clock.run_to(start + 500ms);
  cancel.emit(boost::asio::cancellation_type::terminal);
  run();
  BOOST_TEST(aborted);
  BOOST_TEST(served.back() == "d@2000");
}

BOOST_AUTO_TEST_CASE(torn_down_while_waiting) {
  auto local = std::make_unique<boost::asio::io_context>();
  auto short_lived = std::make_unique<Quota>("scope", clock, ledger, local->get_executor());
  clock.use(*local);
  for (int i = 0; i < 5; ++i) {
    boost::asio::co_spawn(*local, short_lived->acquire(kSlow, context), boost::asio::detached);
  }
  local->poll();
  short_lived.reset();
  clock.lose_sleepers();
  local.reset();
  clock.use(loop);
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(work_that_can_wait_lets_others_go_first) {
  CallContext patient;
  patient.reserve = [this] { return Reserve{0, clock.now()}; };
  const auto wait = [&](std::string name) {
    boost::asio::co_spawn(
        loop,
        [this, &patient, name]() -> Task<> {
          co_await quota.acquire(kSlow, patient);
          served.push_back(name + "@" + std::to_string((clock.now() - start).count()));
        },
        boost::asio::detached);
  };
  for (const char* name : {"p", "q", "r"}) wait(name);
  clock.run_to(start + 500ms);
  acquire(quota, kSlow, "hasty");
  BOOST_TEST(!quota.ready(kSlow, context));
  run();
  BOOST_TEST(served == (std::vector<std::string>{"p@0", "q@0", "hasty@1000", "r@2000"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_reserve_is_left_until_its_moment_is_over) {
  CallContext patient;
  const Timestamp moment = start + 10s;
  // Then the schedule's run comes, and the next one is far away.
  patient.reserve = [&] { return clock.now() < moment ? Reserve{2, moment} : Reserve{2, moment + 1h}; };
  BOOST_TEST(quota.ready(kSlow, patient));  // full again long before
  acquire(quota, kSlow, "a");
  acquire(quota, kSlow, "b");
  run();
  clock.run_to(start + 9s);
  for (const char* name : {"c", "d"}) acquire(quota, kSlow, name);
  run();
  BOOST_TEST(!quota.ready(kSlow, patient));
  BOOST_TEST(served.back() == "d@9000");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
