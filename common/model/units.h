// How many units there can be of anything.
#pragma once

#include <cstdint>

namespace sellerd {

// Far more than any shop has; sums of many stay far from the end of the number.
inline constexpr std::int64_t kMostUnits = 1'000'000'000;

}  // namespace sellerd
