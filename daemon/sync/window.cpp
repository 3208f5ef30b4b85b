#include "daemon/sync/window.h"

#include <algorithm>

namespace sellerd::sync {

Window next_window(std::optional<Timestamp> read_to, int backfill_days, Timestamp now) {
  const Timestamp to = now - kFreshness;
  if (!read_to) return {to - std::chrono::days(std::clamp(backfill_days, 1, kLongestBackfillDays)), to};
  return {std::min(*read_to, to) - kOverlap, to};
}

}  // namespace sellerd::sync
