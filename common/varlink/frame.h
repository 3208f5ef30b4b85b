// Varlink framing (UAPI.20): JSON objects separated by NUL bytes. Pure; knows no socket.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd::varlink {

// The longest message either side accepts.
inline constexpr std::size_t kMaximumMessage = 4u << 20;

// Collects bytes into messages. After an error the stream is unusable: close it.
class FrameReader {
 public:
  explicit FrameReader(std::size_t maximum = kMaximumMessage) : maximum_(maximum) {}

  void feed(std::string_view bytes) { buffer_.append(bytes); }

  // The next whole message without its NUL; nothing when it is not complete yet.
  // Error: malformed when a message is longer than the maximum, or empty.
  Result<std::optional<std::string>> next();

  // Bytes of an unfinished message are waiting.
  bool pending() const { return consumed_ < buffer_.size(); }

 private:
  std::size_t maximum_;
  std::string buffer_;
  std::size_t consumed_ = 0;  // start of the unfinished message
  std::size_t searched_ = 0;  // no NUL before this place
};

inline std::string frame(std::string message) {
  message.push_back('\0');
  return message;
}

}  // namespace sellerd::varlink
