#include "daemon/sync/live_run.h"

namespace sellerd::sync {
namespace {

// At the pace since the first page of this process: a waiting quota is part of the pace.
std::optional<Timestamp> estimate_end(const LiveRun& live, Timestamp now) {
  if (live.finished || !live.permille || !live.first_permille) return std::nullopt;
  const int done = *live.permille - *live.first_permille;
  const auto spent = now - live.first_page_at;
  if (done <= 0 || spent <= Duration::zero()) return std::nullopt;
  return now + spent * (1000 - *live.permille) / done;
}

}  // namespace

api::Progress progress_of(const LiveRun& live, Timestamp now) {
  api::Progress progress;
  progress.run = live.run.id;
  progress.integration = live.run.integration_name;
  progress.module = live.run.module;
  progress.state = live.run.state;
  progress.finished = live.finished;
  progress.pages = live.run.pages;
  progress.calls = live.run.calls;
  progress.counts = live.run.counts;
  progress.permille = live.permille;
  progress.doing = live.activity.doing;
  progress.waiting_until = live.activity.until;
  progress.estimated_end = estimate_end(live, now);
  progress.reason = live.run.reason;
  progress.advice = live.run.advice;
  progress.job = live.run.job;
  progress.dry_run = live.run.id == 0;
  progress.late = live.run.late;
  return progress;
}

}  // namespace sellerd::sync
