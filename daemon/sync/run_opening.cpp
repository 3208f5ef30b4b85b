#include "daemon/sync/run_opening.h"

#include "daemon/probe.h"
#include "daemon/sync/checkpoints.h"

namespace sellerd::sync {
namespace {

// A run that goes on is running again; why it stopped is over.
void take_up(Run& run) {
  run.state = RunState::running;
  run.ended.reset();
  run.reason.clear();
  run.advice.clear();
  ++run.resumptions;
}

Result<void> note_start(const store::Store& store, const Slot& slot, Trigger trigger, Timestamp now,
                        store::Batch& batch) {
  const auto note = [&](const auto& table, store::CursorKind kind) -> Result<void> {
    auto state = store.get_or_default(table, slot.integration, slot.module, kind);
    if (!state) return state.error();
    state->last_start = now;
    batch.put(table, *state, slot.integration, slot.module, kind);
    return {};
  };
  if (slot.job.empty()) return note(store::kModuleStates, store::CursorKind::state);
  if (trigger == Trigger::reconcile) return note(store::kReconcileStates, store::CursorKind::reconcile);
  return {};
}

}  // namespace

Result<RunProgress> draft_run(const store::Store& store, const Integration& integration, Module module,
                              const RunTask& task, const Preferences& preferences, Timestamp now) {
  RunProgress progress;
  auto& run = progress.run;
  run = Run{.integration = integration.number,
            .integration_name = integration.name,
            .module = module,
            .trigger = task.trigger,
            .route = task.route.value_or(Route::search),
            .started = now,
            .job = task.job,
            .axis = task.axis,
            .resync_of = task.resync_of,
            .record_id = task.record_id};
  progress.checkpoint.route_fixed = task.route.has_value();
  if (task.window) {
    run.window_from = task.window->from;
    run.window_to = task.window->to;
  }
  if (module != Module::orders || (!task.job.empty() && task.trigger != Trigger::reconcile)) return progress;
  auto watermark = store.get(store::kWatermarks, integration.number, module, store::CursorKind::watermark);
  if (!watermark) return watermark.error();
  if (*watermark) run.known_to = (*watermark)->read_to;
  if (task.job.empty()) {
    const auto window = next_window(run.known_to, preferences, now);
    run.window_from = window.from;
    run.window_to = window.to;
  }
  return progress;
}

Result<RunProgress> open_in_store(store::Store& store, const Integration& integration, Module module,
                                  const RunTask& task, const Preferences& preferences, Timestamp now) {
  const Slot slot{integration.number, module, task.job};
  auto checkpoint = find_checkpoint(store, slot);
  if (!checkpoint) return checkpoint.error();
  store::Batch batch;
  RunProgress progress;
  if (*checkpoint) {
    progress.checkpoint = **checkpoint;
    auto held = store.get(store::kRuns, progress.checkpoint.run, slot.integration);
    if (!held) return held.error();
    if (*held) progress.run = **held;
  }
  if (progress.run.id != 0) {
    reached(Probe::run_taken_up);
    take_up(progress.run);
  } else if (task.trigger == Trigger::resumed && !task.job.empty()) {
    return make_error(ErrorCode::conflict, "the job has ended meanwhile", task.job);
  } else {
    auto draft = draft_run(store, integration, module, task, preferences, now);
    if (!draft) return draft.error();
    progress = std::move(*draft);
    auto id = store.next_number("run", batch);
    if (!id) return id.error();
    progress.run.id = progress.checkpoint.run = *id;
  }
  if (!slot.job.empty()) progress.checkpoint.attempted = now;
  put_checkpoint(batch, slot, progress.checkpoint);
  if (auto noted = note_start(store, slot, progress.run.trigger, now, batch); !noted) return noted.error();
  batch.put(store::kRuns, progress.run, progress.run.id, slot.integration);
  if (auto committed = store.commit(batch); !committed) return committed.error();
  progress.scope = preferences.order_scope;
  return progress;
}

}  // namespace sellerd::sync
