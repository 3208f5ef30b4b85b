#include <sys/resource.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>
#include <deque>
#include <filesystem>
#include <fstream>

#include "daemon/system_clock.h"

namespace sellerd {

using namespace std::chrono_literals;

namespace {

struct Sleepers {
  Sleepers() {
    sleep(0ms);  // the loop's own descriptors are open from now on
    loop.run();
    loop.restart();
    signals.clear();
    ended.clear();
  }
  // Tells how each sleep ended: nothing for awake, else the error.
  void sleep(Duration span) {
    auto& signal = signals.emplace_back();
    boost::asio::co_spawn(loop, clock.sleep(span),
                          boost::asio::bind_cancellation_slot(
                              signal.slot(), [this](std::exception_ptr thrown) { ended.push_back(thrown); }));
  }
  void cancel(std::size_t sleeper) { signals[sleeper].emit(boost::asio::cancellation_type::terminal); }
  std::size_t cancelled() const {
    std::size_t count = 0;
    for (const auto& thrown : ended) {
      try {
        if (thrown) std::rethrow_exception(thrown);
      } catch (const boost::system::system_error& error) {
        if (error.code() == boost::asio::error::operation_aborted) ++count;
      }
    }
    return count;
  }

  static std::size_t descriptors() {
    const std::filesystem::directory_iterator open("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(open), end(open)));
  }
  // Open timers of this clock, as the kernel counts clocks.
  static std::size_t timers(int clock_id) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fdinfo")) {
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);)
        if (line == "clockid: " + std::to_string(clock_id)) ++count;
    }
    return count;
  }

  SystemClock clock;
  boost::asio::io_context loop;
  std::deque<boost::asio::cancellation_signal> signals;
  std::vector<std::exception_ptr> ended;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(system_clock, Sleepers)

BOOST_AUTO_TEST_CASE(a_sleep_lasts_its_span) {
  const auto before = clock.uptime();
  sleep(30ms);
  loop.run();
  BOOST_TEST(ended.size() == 1u);
  BOOST_TEST(cancelled() == 0u);
  // Both times are cut to the millisecond.
  BOOST_TEST((clock.uptime() - before >= 29ms));
}

BOOST_AUTO_TEST_CASE(no_span_and_a_negative_one_end_at_once) {
  sleep(0ms);
  sleep(-1h);
  loop.run();
  BOOST_TEST(ended.size() == 2u);
  BOOST_TEST(cancelled() == 0u);
}

BOOST_AUTO_TEST_CASE(a_sleep_can_be_cancelled) {
  sleep(24h);
  loop.poll();
  BOOST_TEST(ended.empty());
  cancel(0);
  loop.run();
  BOOST_TEST(cancelled() == 1u);
}

BOOST_AUTO_TEST_CASE(many_sleeps_leave_no_descriptor_open) {
  const auto before = descriptors();
  for (int i = 0; i < 100; ++i) sleep(i % 2 == 0 ? 5ms : Duration(24h));
  loop.poll();
  BOOST_TEST(descriptors() > before);
  BOOST_TEST(timers(CLOCK_BOOTTIME) >= 50u);
  for (std::size_t i = 1; i < 100; i += 2) cancel(i);
  loop.run();
  BOOST_TEST(ended.size() == 100u);
  BOOST_TEST(cancelled() == 50u);
  BOOST_TEST(timers(CLOCK_BOOTTIME) == 0u);
  BOOST_TEST(descriptors() == before);
}

BOOST_AUTO_TEST_CASE(a_sleep_that_is_torn_down_leaves_no_descriptor_open) {
  const auto before = descriptors();
  {
    boost::asio::io_context local;
    boost::asio::co_spawn(local, clock.sleep(24h), [](std::exception_ptr) {});
    local.poll();
    BOOST_TEST(timers(CLOCK_BOOTTIME) == 1u);
  }
  BOOST_TEST(descriptors() == before);
}

BOOST_AUTO_TEST_CASE(without_a_descriptor_left_it_sleeps_all_the_same) {
  rlimit limit{};
  BOOST_REQUIRE(::getrlimit(RLIMIT_NOFILE, &limit) == 0);
  const rlimit none{0, limit.rlim_max};
  sleep(5ms);
  BOOST_REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  loop.run();
  ::setrlimit(RLIMIT_NOFILE, &limit);
  BOOST_TEST(ended.size() == 1u);
  BOOST_TEST(cancelled() == 0u);
}

BOOST_AUTO_TEST_CASE(steady_time_goes_by_uptime) {
  const auto before = clock.uptime();
  const auto steady = clock.steady();
  BOOST_TEST((steady - Timestamp(before) >= clock.now() - Timestamp(clock.uptime()) - 1min));
  sleep(5ms);
  loop.run();
  BOOST_TEST((clock.steady() > steady));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
