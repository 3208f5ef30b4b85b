#include "common/time_text.h"

#include <boost/test/unit_test.hpp>

using namespace sellerd;

BOOST_AUTO_TEST_SUITE(time_text)

BOOST_AUTO_TEST_CASE(every_form_of_one_instant_is_the_same) {
  const auto expected = *parse_time("2026-08-05T04:31:10Z");
  for (const char* text : {"2026-08-05T04:31:10.000Z", "2026-08-05t04:31:10z", "2026-08-05 04:31:10+00:00",
                           "2026-08-05T10:01:10+05:30", "2026-08-05T10:01:10+0530",
                           "2026-08-04T20:31:10-08:00", "2026-08-05T04:31:10.0004999Z"}) {
    const auto parsed = parse_time(text);
    BOOST_REQUIRE_MESSAGE(parsed.has_value(), text);
    BOOST_TEST((*parsed == expected), text);
  }
  BOOST_TEST(format_time(expected) == "2026-08-05T04:31:10Z");
  BOOST_TEST(format_time(*parse_time("2026-08-05T04:58:02.113Z")) == "2026-08-05T04:58:02.113Z");
  BOOST_TEST(format_time(*parse_time("0007-01-02T03:04:05.006Z")) == "0007-01-02T03:04:05.006Z");
  BOOST_TEST(format_time(*parse_time("9999-12-31T23:59:59.999Z") + Duration(1)) == "10000-01-01T00:00:00Z");
  BOOST_TEST(format_time_basic(expected) == "20260805T043110Z");
}

BOOST_AUTO_TEST_CASE(what_is_no_time_is_refused) {
  for (const char* text :
       {"", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-08-05", "2026-08-05T25:00:00Z",
        "2026-08-05T04:31:10", "2026-08-05T04:31:10.Z", "2026-08-05T04:31:10Zx", "26-08-05T04:31:10Z",
        "2026-08-05T04:60:10Z", "08/07/2016 10:12:40 BST"}) {
    BOOST_TEST(!parse_time(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_CASE(printing_and_reading_are_inverse_over_the_centuries) {
  for (std::int64_t milliseconds = -2'000'000'000'000; milliseconds < 8'000'000'000'000;
       milliseconds += 99'999'999'977) {
    const Timestamp time{Duration(milliseconds)};
    BOOST_TEST((*parse_time(format_time(time)) == time));
  }
}

BOOST_AUTO_TEST_CASE(durations_read_like_speech) {
  using namespace std::chrono_literals;
  BOOST_TEST(format_duration(400ms) == "< 1 s");
  BOOST_TEST(format_duration(45s) == "45 s");
  BOOST_TEST(format_duration(200min) == "3 h 20 min");
  BOOST_TEST(format_duration(49h) == "2 d 1 h");
}

BOOST_AUTO_TEST_SUITE_END()
