// Which span of marketplace changes an orders run reads. Pure.
#pragma once

#include <optional>

#include "common/error.h"
#include "common/model/preferences.h"

namespace sellerd::sync {

// Most changes become readable about two minutes after they happen; a page is refused that asks for younger
// ones.
inline constexpr Duration kFreshness = std::chrono::seconds(130);
// Amazon keeps no orders older than two years.
inline constexpr int kLongestBackfillDays = 730;

struct Window {
  Timestamp from;
  Timestamp to;
};

// `read_to` is the watermark, nothing before the first run. A run reads back over the preferred overlap, for
// changes that became readable late. A clock that was set back gives a window that ends before the watermark;
// it is then the overlap long, so that the run is harmless.
Window next_window(std::optional<Timestamp> read_to, const Preferences& preferences, Timestamp now);

}  // namespace sellerd::sync
