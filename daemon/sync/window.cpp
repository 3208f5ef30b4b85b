#include "daemon/sync/window.h"

#include <algorithm>

namespace sellerd::sync {

Window next_window(std::optional<Timestamp> read_to, const Preferences& preferences, Timestamp now) {
  const Timestamp to = now - kFreshness;
  if (!read_to)
    return {to - std::chrono::days(std::clamp(preferences.backfill_days, 1, kLongestBackfillDays)), to};
  return {std::min(*read_to, to) - std::chrono::minutes(preferences.overlap_minutes), to};
}

}  // namespace sellerd::sync
