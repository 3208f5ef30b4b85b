// Time inside sellerd is UTC with millisecond resolution; this header is the only place that turns it into
// text.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd {

using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

// RFC 3339 in UTC: "2026-08-05T04:31:10Z", with ".113" only when the milliseconds are not zero.
std::string format_time(Timestamp time);

// Reads RFC 3339: any offset, a fraction of any length (cut to milliseconds), 'T' or space. Rejects dates
// that do not exist. Error: invalid_argument with the text that was given.
Result<Timestamp> parse_time(std::string_view text);

// ISO 8601 basic form for the x-amz-date header: "20260805T101500Z".
std::string format_time_basic(Timestamp time);

// "3 h 20 min", "45 s", "< 1 s": two units at the most, for people.
std::string format_duration(Duration duration);

}  // namespace sellerd
