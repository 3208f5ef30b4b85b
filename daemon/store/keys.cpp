#include "daemon/store/keys.h"

namespace sellerd::store {
namespace {
constexpr char kEscaped = '\xff';
constexpr char kEnd = '\x01';
}  // namespace

void KeyWriter::append_integer(std::uint64_t value, std::size_t width) {
  for (std::size_t i = width; i-- > 0;) bytes_.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}

void KeyWriter::append_text(std::string_view text) {
  for (const char c : text) {
    bytes_.push_back(c);
    if (c == '\0') bytes_.push_back(kEscaped);
  }
  bytes_.push_back('\0');
  bytes_.push_back(kEnd);
}

bool KeyReader::take_integer(std::uint64_t& value, std::size_t width) {
  if (rest_.size() < width) return false;
  value = 0;
  for (std::size_t i = 0; i < width; ++i) value = (value << 8) | static_cast<unsigned char>(rest_[i]);
  rest_.remove_prefix(width);
  return true;
}

bool KeyReader::take_text(std::string& text) {
  text.clear();
  for (std::size_t i = 0; i < rest_.size(); ++i) {
    if (rest_[i] != '\0') {
      text.push_back(rest_[i]);
      continue;
    }
    if (i + 1 == rest_.size()) return false;
    const char next = rest_[++i];
    if (next == kEnd) {
      rest_.remove_prefix(i + 1);
      return true;
    }
    if (next != kEscaped) return false;
    text.push_back('\0');
  }
  return false;
}

std::string prefix_end(std::string prefix) {
  while (!prefix.empty()) {
    if (prefix.back() != '\xff') {
      prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
      return prefix;
    }
    prefix.pop_back();
  }
  return prefix;
}

std::string printable_key(std::string_view key) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f && c != '\\') {
      text.push_back(c);
    } else {
      text += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return text;
}

}  // namespace sellerd::store
