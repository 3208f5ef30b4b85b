// Which span of marketplace changes an orders run reads. Pure.
#pragma once

#include <optional>

#include "common/model/run.h"

namespace sellerd::sync {

// Most changes become readable about two minutes after they happen; a page is refused that asks for younger
// ones.
inline constexpr Duration kFreshness = std::chrono::seconds(130);
// How far a run reads back before the watermark, for changes that became readable late.
inline constexpr Duration kOverlap = std::chrono::minutes(30);
// Amazon keeps no orders older than two years.
inline constexpr int kLongestBackfillDays = 730;

struct Window {
  Timestamp from;
  Timestamp to;
};

// `read_to` is the watermark, nothing before the first run. A clock that was set back gives a window that
// ends before the watermark; it is then the overlap long, so that the run is harmless.
Window next_window(std::optional<Timestamp> read_to, int backfill_days, Timestamp now);

}  // namespace sellerd::sync
