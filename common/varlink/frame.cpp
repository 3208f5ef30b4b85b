#include "common/varlink/frame.h"

#include <algorithm>

namespace sellerd::varlink {

Result<std::optional<std::string>> FrameReader::next() {
  const auto end = buffer_.find('\0', std::max(searched_, consumed_));
  const std::size_t length = (end == std::string::npos ? buffer_.size() : end) - consumed_;
  if (length > maximum_) {
    return make_error(ErrorCode::malformed,
                      "a message is longer than " + std::to_string(maximum_) + " bytes");
  }
  if (end == std::string::npos) {
    searched_ = buffer_.size();
    // Drop what was handed out, so that a long stream does not grow the buffer.
    if (consumed_ > 0) {
      buffer_.erase(0, consumed_);
      searched_ -= consumed_;
      consumed_ = 0;
    }
    return std::optional<std::string>{};
  }
  if (length == 0) return make_error(ErrorCode::malformed, "an empty message");
  std::optional<std::string> message(std::in_place, buffer_, consumed_, length);
  consumed_ = end + 1;
  return message;
}

}  // namespace sellerd::varlink
