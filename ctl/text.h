// Text for people: safe to show, of known width. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/time_text.h"

namespace sellerd::ctl {

// The text on one line and without power over a terminal: control characters, escape sequences' introducers
// and marks that reverse the writing direction become spaces, bytes that are not UTF-8 become '?'.
std::string clean(std::string_view text);

// Terminal columns that the cleaned text takes: wide characters count two, combining marks none.
std::size_t display_width(std::string_view text);

// At most `width` columns; what is cut off is marked by "…", or "~" where the terminal knows no UTF-8.
std::string fit(std::string_view text, std::size_t width, bool unicode);

enum class Align { left, right };

// Filled up with spaces to `width` columns; longer text stays as it is.
std::string pad(std::string_view text, std::size_t width, Align align);

// The parts that are not empty, with `gap` between two.
std::string joined(const std::vector<std::string>& parts, std::string_view gap);

// "2,000".
std::string grouped(std::int64_t number);

// "1 page", "2,000 pages": the plural of a noun that takes an s.
std::string count_of(std::int64_t number, std::string_view noun);

// "99.9 %": cut, not rounded, so that it is never 100 % while one is missing. Requires a whole above 0.
std::string share_text(std::int64_t part, std::int64_t whole);

// "2026-08-05 04:31" in UTC; "-" for the epoch, which means never.
std::string short_time(Timestamp time);

// The same with " UTC" behind it, where nothing else says so.
std::string utc(Timestamp time);

// Words on lines of at most `width` columns; every line after the first starts with `indent` spaces, which
// count. `column` is where the first line starts.
std::string wrap(std::string_view text, std::size_t width, std::size_t indent, std::size_t column = 0);

// What errno says, in the tone of our messages: "connection refused".
std::string system_reason(int number);

}  // namespace sellerd::ctl
