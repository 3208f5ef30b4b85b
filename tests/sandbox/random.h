// Everything in the sandbox that looks random comes from here, so that one seed gives one marketplace, byte
// for byte, on every machine. The standard distributions are not used: their results differ between
// libraries.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sellerd::sandbox {

// A bijection of 64 bits that leaves no visible pattern (the finaliser of splitmix64).
std::uint64_t mix(std::uint64_t value);

// A stable hash; not for keeping secrets.
std::uint64_t hash_text(std::string_view text, std::uint64_t seed = 0);

// 16 lower-case hexadecimal digits.
std::string hex(std::uint64_t value);

// `length` characters out of letters, digits, '-' and '_', as in Amazon's tokens.
std::string opaque_text(std::uint64_t seed, std::size_t length);

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();
  std::uint64_t below(std::uint64_t bound);  // requires bound > 0
  double fraction();                         // [0, 1)
  bool chance(double probability) { return fraction() < probability; }
  std::size_t weighted(std::span<const std::uint32_t> weights);  // an index, as often as its weight says

 private:
  std::uint64_t state_;
};

}  // namespace sellerd::sandbox
