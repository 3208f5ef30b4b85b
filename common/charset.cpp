#include "common/charset.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "common/ascii.h"

namespace sellerd {
namespace {

// Code points of 0x80..0x9F in windows-1252; 0 where it defines none. Source: Unicode,
// MAPPINGS/VENDORS/MICSFT.
constexpr std::array<std::uint16_t, 32> kCp1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append_code_point(std::string& text, unsigned code_point) {
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    text += static_cast<char>(0xC0 | (code_point >> 6));
    text += static_cast<char>(0x80 | (code_point & 0x3F));
  } else {
    text += static_cast<char>(0xE0 | (code_point >> 12));
    text += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code_point & 0x3F));
  }
}

std::string from_cp1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const unsigned code_point = byte < 0x80 || byte > 0x9F ? byte : kCp1252[byte - 0x80u];
    if (code_point == 0 && byte != 0) {
      text += kReplacementCharacter;
    } else {
      append_code_point(text, code_point);
    }
  }
  return text;
}

// Length of the character at the front, 0 when it is not well formed (Unicode standard, table 3-7).
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u;
  };
  const auto continues = [&](std::size_t at) { return (byte(at) & 0xC0) == 0x80; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (!continues(1) || !continues(2)) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0;  // overlong
    if (first == 0xED && byte(1) > 0x9F) return 0;  // surrogate
    return 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (!continues(1) || !continues(2) || !continues(3)) return 0;
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    if (first == 0xF4 && byte(1) > 0x8F) return 0;  // beyond U+10FFFF
    return 4;
  }
  return 0;
}

}  // namespace

Result<Charset> charset_of(std::string_view content_type) {
  const std::string lower = ascii_lower(content_type);
  const auto at = lower.find("charset=");
  if (at == std::string::npos) return Charset::utf8;
  std::string_view name = std::string_view(lower).substr(at + 8);
  name = name.substr(0, name.find_first_of("; \t"));
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  if (name == "utf-8" || name == "utf8") return Charset::utf8;
  for (const std::string_view known :
       {"cp1252", "windows-1252", "iso-8859-1", "iso8859-1", "iso8859_1", "latin1", "us-ascii"}) {
    if (name == known) return Charset::cp1252;
  }
  return make_error(ErrorCode::malformed, "the document is written in a charset that is not supported: " +
                                              repair_utf8(name.substr(0, 40)));
}

std::string to_utf8(Charset charset, std::string_view bytes) {
  return charset == Charset::cp1252 ? from_cp1252(bytes) : repair_utf8(bytes);
}

bool is_valid_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto length = character_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::string_view cut_utf8(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string repair_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const auto length = character_length(bytes);
    text += length == 0 ? kReplacementCharacter : bytes.substr(0, length);
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return text;
}

}  // namespace sellerd
