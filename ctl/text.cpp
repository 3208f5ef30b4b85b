#include "ctl/text.h"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/join.hpp>
#include <cstring>
#include <optional>

#include "common/ascii.h"

namespace sellerd::ctl {
namespace {

struct CodePointRange {
  char32_t first;
  char32_t last;
};

// C0, DEL and C1 controls, line separators, and the marks that reverse the writing direction.
constexpr std::array kUnsafe = {CodePointRange{0x00, 0x1f},     CodePointRange{0x7f, 0x9f},
                                CodePointRange{0x200e, 0x200f}, CodePointRange{0x2028, 0x202e},
                                CodePointRange{0x2066, 0x2069}, CodePointRange{0x061c, 0x061c}};

// Combining marks and joiners, of the scripts that titles on our marketplaces use.
constexpr std::array kZeroWidth = {
    CodePointRange{0x0300, 0x036f}, CodePointRange{0x0591, 0x05bd}, CodePointRange{0x064b, 0x065f},
    CodePointRange{0x0900, 0x0902}, CodePointRange{0x093c, 0x093c}, CodePointRange{0x0941, 0x0948},
    CodePointRange{0x094d, 0x094d}, CodePointRange{0x0951, 0x0957}, CodePointRange{0x0981, 0x0981},
    CodePointRange{0x09c1, 0x09c4}, CodePointRange{0x09cd, 0x09cd}, CodePointRange{0x0a41, 0x0a51},
    CodePointRange{0x0ac1, 0x0ac8}, CodePointRange{0x0acd, 0x0acd}, CodePointRange{0x0bcd, 0x0bcd},
    CodePointRange{0x0c3e, 0x0c40}, CodePointRange{0x0c46, 0x0c56}, CodePointRange{0x0ccc, 0x0ccd},
    CodePointRange{0x0d41, 0x0d44}, CodePointRange{0x0d4d, 0x0d4d}, CodePointRange{0x200b, 0x200d},
    CodePointRange{0x20d0, 0x20ff}, CodePointRange{0xfe00, 0xfe0f}, CodePointRange{0xfeff, 0xfeff}};

constexpr std::array kWideCharacters = {
    CodePointRange{0x1100, 0x115f},   CodePointRange{0x2e80, 0x303e},   CodePointRange{0x3041, 0xa4cf},
    CodePointRange{0xac00, 0xd7a3},   CodePointRange{0xf900, 0xfaff},   CodePointRange{0xfe30, 0xfe6f},
    CodePointRange{0xff00, 0xff60},   CodePointRange{0xffe0, 0xffe6},   CodePointRange{0x1f300, 0x1f64f},
    CodePointRange{0x1f680, 0x1f6ff}, CodePointRange{0x1f900, 0x1f9ff}, CodePointRange{0x20000, 0x3fffd}};

template <class Ranges>
bool contains(const Ranges& ranges, char32_t code_point) {
  return std::any_of(ranges.begin(), ranges.end(), [code_point](const auto& range) {
    return range.first <= code_point && code_point <= range.last;
  });
}

struct Decoded {
  char32_t code_point;
  std::size_t length;
};

// The first character of the text; nothing when its bytes are not UTF-8. Requires a text that is not empty.
std::optional<Decoded> decode(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return Decoded{lead, 1};
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return std::nullopt;
  char32_t code_point = lead & (0xffu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xc0) != 0x80) return std::nullopt;
    code_point = (code_point << 6) | (next & 0x3fu);
  }
  const bool overlong = (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
  if (overlong || surrogate || code_point > 0x10ffff) return std::nullopt;
  return Decoded{code_point, length};
}

std::size_t width_of(char32_t code_point) {
  if (code_point < 0x300) return 1;
  if (contains(kZeroWidth, code_point)) return 0;
  return contains(kWideCharacters, code_point) ? 2 : 1;
}

}  // namespace

std::string clean(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto next = decode(text);
    const std::size_t length = next ? next->length : 1;
    if (!next) {
      result += '?';
    } else if (contains(kUnsafe, next->code_point)) {
      result += ' ';
    } else {
      result += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return result;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto next = decode(text);
    width += next ? width_of(next->code_point) : 1;
    text.remove_prefix(next ? next->length : 1);
  }
  return width;
}

std::string fit(std::string_view text, std::size_t width, bool unicode) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::string result;
  std::size_t used = 0;
  while (!text.empty()) {
    const auto next = decode(text);
    const std::size_t columns = next ? width_of(next->code_point) : 1;
    if (used + columns > width - 1) break;
    const std::size_t length = next ? next->length : 1;
    result += text.substr(0, length);
    used += columns;
    text.remove_prefix(length);
  }
  return result + (unicode ? "…" : "~");
}

std::string pad(std::string_view text, std::size_t width, Align align) {
  const std::size_t used = display_width(text);
  std::string space(width > used ? width - used : 0, ' ');
  return align == Align::left ? std::string(text) + space : space + std::string(text);
}

std::string joined(const std::vector<std::string>& parts, std::string_view gap) {
  return boost::algorithm::join_if(parts, gap, [](const std::string& part) { return !part.empty(); });
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t place = digits.size(); place > first + 3;) {
    place -= 3;
    digits.insert(place, 1, ',');
  }
  return digits;
}

std::string count_of(std::int64_t number, std::string_view noun) {
  return grouped(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

std::string share_text(std::int64_t part, std::int64_t whole) {
  const auto permille = part * 1'000 / whole;
  return std::to_string(permille / 10) + "." + std::to_string(permille % 10) + " %";
}

std::string short_time(Timestamp time) {
  if (time == Timestamp{}) return "-";
  std::string text = format_time(time).substr(0, 16);
  if (text.size() > 10) text[10] = ' ';
  return text;
}

std::string utc(Timestamp time) {
  return short_time(time) + " UTC";
}

std::string wrap(std::string_view text, std::size_t width, std::size_t indent, std::size_t column) {
  std::string result;
  bool line_has_word = false;
  while (!text.empty()) {
    const auto space = text.find(' ');
    const auto word = text.substr(0, space);
    const std::size_t columns = display_width(word);
    if (line_has_word && column + 1 + columns > width) {
      result += "\n" + std::string(indent, ' ');
      column = indent;
      line_has_word = false;
    }
    if (line_has_word) {
      result += ' ';
      ++column;
    }
    result += word;
    column += columns;
    line_has_word = true;
    text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
  }
  return result;
}

std::string system_reason(int number) {
  std::string text = std::strerror(number);
  if (!text.empty()) text[0] = ascii_lower(text[0]);
  return text;
}

}  // namespace sellerd::ctl
