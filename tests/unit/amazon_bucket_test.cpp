#include <boost/test/unit_test.hpp>
#include <random>

#include "daemon/channel/amazon/bucket.h"

namespace sellerd::amazon {

using namespace std::chrono_literals;

namespace {

const Timestamp kStart = *parse_time("2026-08-05T10:15:00Z");
constexpr UsagePlan kSearch{5'600, 20};
constexpr UsagePlan kFast{2'000'000, 15};

void drain(Bucket& bucket, Timestamp now) {
  while (bucket.take(now)) {
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(amazon_bucket)

BOOST_AUTO_TEST_CASE(rates_without_floating_point) {
  BOOST_TEST(parse_rate_micro("0.0056").value() == 5'600);
  BOOST_TEST(parse_rate_micro("5").value() == 5'000'000);
  BOOST_TEST(parse_rate_micro("5.0").value() == 5'000'000);
  BOOST_TEST(parse_rate_micro("0.04512").value() == 45'120);
  BOOST_TEST(parse_rate_micro("0.0000019").value() == 1);
  BOOST_TEST(parse_rate_micro("1000").value() == 1'000'000'000);
  for (const char* bad : {"", ".", "5.", ".5", "-1", "+1", "1e3", "NaN", "1,5", " 1", "1 ", "0x10", "1001",
                          "99999999999999999999", "1.5.2", "2.0, 2.0"}) {
    BOOST_TEST(!parse_rate_micro(bad).has_value(), bad);
  }
}

BOOST_AUTO_TEST_CASE(the_burst_and_then_one_call_in_179_seconds) {
  Bucket bucket(kSearch, kStart);
  for (int i = 0; i < 20; ++i) {
    BOOST_TEST(bucket.wait(kStart).count() == 0);
    BOOST_TEST(bucket.take(kStart));
  }
  BOOST_TEST(!bucket.take(kStart));
  const Duration wait = bucket.wait(kStart);
  BOOST_TEST(wait.count() == 178'572);
  BOOST_TEST(!bucket.take(kStart + wait - 1ms));
  BOOST_TEST(bucket.take(kStart + wait));
  BOOST_TEST(!bucket.take(kStart + wait));
}

BOOST_AUTO_TEST_CASE(never_more_than_full) {
  Bucket bucket(kSearch, kStart);
  drain(bucket, kStart);
  const Timestamp later = kStart + std::chrono::hours(24 * 365 * 200);
  int calls = 0;
  while (bucket.take(later)) ++calls;
  BOOST_TEST(calls == 20);
}

BOOST_AUTO_TEST_CASE(a_restart_changes_nothing) {
  Bucket bucket(kSearch, kStart);
  for (int i = 0; i < 13; ++i) bucket.take(kStart);
  Bucket again(kSearch, bucket.state(), kStart + 1s);
  int calls = 0;
  while (again.take(kStart + 1s)) ++calls;
  BOOST_TEST(calls == 7);
}

BOOST_AUTO_TEST_CASE(a_clock_set_back_takes_nothing_away_and_adds_nothing) {
  Bucket bucket(kSearch, kStart);
  for (int i = 0; i < 15; ++i) bucket.take(kStart);
  const Timestamp earlier = kStart - std::chrono::hours(5);
  int calls = 0;
  while (bucket.take(earlier)) ++calls;
  BOOST_TEST(calls == 5);
  BOOST_TEST(bucket.wait(earlier).count() == 178'572);
  BOOST_TEST(bucket.take(earlier + 179s));
}

BOOST_AUTO_TEST_CASE(nonsense_saved_states_are_brought_into_bounds) {
  BucketState saved;
  saved.tokens_micro = 1'000'000'000;
  saved.rate_micro = -5;
  saved.filled_at = kStart + std::chrono::hours(1'000);
  saved.throttled_at = kStart + std::chrono::hours(1'000);
  saved.throttle_count = -3;
  Bucket bucket(kSearch, saved, kStart);
  BOOST_TEST(bucket.state().rate_micro == 5'600);
  BOOST_TEST(bucket.state().throttle_count == 0);
  BOOST_TEST((bucket.state().filled_at == kStart));
  int calls = 0;
  while (bucket.take(kStart)) ++calls;
  BOOST_TEST(calls == 20);

  saved.tokens_micro = -7;
  Bucket empty(kSearch, saved, kStart);
  BOOST_TEST(!empty.take(kStart));
  BOOST_TEST(empty.take(kStart + 179s));

  saved.rate_micro = std::numeric_limits<std::int64_t>::max();
  saved.tokens_micro = std::numeric_limits<std::int64_t>::min();
  saved.filled_at = Timestamp(Duration(std::numeric_limits<std::int64_t>::min() / 4));
  Bucket wild(kSearch, saved, kStart);
  BOOST_TEST(wild.take(kStart));
  BOOST_TEST(wild.state().rate_micro == 1'000'000'000);
}

BOOST_AUTO_TEST_CASE(a_429_empties_and_halves_and_the_rate_comes_back_slowly) {
  Bucket bucket(kFast, kStart);
  bucket.throttled(kStart);
  BOOST_TEST(bucket.state().rate_micro == 1'000'000);
  BOOST_TEST(bucket.state().throttle_count == 1);
  BOOST_TEST((bucket.state().throttled_at == kStart));
  BOOST_TEST(bucket.wait(kStart).count() == 1'000);

  drain(bucket, kStart + 16min);
  BOOST_TEST(bucket.state().rate_micro == 1'500'000);
  drain(bucket, kStart + 31min);
  BOOST_TEST(bucket.state().rate_micro < 2'000'000);
  drain(bucket, kStart + 32min);
  BOOST_TEST(bucket.state().rate_micro == 2'000'000);
  drain(bucket, kStart + 300min);
  BOOST_TEST(bucket.state().rate_micro == 2'000'000);
}

BOOST_AUTO_TEST_CASE(a_storm_of_429s_stops_at_the_floor) {
  Bucket bucket(kSearch, kStart);
  for (int i = 0; i < 100; ++i) bucket.throttled(kStart);
  BOOST_TEST(bucket.state().rate_micro == 5'600 / 4);
  BOOST_TEST((bucket.wait(kStart) < 12min));
}

BOOST_AUTO_TEST_CASE(the_rate_header) {
  Bucket bucket(kSearch, kStart);
  drain(bucket, kStart);
  bucket.learn_rate("0.0112", kStart);
  BOOST_TEST(bucket.state().rate_micro == 11'200);
  BOOST_TEST(bucket.wait(kStart).count() == 89'286);
  bucket.learn_rate("0.0028", kStart);
  BOOST_TEST(bucket.state().rate_micro == 2'800);
  for (const char* garbled : {"", "0", "0.0000001", "-3", "fast", "123456", "0.0001"})
    bucket.learn_rate(garbled, kStart);
  BOOST_TEST(bucket.state().rate_micro == 2'800);
}

BOOST_AUTO_TEST_CASE(after_a_429_the_header_does_not_lift_the_rate_at_once) {
  Bucket bucket(kSearch, kStart);
  bucket.throttled(kStart);
  bucket.learn_rate("0.0056", kStart + 1s);
  BOOST_TEST(bucket.state().rate_micro == 2'800);
  bucket.learn_rate("0.002", kStart + 2s);  // but it lowers it
  BOOST_TEST(bucket.state().rate_micro == 2'000);
  drain(bucket, kStart + 3h);
  BOOST_TEST(bucket.state().rate_micro == 2'000);
}

BOOST_AUTO_TEST_CASE(after_a_restart_a_reduced_rate_climbs_and_a_told_one_stays) {
  BucketState saved;
  saved.filled_at = kStart;
  saved.rate_micro = 2'800;
  Bucket reduced(kSearch, saved, kStart);
  drain(reduced, kStart + 40min);
  BOOST_TEST(reduced.state().rate_micro == 5'600);
  saved.rate_micro = 45'120;
  Bucket told(kSearch, saved, kStart);
  drain(told, kStart + 40min);
  BOOST_TEST(told.state().rate_micro == 45'120);
}

// Whatever happens in whatever order, over any span no more calls are let through than burst + the highest
// rate that was in force times the span, the fill stays within 0 and full, and wait() tells the truth.
BOOST_AUTO_TEST_CASE(properties_hold_for_random_histories) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    const auto below = [&](std::uint64_t bound) { return static_cast<std::int64_t>(random() % bound); };
    const UsagePlan plan{1 + below(3'000'000), 1 + below(30)};
    Bucket bucket(plan, kStart);
    Timestamp now = kStart;
    std::int64_t highest = plan.rate_micro;
    std::int64_t calls = 0;
    std::int64_t forward = 0;
    for (int step = 0; step < 400; ++step) {
      switch (below(8)) {
        case 0:
          bucket.throttled(now);
          break;
        case 1: {
          const std::int64_t rate = 1 + below(4'000'000);
          std::string text = std::to_string(rate % 1'000'000);
          text = std::to_string(rate / 1'000'000) + "." + std::string(6 - text.size(), '0') + text;
          bucket.learn_rate(text, now);
          break;
        }
        case 2:
          now -= Duration(below(10'000));
          break;
        case 3:
          bucket = Bucket(plan, bucket.state(), now);
          break;
        default: {
          const Duration span(below(4) == 0 ? below(3'600'000) : below(2'000));
          now += span;
          forward += span.count();
        }
      }
      highest = std::max(highest, bucket.state().rate_micro);
      const Duration wait = bucket.wait(now);
      BOOST_REQUIRE(wait >= Duration::zero());
      const bool taken = bucket.take(now);
      BOOST_REQUIRE_EQUAL(taken, wait == Duration::zero());
      calls += taken;
      if (!taken && below(4) == 0) {
        now += wait;
        forward += wait.count();
        BOOST_REQUIRE(bucket.take(now));
        ++calls;
      }
      highest = std::max(highest, bucket.state().rate_micro);
      BOOST_REQUIRE(bucket.state().tokens_micro >= 0);
      BOOST_REQUIRE(bucket.state().tokens_micro <= plan.burst * 1'000'000);
      BOOST_REQUIRE(bucket.state().rate_micro >= 1);
    }
    // Every rate change to a higher one counts from the moment it was learnt, so this bound is a generous
    // one.
    BOOST_REQUIRE_LE(static_cast<double>(calls),
                     static_cast<double>(plan.burst) +
                         static_cast<double>(forward) * static_cast<double>(highest) / 1e9 + 1);
  }
}

BOOST_AUTO_TEST_CASE(a_reserve_is_not_spent) {
  Bucket bucket(kSearch, kStart);
  const Reserve soon{5, kStart + 1min};
  for (int i = 0; i < 15; ++i) {
    BOOST_TEST(bucket.wait(kStart, soon).count() == 0);
    BOOST_TEST(bucket.take(kStart));
  }
  // Six would have to be there; they are in 178.6 s, but the reserve's moment is over before.
  BOOST_TEST((bucket.wait(kStart, soon) == 1min + 30s));
  // Those in a hurry may.
  BOOST_TEST(bucket.wait(kStart).count() == 0);
  // A reserve far away fills up by itself.
  BOOST_TEST(bucket.wait(kStart, Reserve{5, kStart + 4h}).count() == 0);
  drain(bucket, kStart);
  BOOST_TEST(bucket.wait(kStart, Reserve{5, kStart + 4h}).count() == 178'572);
  BOOST_TEST(bucket.wait(kStart, Reserve{5, kStart}) > Duration::zero());
  // No reserve is larger than what a bucket can hold beside one call.
  Bucket full(kSearch, kStart);
  BOOST_TEST(full.wait(kStart, Reserve{1'000, kStart}).count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
