// Keys whose byte order is the order of their parts: integers big-endian, times as offset milliseconds, text
// with 0x00 escaped as 0x00 0xFF and ended by 0x00 0x01, so that no text is a prefix of another part's bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "common/error.h"
#include "common/time_text.h"

namespace sellerd::store {

class KeyWriter {
 public:
  template <class Part>
  void append(const Part& part) {
    if constexpr (std::is_same_v<Part, std::string> || std::is_same_v<Part, std::string_view>) {
      append_text(part);
    } else if constexpr (std::is_same_v<Part, Timestamp>) {
      // Flipping the sign bit puts times before 1970 first.
      append_integer(static_cast<std::uint64_t>(part.time_since_epoch().count()) ^ (1ull << 63), 8);
    } else if constexpr (std::is_enum_v<Part>) {
      append_integer(static_cast<std::uint64_t>(part), 1);
    } else {
      static_assert(std::is_unsigned_v<Part>, "a key part is text, a time, an enum or an unsigned integer");
      append_integer(part, sizeof(Part));
    }
  }
  std::string take() { return std::move(bytes_); }

 private:
  void append_integer(std::uint64_t value, std::size_t width);
  void append_text(std::string_view text);

  std::string bytes_;
};

class KeyReader {
 public:
  explicit KeyReader(std::string_view bytes) : rest_(bytes) {}

  // False when the bytes do not hold such a part.
  template <class Part>
  bool take(Part& part) {
    if constexpr (std::is_same_v<Part, std::string>) {
      return take_text(part);
    } else {
      constexpr std::size_t width = std::is_same_v<Part, Timestamp> ? 8
                                    : std::is_enum_v<Part>          ? 1
                                                                    : sizeof(Part);
      std::uint64_t value = 0;
      if (!take_integer(value, width)) return false;
      if constexpr (std::is_same_v<Part, Timestamp>) {
        part = Timestamp(Duration(static_cast<std::int64_t>(value ^ (1ull << 63))));
      } else {
        part = static_cast<Part>(value);
      }
      return true;
    }
  }
  bool at_end() const { return rest_.empty(); }

 private:
  bool take_integer(std::uint64_t& value, std::size_t width);
  bool take_text(std::string& text);

  std::string_view rest_;
};

template <class... Parts>
std::string make_key(const Parts&... parts) {
  KeyWriter writer;
  (writer.append(parts), ...);
  return writer.take();
}

// Error: corrupt when the bytes are no such key.
template <class... Parts>
Result<std::tuple<Parts...>> read_key(std::string_view bytes) {
  std::tuple<Parts...> parts;
  KeyReader reader(bytes);
  const bool whole = std::apply([&](auto&... part) { return (reader.take(part) && ...); }, parts);
  if (!whole || !reader.at_end()) return make_error(ErrorCode::corrupt, "a key of the wrong form");
  return parts;
}

// The first key behind every key that starts with `prefix`; empty when there is none.
std::string prefix_end(std::string prefix);

// A key's bytes for error messages: printable ASCII as it is, the rest as \xHH.
std::string printable_key(std::string_view key);

}  // namespace sellerd::store
