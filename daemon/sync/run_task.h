// What a run is asked to do: the schedule's own run of a module, or a job beside it. Pure.
#pragma once

#include <optional>
#include <string>

#include "common/model/run.h"
#include "daemon/sync/window.h"

namespace sellerd::sync {

// A job has a name: asking for the same job again joins or resumes it, and several jobs of one module live
// side by side. The schedule's own run has none; it alone moves the watermark.
struct RunTask {
  Trigger trigger = Trigger::manual;
  std::string job;
  std::optional<Route> route;  // chosen by a person; the planner's choice when absent
  TimeAxis axis = TimeAxis::updated;
  std::optional<Window> window;  // of a job that reads one
  std::uint64_t resync_of = 0;
  std::string record_id;
};

RunTask schedule_task(Trigger trigger, std::optional<Route> route = std::nullopt);

// What was placed (orders) or opened (items) in the window.
RunTask period_task(Window window, std::optional<Route> route);

// All that the backfill reaches, until `now`.
RunTask full_task(const Preferences& preferences, Timestamp now, std::optional<Route> route);

// What that run held, synced and failed.
RunTask resync_task(const Run& run);

// One order.
RunTask pull_task(std::string order_id);
// Its order; empty for every other run.
std::string pulled_order(const Run& run);

// The second look at the changes of the last days, not before `read_from`, where the books begin.
RunTask reconcile_task(std::optional<Timestamp> read_from, Timestamp now);

// The tax report of a month, such as 2026-10.
RunTask tax_task(const std::string& month, Window window);

// How far the nightly second look reaches back.
inline constexpr Duration kReconcileReach = std::chrono::days(7);

}  // namespace sellerd::sync
