#include "daemon/sync/due.h"

#include <algorithm>

#include "daemon/probe.h"
#include "daemon/sync/business_day.h"

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
  if (facts.last_start && *facts.last_start > now) reached(Probe::start_in_the_future);
  if (!facts.last_start || *facts.last_start > now) return now;
  // A run may have been at it for longer than its first retry waits.
  const bool retry = facts.interruptions > 0 && facts.last_end && *facts.last_end <= now;
  const Timestamp since = retry ? std::max(*facts.last_start, *facts.last_end) : *facts.last_start;
  return std::max(since + wait, now);
}

Result<Timestamp> next_night(std::optional<Timestamp> last_start, Duration spread, std::string_view zone,
                             Timestamp now) {
  // A start in the future: the clock was set back. Waiting for it to catch up would leave nights out.
  if (last_start && *last_start > now) return now;
  const Timestamp after = last_start.value_or(now);
  const auto today = day_of(after, zone);
  if (!today) return today.error();
  for (Day day = *today;; day = next_day(day)) {
    const auto night = moment_in(day, kNight + spread, zone);
    if (!night) return night.error();
    if (*night > after) return std::max(*night, now);
  }
}

}  // namespace sellerd::sync
