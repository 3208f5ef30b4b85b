#include "ctl/progress_text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

// How much a bar's line shows. What it waits for is never left out.
struct Detail {
  std::size_t bar;
  bool pages;
  bool estimate;
};

// The first that fits the terminal is taken.
constexpr std::array kDetails = {Detail{20, true, true}, Detail{10, true, true}, Detail{10, false, true},
                                 Detail{10, false, false}, Detail{0, false, false}};

std::string percent(const api::Progress& run) {
  return run.permille ? std::to_string(std::clamp(*run.permille, 0, 1'000) / 10) + " %" : std::string();
}

// Empty without a known share: there is nothing to fill, the line's words must do.
std::string bar(const api::Progress& run, std::size_t width) {
  if (!run.permille || width == 0) return {};
  const auto filled = static_cast<std::size_t>(std::clamp(*run.permille, 0, 1'000)) * width / 1'000;
  return "[" + std::string(filled, '#') + std::string(width - filled, '-') + "]";
}

}  // namespace

std::string time_left(const api::Progress& run, Timestamp now) {
  if (run.finished || !run.estimated_end || *run.estimated_end <= now) return {};
  return "about " + format_duration(*run.estimated_end - now) + " left";
}

std::string share_bar(const api::Progress& run, std::size_t width) {
  return joined({bar(run, width), percent(run)}, " ");
}

std::string all_counts(const RunCounts& counts) {
  return grouped(counts.created) + " created, " + grouped(counts.updated) + " updated, " +
         grouped(counts.unchanged) + " unchanged, " + grouped(counts.failed) + " failed" +
         (counts.skipped == 0 ? "" : ", " + grouped(counts.skipped) + " skipped");
}

std::string counts_that_are(const RunCounts& counts) {
  const auto part = [](std::int64_t count, const char* name) {
    return count == 0 ? std::string() : grouped(count) + " " + name;
  };
  const auto text = joined(
      {part(counts.created, "created"), part(counts.updated, "updated"), part(counts.unchanged, "unchanged"),
       part(counts.failed, "failed"), part(counts.skipped, "skipped")},
      ", ");
  return text.empty() ? "no records" : text;
}

std::string run_name(const api::Progress& run) {
  if (run.dry_run) return std::string(enum_name(run.module)) + " dry run of " + clean(run.integration);
  return std::string(enum_name(run.module)) + " run " + std::to_string(run.run) + " of " +
         clean(run.integration);
}

std::string activity(const api::Progress& run, Timestamp now) {
  const bool waits = run.waiting_until && *run.waiting_until > now;
  std::string doing = clean(run.doing);
  if (!waits) return doing;
  return (doing.empty() ? "waiting" : doing) + " (" + format_duration(*run.waiting_until - now) + ")";
}

std::string progress_text(const api::Progress& run, Timestamp now) {
  return joined({percent(run), count_of(run.pages, "page"), counts_that_are(run.counts), activity(run, now),
                 time_left(run, now)},
                ", ");
}

std::string result_text(const api::Progress& run) {
  const std::string late =
      run.late == 0 ? std::string() : ", of them " + grouped(run.late) + " later than they should have been";
  const std::string nothing = run.dry_run ? "; nothing was written" : "";
  return run_name(run) + ": " + std::string(enum_name(run.state)) + ": " + all_counts(run.counts) + late +
         " in " + count_of(run.pages, "page") + nothing;
}

std::string progress_bar(const api::Progress& run, Timestamp now, std::size_t width, bool unicode) {
  const auto line = [&](const Detail& detail) {
    const std::string share = percent(run);
    return joined({std::string(enum_name(run.module)) + " " + clean(run.integration), bar(run, detail.bar),
                   share.empty() ? share : pad(share, 5, Align::right),
                   detail.pages ? count_of(run.pages, "page") : std::string(), counts_that_are(run.counts),
                   activity(run, now), detail.estimate ? time_left(run, now) : std::string()},
                  "  ");
  };
  for (const auto& detail : kDetails) {
    if (auto text = line(detail); display_width(text) <= width) return text;
  }
  return fit(line(kDetails.back()), width, unicode);
}

}  // namespace sellerd::ctl
