// A run's progress as lines of text. Pure: what was reported and the present time go in.
#pragma once

#include <string>
#include <tuple>

#include "common/api/service.h"

namespace sellerd::ctl {

// "2,000 created, 0 updated, 0 unchanged, 0 failed": every distinct outcome.
std::string all_counts(const RunCounts& counts);

// "1,960 created, 40 failed": those that are not zero; "no records" when all are.
std::string counts_that_are(const RunCounts& counts);

// Tells the runs of one request apart: by number, dry runs, which have none, by where they are.
using RunKey = std::tuple<std::uint64_t, std::string, Module>;
inline RunKey key_of(const api::Progress& run) {
  return {run.run, run.integration, run.module};
}

// "orders run 7 of amazon-in".
std::string run_name(const api::Progress& run);

// "waiting for quota (12 s)": what it does, with a countdown while it waits; empty when it says nothing.
std::string activity(const api::Progress& run, Timestamp now);

// "about 2 min left"; empty when that is not known.
std::string time_left(const api::Progress& run, Timestamp now);

// "[####------] 42 %", the bar `width` wide; empty when the share is not known.
std::string share_bar(const api::Progress& run, std::size_t width);

// "42 %, 9 pages, 840 created, waiting for quota (12 s), about 2 min left": what is known of it.
std::string progress_text(const api::Progress& run, Timestamp now);

// "orders run 7 of amazon-in: succeeded: 2,000 created, 0 updated, 0 unchanged, 0 failed in 4 pages".
std::string result_text(const api::Progress& run);

// "orders amazon-in [########------------]  42 %  9 pages  ...", at most `width` columns.
std::string progress_bar(const api::Progress& run, Timestamp now, std::size_t width, bool unicode);

}  // namespace sellerd::ctl
