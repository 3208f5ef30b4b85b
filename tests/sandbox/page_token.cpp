#include "tests/sandbox/page_token.h"

#include "tests/sandbox/base64.h"
#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

constexpr std::size_t kNumbers = 6;  // checksum, issued, search, bound, time, stuck
constexpr std::size_t kNumberSize = 8;

void put(std::string& bytes, std::uint64_t number) {
  for (std::size_t i = 0; i < kNumberSize; ++i, number >>= 8) bytes += static_cast<char>(number & 255);
}

std::uint64_t take(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = kNumberSize; i-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  bytes.remove_prefix(kNumberSize);
  return number;
}

// Its own inverse. No secrecy: only nobody shall be tempted to read a token.
std::string scrambled(std::string_view bytes, std::uint64_t seed) {
  Random stream(mix(seed ^ 0x70a6e));
  std::string out(bytes);
  for (char& c : out) c = static_cast<char>(c ^ static_cast<char>(stream.next() & 255));
  return out;
}

std::uint64_t number_of(Timestamp time) {
  return static_cast<std::uint64_t>(time.time_since_epoch().count());
}
Timestamp time_of(std::uint64_t number) {
  return Timestamp{Duration{static_cast<std::int64_t>(number)}};
}

}  // namespace

std::string seal(const PageToken& token, std::uint64_t seed) {
  std::string body;
  put(body, number_of(token.issued));
  put(body, token.search);
  put(body, number_of(token.bound));
  put(body, number_of(token.time));
  put(body, token.stuck ? 1 : 0);
  body += token.order_id;
  std::string bytes;
  put(bytes, hash_text(body, seed));
  return base64(scrambled(bytes + body, seed));
}

std::optional<PageToken> unseal(std::string_view text, std::uint64_t seed) {
  const auto sealed = base64_decoded(text);
  if (!sealed || sealed->size() < kNumbers * kNumberSize) return std::nullopt;
  const std::string bytes = scrambled(*sealed, seed);
  std::string_view rest = bytes;
  const std::uint64_t checksum = take(rest);
  if (checksum != hash_text(rest, seed)) return std::nullopt;
  PageToken token;
  token.issued = time_of(take(rest));
  token.search = take(rest);
  token.bound = time_of(take(rest));
  token.time = time_of(take(rest));
  token.stuck = take(rest) != 0;
  token.order_id = rest;
  return token;
}

}  // namespace sellerd::sandbox
