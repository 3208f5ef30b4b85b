// The opaque text that stands for "the next page of this search". It says where the search was, not which
// orders come next, so that orders may move about between two pages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/time_text.h"

namespace sellerd::sandbox {

struct PageToken {
  Timestamp issued;
  std::uint64_t search = 0;  // fingerprint of the parameters that must stay the same
  Timestamp bound;           // the upper end of the window, fixed by the first page
  Timestamp time;            // of the last order given ...
  std::string order_id;      // ... and its id; blank when the next page is the first one
  bool stuck = false;        // the page it leads to gives the same token again

  friend bool operator==(const PageToken&, const PageToken&) = default;
};

std::string seal(const PageToken& token, std::uint64_t seed);

// Nullopt for anything that seal() did not make with this seed.
std::optional<PageToken> unseal(std::string_view text, std::uint64_t seed);

}  // namespace sellerd::sandbox
