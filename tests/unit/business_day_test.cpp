// Days of business: the marketplace's calendar, its clock changes and its nights.
#include <boost/test/unit_test.hpp>

#include "daemon/sync/business_day.h"
#include "daemon/sync/due.h"
#include "daemon/sync/period.h"

namespace sellerd::sync {

using namespace std::chrono_literals;

namespace {

Timestamp at(std::string_view text) {
  return *parse_time(text);
}

std::string begin(std::string_view day, std::string_view zone) {
  return format_time(*day_begins(*parse_day(day), zone));
}

std::string window_text(const Result<Window>& window) {
  return window ? format_time(window->from) + " " + format_time(window->to) : window.error().text();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(business_day)

BOOST_AUTO_TEST_CASE(days_as_text) {
  BOOST_TEST(format_day(*parse_day("2024-02-29")) == "2024-02-29");
  for (const char* bad : {"", "2026-2-1", "2026-02-30", "2026-13-01", "2026-00-10", "2026-01-00",
                          "01-02-2026", "2026-01-01T00:00:00Z", "2026/01/01", "2O26-01-01", "+026-01-01"}) {
    BOOST_REQUIRE_MESSAGE(!parse_day(bad), bad);
    BOOST_TEST((parse_day(bad).error().code == ErrorCode::invalid_argument));
  }
}

BOOST_AUTO_TEST_CASE(an_indian_day_begins_at_half_past_six_in_the_evening) {
  BOOST_TEST(begin("2026-10-02", "Asia/Kolkata") == "2026-10-01T18:30:00Z");
  BOOST_TEST(format_day(*day_of(at("2026-10-01T18:29:59.999Z"), "Asia/Kolkata")) == "2026-10-01");
  BOOST_TEST(format_day(*day_of(at("2026-10-01T18:30:00Z"), "Asia/Kolkata")) == "2026-10-02");
}

BOOST_AUTO_TEST_CASE(days_on_which_the_clocks_change) {
  BOOST_TEST(begin("2026-03-29", "Europe/Berlin") == "2026-03-28T23:00:00Z");
  BOOST_TEST(begin("2026-03-30", "Europe/Berlin") == "2026-03-29T22:00:00Z");  // a day of 23 hours
  BOOST_TEST(begin("2026-10-26", "Europe/Berlin") == "2026-10-25T23:00:00Z");  // the day before had 25
  // Midnight itself does not exist: the day begins an hour later.
  BOOST_TEST(begin("2024-04-26", "Africa/Cairo") == "2024-04-25T22:00:00Z");
  BOOST_TEST(begin("2017-10-15", "America/Sao_Paulo") == "2017-10-15T03:00:00Z");
  // An hour that comes twice: the first time.
  BOOST_TEST(format_time(*moment_in(*parse_day("2026-10-25"), 2h + 30min, "Europe/Berlin")) ==
             "2026-10-25T00:30:00Z");
}

BOOST_AUTO_TEST_CASE(a_zone_that_does_not_exist) {
  BOOST_TEST((day_of(at("2026-10-01T00:00:00Z"), "Asia/Atlantis").error().code == ErrorCode::storage));
}

BOOST_AUTO_TEST_CASE(a_period_is_whole_days_and_ends_where_reading_ends) {
  const Timestamp now = at("2026-10-10T06:00:00Z");
  const auto window = [&](const char* from, std::optional<std::string> to) {
    return window_text(period_window(from, to, "Asia/Kolkata", now));
  };
  BOOST_TEST(window("2026-10-01", "2026-10-03") == "2026-09-30T18:30:00Z 2026-10-03T18:29:59.999Z");
  BOOST_TEST(window("2026-10-01", "2026-10-01") == "2026-09-30T18:30:00Z 2026-10-01T18:29:59.999Z");
  BOOST_TEST(window("2026-10-09", std::nullopt) == "2026-10-08T18:30:00Z 2026-10-10T05:57:50Z");
  BOOST_TEST(window("2026-10-09", "2027-01-01") == "2026-10-08T18:30:00Z 2026-10-10T05:57:50Z");
  BOOST_TEST(window("2026-10-11", std::nullopt).find("from: lies in the future") == 0u);
  BOOST_TEST(window("2026-10-05", "2026-10-04").find("to: ") == 0u);
  BOOST_TEST(window("2026-10-5", std::nullopt).find("from: ") == 0u);
  BOOST_TEST(window("2026-10-05", "soon").find("to: ") == 0u);
  // A minute into the marketplace's day nothing of it can be read yet.
  BOOST_TEST(
      window_text(period_window("2026-10-11", std::nullopt, "Asia/Kolkata", at("2026-10-10T18:31:00Z"))) ==
      "2026-10-10T18:28:50Z 2026-10-10T18:28:50Z");
}

BOOST_AUTO_TEST_CASE(orders_are_kept_for_two_years) {
  const Timestamp now = at("2026-10-10T06:00:00Z");
  BOOST_TEST(check_kept({at("2024-10-10T00:00:00Z"), now}, "Asia/Kolkata", now).has_value());
  const auto refused = check_kept({at("2024-10-08T00:00:00Z"), now}, "Asia/Kolkata", now);
  BOOST_REQUIRE(!refused);
  BOOST_TEST(refused.error().field == "from");
  BOOST_TEST(refused.error().message.find("2024-10-10") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_second_look_comes_once_a_night) {
  const auto night = [](std::optional<Timestamp> last, std::string_view now) {
    return format_time(*next_night(last, 20min, "Asia/Kolkata", at(now)));
  };
  BOOST_TEST(night(std::nullopt, "2026-10-10T06:00:00Z") == "2026-10-10T21:50:00Z");  // 03:20 in India
  BOOST_TEST(night(at("2026-10-10T21:50:00Z"), "2026-10-10T21:55:00Z") == "2026-10-11T21:50:00Z");
  // Missed nights are made up for once, at once.
  BOOST_TEST(night(at("2026-10-01T21:50:00Z"), "2026-10-10T06:00:00Z") == "2026-10-10T06:00:00Z");
  // A clock that was set back leaves no night out.
  BOOST_TEST(night(at("2026-10-12T21:50:00Z"), "2026-10-10T06:00:00Z") == "2026-10-10T06:00:00Z");
  // Three o'clock does not exist, or comes twice: one look all the same.
  BOOST_TEST(format_time(*next_night(at("2026-03-28T12:00:00Z"), 0min, "Europe/Athens",
                                     at("2026-03-28T12:00:00Z"))) == "2026-03-29T01:00:00Z");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::sync
