#include "daemon/sync/business_day.h"

#include <date/tz.h>

#include <charconv>

#include "common/charset.h"

namespace sellerd::sync {
namespace {

bool read_number(std::string_view text, int& number) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc{} && end == text.data() + text.size();
}

Result<const date::time_zone*> find_zone(std::string_view zone) {
  try {
    return date::locate_zone(std::string(zone));
  } catch (const std::exception& missing) {
    return make_error(ErrorCode::storage, "the time zone " + std::string(zone) + " is not known here", {},
                      "install the package tzdata");
  }
}

}  // namespace

Result<Day> parse_day(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      read_number(text.substr(0, 4), year) && read_number(text.substr(5, 2), month) &&
                      read_number(text.substr(8, 2), day) && month > 0 && day > 0;
  const Day read = std::chrono::year(year) / month / day;
  if (shaped && read.ok()) return read;
  return make_error(ErrorCode::invalid_argument,
                    "\"" + std::string(cut_utf8(text, 40)) + "\" is not a day such as 2026-10-01");
}

Result<Day> read_day(const std::string& text, std::string_view field) {
  auto day = parse_day(text);
  if (day) return day;
  Error error = day.error();
  error.field = field;
  return error;
}

std::string format_day(Day day) {
  return format_time(std::chrono::sys_days(day)).substr(0, 10);
}

Result<Timestamp> moment_in(Day day, Duration time_of_day, std::string_view zone) {
  const auto found = find_zone(zone);
  if (!found) return found.error();
  const date::local_time<Duration> local(std::chrono::sys_days(day).time_since_epoch() + time_of_day);
  return (*found)->to_sys(local, date::choose::earliest);
}

Result<Day> day_of(Timestamp time, std::string_view zone) {
  const auto found = find_zone(zone);
  if (!found) return found.error();
  const auto local = (*found)->to_local(time);
  return Day(std::chrono::sys_days(std::chrono::floor<std::chrono::days>(local.time_since_epoch())));
}

}  // namespace sellerd::sync
