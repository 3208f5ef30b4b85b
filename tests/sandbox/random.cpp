#include "tests/sandbox/random.h"

namespace sellerd::sandbox {

std::uint64_t mix(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ull;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebull;
  return value ^ (value >> 31);
}

std::uint64_t hash_text(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325ull ^ mix(seed + 1);
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
  return mix(hash);
}

std::string hex(std::uint64_t value) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

std::string opaque_text(std::uint64_t seed, std::size_t length) {
  static constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  Random random(seed);
  std::string text(length, ' ');
  for (char& c : text) c = alphabet[random.next() % alphabet.size()];
  return text;
}

std::uint64_t Random::next() {
  state_ += 0x9e3779b97f4a7c15ull;
  return mix(state_);
}

// The bias of the remainder is below 2^-40 for every bound used here.
std::uint64_t Random::below(std::uint64_t bound) {
  return next() % bound;
}

double Random::fraction() {
  return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

std::size_t Random::weighted(std::span<const std::uint32_t> weights) {
  std::uint64_t total = 0;
  for (const auto weight : weights) total += weight;
  std::uint64_t left = below(total);
  for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
    if (left < weights[i]) return i;
    left -= weights[i];
  }
  return weights.size() - 1;
}

}  // namespace sellerd::sandbox
