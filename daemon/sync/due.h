// When a module's next scheduled run is due. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/model/run.h"

namespace sellerd::sync {

// What the schedule remembers of one module of one integration.
struct ScheduleFacts {
  std::optional<Timestamp> last_start;  // of any run
  std::int32_t interruptions = 0;       // in a row, since the last run that reached its end
  std::optional<Timestamp> last_end;    // of any run: a retry counts from it
};

// The first retry of an interrupted run; each further one waits twice as long, up to the interval.
inline constexpr Duration kFirstRetry = std::chrono::minutes(5);

// Never before `now`: however many ticks were missed, one run makes up for them. `jitter_permille` is 0 to
// 100 and stretches the interval by as much, so that many daemons do not call in step. After a clock that was
// set back it is due at once. Nothing when runs are manual only.
std::optional<Timestamp> next_due(const ScheduleFacts& facts, std::int32_t interval_minutes,
                                  std::int32_t jitter_permille, Timestamp now);

// When the nightly second look is due: the first moment, in the marketplace's night, that is `spread` after
// kNight and later than the last start; never before `now`. Nights that were missed are made up for once;
// after a clock that was set back it is due at once. `last_start` nothing: the next night. Errors: those of
// business_day.h.
inline constexpr Duration kNight = std::chrono::hours(3);
Result<Timestamp> next_night(std::optional<Timestamp> last_start, Duration spread, std::string_view zone,
                             Timestamp now);

}  // namespace sellerd::sync
