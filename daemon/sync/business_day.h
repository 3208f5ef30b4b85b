// Days of business: those of the marketplace's own calendar. Everything else in sellerd is UTC.
#pragma once

#include <string>
#include <string_view>

#include "common/error.h"
#include "common/time_text.h"

namespace sellerd::sync {

using Day = std::chrono::year_month_day;

// "2026-10-01". Error: invalid_argument with the text that was given; also for days that do not exist.
Result<Day> parse_day(std::string_view text);
// As parse_day; the error names the field.
Result<Day> read_day(const std::string& text, std::string_view field);
std::string format_day(Day day);
inline Day next_day(Day day) {
  return std::chrono::sys_days(day) + std::chrono::days(1);
}

// The moment `time_of_day` after midnight of the day in the zone (an IANA name). Where the clocks are set
// forward over it, the first moment after; where they pass it twice, the first time. Error: storage when the
// system's time zone database is missing or does not know the zone.
Result<Timestamp> moment_in(Day day, Duration time_of_day, std::string_view zone);
inline Result<Timestamp> day_begins(Day day, std::string_view zone) {
  return moment_in(day, Duration::zero(), zone);
}

// The day in the zone. Error: as above.
Result<Day> day_of(Timestamp time, std::string_view zone);

}  // namespace sellerd::sync
