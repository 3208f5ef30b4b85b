#include "daemon/sync/retention.h"

#include "daemon/sync/checkpoints.h"

namespace sellerd::sync {
namespace {

constexpr std::size_t kRunsPerPiece = 8;
constexpr std::size_t kRowsPerCommit = 2'000;

bool older_than(const Run& run, std::int32_t days, Timestamp now) {
  return run.ended && *run.ended + std::chrono::days(days) < now;
}

// The status shows the newest run of a module and the newest second look; a checkpoint goes on with its run.
Result<bool> is_needed(const store::Store& store, const Run& run) {
  const auto number = run.integration;
  const auto own = store.get_or_default(store::kModuleStates, number, run.module, store::CursorKind::state);
  if (!own) return own.error();
  const auto look =
      store.get_or_default(store::kReconcileStates, number, run.module, store::CursorKind::reconcile);
  if (!look) return look.error();
  const auto checkpoint = find_checkpoint(store, slot_of(run));
  if (!checkpoint) return checkpoint.error();
  return own->last_ended_run == run.id || look->last_ended_run == run.id ||
         (*checkpoint && (*checkpoint)->run == run.id);
}

Result<std::int64_t> erase_rows(store::Store& store, std::uint64_t run, bool failed_too) {
  std::int64_t erased = 0;
  store::Batch batch;
  auto scanned = store.scan(store::kRunRecords, store::all_under(run), store::Direction::forward,
                            [&](const RecordOutcome& row, std::string_view key) -> Result<bool> {
                              if (row.outcome == Outcome::failed && !failed_too) return true;
                              batch.erase_key(store::kRunRecords.family, key);
                              ++erased;
                              if (batch.writes().size() < kRowsPerCommit) return true;
                              if (auto done = store.commit(std::exchange(batch, {})); !done)
                                return done.error();
                              return true;
                            });
  if (!scanned) return scanned.error();
  if (auto done = store.commit(batch); !done) return done.error();
  return erased;
}

Result<void> sweep_run(store::Store& store, const Run& run, const Preferences& preferences, Timestamp now,
                       Swept& swept) {
  if (!older_than(run, preferences.history_days, now)) return {};
  const bool all = older_than(run, preferences.failed_history_days, now) || run.state == RunState::succeeded;
  auto rows = erase_rows(store, run.id, all);
  if (!rows) return rows.error();
  swept.records += *rows;
  const auto needed = is_needed(store, run);
  if (!needed) return needed.error();
  if (!all || *needed) return {};
  store::Batch batch;
  batch.erase(store::kRuns, run.id, run.integration);
  ++swept.runs;
  return store.commit(batch);
}

}  // namespace

Result<Swept> sweep_history(store::Store& store, std::uint64_t first_run, const Preferences& preferences,
                            Timestamp now) {
  std::vector<Run> piece;
  auto scanned = store.scan(store::kRuns, {store::make_key(first_run), {}}, store::Direction::forward,
                            [&](Run run, std::string_view) {
                              piece.push_back(std::move(run));
                              return piece.size() < kRunsPerPiece;
                            });
  if (!scanned) return scanned.error();
  Swept swept;
  for (const auto& run : piece) {
    if (auto done = sweep_run(store, run, preferences, now, swept); !done) return done.error();
  }
  if (piece.size() == kRunsPerPiece) swept.next_run = piece.back().id + 1;
  return swept;
}

}  // namespace sellerd::sync
