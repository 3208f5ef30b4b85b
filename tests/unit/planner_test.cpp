// Routes by their estimates, and the estimates by the buckets.
#include <boost/test/unit_test.hpp>

#include "daemon/channel/amazon/estimate.h"
#include "daemon/channel/amazon/rehearsal.h"
#include "daemon/sync/planner.h"

namespace sellerd {

using namespace std::chrono_literals;

namespace {

const Timestamp kNow = *parse_time("2026-08-05T10:15:00Z");
const amazon::Pace kPace{kNow, 100ms, 10s};

std::vector<QuotaView> full_buckets() {
  std::vector<QuotaView> views;
  for (const auto& operation : amazon::operations::kOfRuns) {
    views.push_back({std::string(operation.name), operation.plan.rate_micro, operation.plan.burst,
                     operation.plan.burst * 1'000'000, 0});
  }
  return views;
}

RouteQuestion window(Duration length, std::optional<std::int64_t> orders) {
  return {.from = kNow - length, .to = kNow, .orders = orders};
}

RouteEstimate estimate(const RouteQuestion& question, Route route,
                       std::vector<QuotaView> buckets = full_buckets()) {
  for (auto& estimate : amazon::estimate_routes(question, buckets, kPace)) {
    if (estimate.route == route) return estimate;
  }
  BOOST_FAIL("no such route");
  return {};
}

std::int64_t calls_of(const RouteEstimate& estimate, std::string_view operation) {
  for (const auto& planned : estimate.operations) {
    if (planned.operation == operation) return planned.calls;
  }
  return 0;
}

const RouteEstimate* choose(std::vector<RouteEstimate>& estimates) {
  return sync::choose_route(estimates);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(planner)

// A first sync of a million orders asks after every page how long the rest would take.
BOOST_AUTO_TEST_CASE(many_calls_are_rehearsed_as_one_by_one) {
  const auto& search = amazon::operations::kSearchOrders;
  for (const std::int64_t rate : {1ll, 5'600ll, 9'999'999ll, 10'000'000ll, 16'000'000ll, 1'000'000'000ll}) {
    for (const std::int64_t tokens : {0ll, 1ll, 999'999ll, 1'000'000ll, 7'300'001ll, 20'000'000ll}) {
      for (const Duration latency : {0ms, 1ms, 100ms, 7'000ms}) {
        const std::vector<QuotaView> buckets{{std::string(search.name), rate, 20, tokens, 0}};
        for (const std::int64_t times : {0, 1, 2, 19, 20, 21, 150}) {
          amazon::Rehearsal together(buckets, {kNow, latency, 10s});
          amazon::Rehearsal singly(buckets, {kNow, latency, 10s});
          together.call(search, times);
          for (std::int64_t call = 0; call < times; ++call) singly.call(search);
          // What is left shows in how long more of them take.
          for (int more = 0; more < 25; ++more) {
            BOOST_TEST_REQUIRE((together.elapsed() == singly.elapsed()), rate << "/" << tokens << "/"
                                                                              << latency.count() << "/"
                                                                              << times << "/" << more);
            together.call(search);
            singly.call(search);
          }
          BOOST_TEST((together.counts() == singly.counts()));
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_search_takes_a_page_for_a_hundred_orders) {
  BOOST_TEST(estimate(window(24h, 0), Route::search).calls() == 1);
  BOOST_TEST(estimate(window(24h, 100), Route::search).calls() == 1);
  BOOST_TEST(estimate(window(24h, 101), Route::search).calls() == 2);
  const auto burst = estimate(window(24h, 2'000), Route::search);
  BOOST_TEST(burst.calls() == 20);
  BOOST_TEST(burst.duration.count() == 2'000);  // 20 latencies
  // The 21st comes when the bucket has a token again: it has been filling since the start.
  const auto beyond = estimate(window(24h, 2'100), Route::search);
  BOOST_TEST(beyond.duration.count() == 178'572 + 100);
}

BOOST_AUTO_TEST_CASE(without_a_number_a_search_has_no_estimate) {
  const auto estimates = amazon::estimate_routes(window(24h, std::nullopt), full_buckets(), kPace);
  BOOST_REQUIRE(estimates.size() == 1u);
  BOOST_TEST((estimates[0].route == Route::report));
}

BOOST_AUTO_TEST_CASE(a_report_a_slice_of_thirty_days) {
  const auto one = estimate(window(24h * 30, 5'000), Route::report);
  BOOST_TEST(calls_of(one, "createReport") == 1);
  BOOST_TEST(calls_of(one, "getReport") == 4);  // after 1, 3, 7 and 15 seconds
  BOOST_TEST(calls_of(one, "getReportDocument") == 1);
  const auto two_years = estimate(window(24h * 730, 5'000), Route::report);
  BOOST_TEST(calls_of(two_years, "createReport") == 25);
  BOOST_TEST(calls_of(two_years, "getReportDocument") == 25);
  // The quota allows 15 at once and then one in 59.9 s: the last is asked for after 599 s.
  BOOST_TEST(two_years.duration > 598s);
  BOOST_TEST(two_years.duration < 660s);
}

BOOST_AUTO_TEST_CASE(an_empty_bucket_makes_it_slow) {
  auto buckets = full_buckets();
  for (auto& view : buckets) view.tokens_micro = 0;
  BOOST_TEST(estimate(window(24h, 100), Route::search, buckets).duration.count() == 178'572 + 100);
}

BOOST_AUTO_TEST_CASE(what_can_wait_leaves_the_schedule_its_calls) {
  auto question = window(24h, 2'000);
  question.interval = 4h;
  question.reserve = Reserve{5, kNow + 1min};
  // Fifteen pages at once; the rest after the schedule's run has taken its own call.
  const auto polite = estimate(question, Route::search);
  BOOST_TEST(polite.calls() == 20);
  BOOST_TEST(polite.duration > 1min);
  // In four hours the bucket is full again: nothing need be kept.
  question.reserve = Reserve{5, kNow + 4h};
  BOOST_TEST(estimate(question, Route::search).duration < 3s);
}

BOOST_AUTO_TEST_CASE(detail_is_worth_a_quarter_of_an_hour) {
  std::vector<RouteEstimate> estimates = {{.route = Route::search, .duration = 14min},
                                          {.route = Route::report, .duration = 1min}};
  BOOST_TEST((choose(estimates)->route == Route::search));
  estimates[0].duration = 16min;
  BOOST_TEST((choose(estimates)->route == Route::report));
  estimates[1].duration = 17min;
  BOOST_TEST((choose(estimates)->route == Route::search));
  estimates.push_back({.route = Route::lookup, .duration = 30s});
  BOOST_TEST((choose(estimates)->route == Route::lookup));
  estimates.clear();
  BOOST_TEST(choose(estimates) == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
