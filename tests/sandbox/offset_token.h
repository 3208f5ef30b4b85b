// The opaque text that stands for "the results of this search after so many". Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/time_text.h"

namespace sellerd::sandbox {

struct OffsetToken {
  Timestamp issued;
  std::uint64_t search = 0;  // fingerprint of the parameters that must stay the same
  std::uint64_t skip = 0;
};

std::string seal(const OffsetToken& token, std::uint64_t seed);

// Nullopt for anything that seal() did not make with this seed.
std::optional<OffsetToken> unseal_offset(std::string_view text, std::uint64_t seed);

}  // namespace sellerd::sandbox
