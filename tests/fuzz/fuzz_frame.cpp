// The socket's framing: any bytes in any pieces give messages or an error, the same for every fragmentation.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "common/varlink/frame.h"

namespace {

// The messages, and whether the stream broke. Reads after every piece of `step` bytes.
std::pair<std::vector<std::string>, bool> read_all(std::string_view bytes, std::size_t step) {
  sellerd::varlink::FrameReader reader(64);
  std::vector<std::string> messages;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    reader.feed(bytes.substr(at, step));
    while (true) {
      auto next = reader.next();
      if (!next) return {messages, true};
      if (!*next) break;
      messages.push_back(std::move(**next));
    }
  }
  return {messages, false};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = read_all(bytes, bytes.size() + 1);
  for (const std::size_t step : {1u, 3u, 7u}) {
    if (read_all(bytes, step) != whole) std::abort();
  }
  return 0;
}
