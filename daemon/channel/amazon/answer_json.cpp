#include "daemon/channel/amazon/answer_json.h"

#include <algorithm>
#include <charconv>

#include "common/charset.h"

namespace sellerd::amazon {
namespace {

constexpr std::size_t kEscapeLength = 6;  // \uXXXX

// The code unit of the \uXXXX at the front of `text`, or -1.
int escaped_unit(std::string_view text) {
  if (text.size() < kEscapeLength || text[0] != '\\' || text[1] != 'u') return -1;
  unsigned unit = 0;
  const auto [end, failure] = std::from_chars(text.data() + 2, text.data() + kEscapeLength, unit, 16);
  if (failure != std::errc{} || end != text.data() + kEscapeLength) return -1;
  return static_cast<int>(unit);
}

bool is_high(int unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low(int unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

Result<json::value> parse_in_arena(std::string_view body) {
  const std::size_t first_block = std::max<std::size_t>(4'096, body.size() * 2);
  return parse_json(body, json::make_shared_resource<json::monotonic_resource>(first_block));
}

}  // namespace

std::string repair_json_text(std::string_view text) {
  const std::string valid = repair_utf8(text);
  std::string_view rest = valid;
  std::string repaired;
  repaired.reserve(valid.size());
  const auto copy = [&](std::size_t count) {
    repaired += rest.substr(0, count);
    rest.remove_prefix(std::min(count, rest.size()));
  };
  while (!rest.empty()) {
    const auto plain = std::min(rest.find('\\'), rest.size());
    copy(plain);
    if (rest.empty()) break;
    const int unit = escaped_unit(rest);
    if (is_high(unit) && is_low(escaped_unit(rest.substr(kEscapeLength)))) {
      copy(2 * kEscapeLength);
    } else if (is_high(unit) || is_low(unit)) {
      repaired += "\\ufffd";
      rest.remove_prefix(kEscapeLength);
    } else {
      copy(2);  // any other escape: its second character may be a backslash itself
    }
  }
  return repaired;
}

Result<json::value> parse_answer(std::string_view body) {
  auto parsed = parse_in_arena(body);
  if (parsed) return parsed;
  const std::string repaired = repair_json_text(body);
  if (repaired == body) return parsed;
  return parse_in_arena(repaired);
}

}  // namespace sellerd::amazon
