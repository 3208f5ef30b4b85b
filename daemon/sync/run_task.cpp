#include "daemon/sync/run_task.h"

#include <algorithm>

namespace sellerd::sync {

RunTask schedule_task(Trigger trigger, std::optional<Route> route) {
  return {.trigger = trigger, .route = route};
}

RunTask period_task(Window window, std::optional<Route> route) {
  return {.trigger = Trigger::period,
          .job = "period " + format_time(window.from) + " " + format_time(window.to),
          .route = route,
          .axis = TimeAxis::created,
          .window = window};
}

RunTask full_task(const Preferences& preferences, Timestamp now, std::optional<Route> route) {
  RunTask task = period_task(next_window(std::nullopt, preferences, now), route);
  task.job = "full";
  return task;
}

RunTask resync_task(const Run& run) {
  RunTask task{.trigger = Trigger::resync,
               .job = "resync " + std::to_string(run.id),
               .axis = run.axis,
               .resync_of = run.id};
  if (run.window_from && run.window_to) task.window = Window{*run.window_from, *run.window_to};
  return task;
}

namespace {
constexpr std::string_view kPull = "pull ";
}

std::string pulled_order(const Run& run) {
  return run.job.starts_with(kPull) ? run.job.substr(kPull.size()) : std::string();
}

RunTask pull_task(std::string order_id) {
  return {.trigger = Trigger::pull,
          .job = std::string(kPull) + order_id,
          .route = Route::lookup,
          .record_id = std::move(order_id)};
}

RunTask tax_task(const std::string& month, Window window) {
  return {.trigger = Trigger::period, .job = "gst " + month, .route = Route::report, .window = window};
}

RunTask reconcile_task(std::optional<Timestamp> read_from, Timestamp now) {
  const Timestamp to = now - kFreshness;
  const Timestamp from = std::max(to - kReconcileReach, read_from.value_or(to - kReconcileReach));
  return {.trigger = Trigger::reconcile, .job = "reconcile", .window = Window{std::min(from, to), to}};
}

}  // namespace sellerd::sync
