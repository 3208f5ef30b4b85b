#include "common/time_text.h"

#include "common/charset.h"

namespace sellerd {
namespace {

using namespace std::chrono;

// Reads exactly `width` digits from the front of `text`; nullopt-like -1 when there are not that many.
int take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return -1;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

// A fraction of any length; digits beyond the third are dropped.
bool take_fraction(std::string_view& text, int& millisecond) {
  millisecond = 0;
  if (!take(text, '.')) return true;
  int digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), ++digits) {
    if (digits < 3) millisecond = millisecond * 10 + (text.front() - '0');
  }
  for (int i = digits; i < 3; ++i) millisecond *= 10;
  return digits > 0;
}

bool take_offset(std::string_view& text, minutes& offset) {
  offset = minutes{0};
  if (take(text, 'Z') || take(text, 'z')) return true;
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return false;
  const int sign = text.front() == '+' ? 1 : -1;
  text.remove_prefix(1);
  const int hour = take_digits(text, 2);
  take(text, ':');
  const int minute = take_digits(text, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return false;
  offset = sign * (hours{hour} + minutes{minute});
  return true;
}

// The last `width` digits of a number that is not negative.
void append_digits(std::string& text, auto number, std::size_t width) {
  text.append(width, '0');
  for (auto digit = text.rbegin(); width > 0; --width, ++digit, number /= 10)
    *digit = static_cast<char>('0' + number % 10);
}

}  // namespace

std::string format_time(Timestamp time) {
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  const int year_number = static_cast<int>(date.year());
  std::string text;
  text.reserve(24);
  // By hand: pages and reports are full of times, and printf is slow.
  if (year_number >= 0 && year_number <= 9'999) {
    append_digits(text, year_number, 4);
  } else {
    text += std::to_string(year_number);
  }
  append_digits(text += '-', static_cast<unsigned>(date.month()), 2);
  append_digits(text += '-', static_cast<unsigned>(date.day()), 2);
  append_digits(text += 'T', clock.hours().count(), 2);
  append_digits(text += ':', clock.minutes().count(), 2);
  append_digits(text += ':', clock.seconds().count(), 2);
  if (const auto fraction = clock.subseconds().count(); fraction != 0)
    append_digits(text += '.', fraction, 3);
  return text += 'Z';
}

Result<Timestamp> parse_time(std::string_view text) {
  const auto bad = [whole = std::string(text)] {
    return make_error(ErrorCode::invalid_argument, "\"" + std::string(cut_utf8(whole, 40)) +
                                                       "\" is not a time such as 2026-08-05T04:31:10Z");
  };
  const int year_number = take_digits(text, 4);
  if (year_number < 0 || !take(text, '-')) return bad();
  const int month_number = take_digits(text, 2);
  if (month_number < 0 || !take(text, '-')) return bad();
  const int day_number = take_digits(text, 2);
  if (day_number < 0 || !(take(text, 'T') || take(text, 't') || take(text, ' '))) return bad();
  const int hour = take_digits(text, 2);
  if (hour < 0 || hour > 23 || !take(text, ':')) return bad();
  const int minute = take_digits(text, 2);
  if (minute < 0 || minute > 59 || !take(text, ':')) return bad();
  const int second = take_digits(text, 2);
  if (second < 0 || second > 60) return bad();  // 60: a leap second counts as the next minute's first
  int millisecond = 0;
  minutes offset{};
  if (!take_fraction(text, millisecond) || !take_offset(text, offset) || !text.empty()) return bad();
  const year_month_day date{year{year_number}, month{static_cast<unsigned>(month_number)},
                            day{static_cast<unsigned>(day_number)}};
  if (!date.ok()) return bad();
  return Timestamp{sys_days{date}} + hours{hour} + minutes{minute} + seconds{second} +
         milliseconds{millisecond} - offset;
}

std::string format_time_basic(Timestamp time) {
  std::string basic;
  for (const char c : format_time(floor<seconds>(time))) {
    if (c != '-' && c != ':') basic += c;
  }
  return basic;
}

std::string format_duration(Duration duration) {
  const auto total = duration_cast<seconds>(duration).count();
  if (total < 1) return "< 1 s";
  struct Unit {
    long long length;
    const char* name;
  };
  static constexpr Unit units[] = {{86'400, "d"}, {3'600, "h"}, {60, "min"}, {1, "s"}};
  for (std::size_t i = 0; i < std::size(units); ++i) {
    if (total < units[i].length) continue;
    std::string text = std::to_string(total / units[i].length) + " " + units[i].name;
    if (i + 1 < std::size(units)) {
      const auto rest = total % units[i].length / units[i + 1].length;
      if (rest > 0) text += " " + std::to_string(rest) + " " + units[i + 1].name;
    }
    return text;
  }
  return "< 1 s";
}

}  // namespace sellerd
