#include "daemon/sync/due.h"

#include <algorithm>

namespace sellerd::sync {

std::optional<Timestamp> next_due(const ScheduleFacts& facts, std::int32_t interval_minutes,
                                  std::int32_t jitter_permille, Timestamp now) {
  if (interval_minutes <= 0) return std::nullopt;
  const Duration interval = std::chrono::minutes(interval_minutes);
  Duration wait = interval;
  if (facts.interruptions > 0) {
    const int doublings = std::min(facts.interruptions - 1, 20);
    wait = std::min<Duration>(interval, kFirstRetry * (1 << doublings));
  }
  wait += wait * jitter_permille / 1000;
  // A start in the future: the clock was set back. Waiting for it to catch up could take for ever.
  if (!facts.last_start || *facts.last_start > now) return now;
  return std::max(*facts.last_start + wait, now);
}

}  // namespace sellerd::sync
