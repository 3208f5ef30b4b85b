// The seam for randomness: jitter, nonces of no secrecy. Seeded by the simulation, by the system otherwise.
// (Keys and GCM nonces come from OpenSSL, not from here.)
#pragma once

#include <cstdint>
#include <random>

namespace sellerd {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  static Random from_system() {
    std::random_device device;
    return Random((static_cast<std::uint64_t>(device()) << 32) | device());
  }

  // Uniform in [0, bound); 0 when bound is 0.
  std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : engine_() % bound; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace sellerd
