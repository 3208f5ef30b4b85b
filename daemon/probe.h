// Paths that only trouble takes, marked where they are taken: `reached(Probe::page_repeated)`. A simulation
// that never takes such a path proves nothing about it, so the simulations count them and fail when one was
// missed (docs/reliability.md). In a running daemon a mark costs one addition. Thread: any.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sellerd {

enum class Probe {
  // A run.
  run_taken_up,
  run_left_unfinished,
  page_repeated,
  page_repeated_for_ever,
  window_restarted,
  window_given_up,
  run_cancelled,
  record_quarantined,
  record_understood_later,
  record_came_twice,
  record_known_already,
  record_late,
  watermark_held_back,
  // How orders are read.
  order_looked_up,
  route_changed,
  route_report,
  page_token_old,
  // The schedule and the house.
  scheduled_retry,
  job_retry,
  start_in_the_future,
  personal_key_destroyed,
  history_purged,
  // Calls.
  call_repeated,
  call_given_up,
  call_left_in_doubt,
  call_throttled,
  answer_not_json,
  token_refreshed,
  credentials_refused,
  login_failed,
  quota_taken_from_ledger,
  // Reports.
  report_looked_for,
  report_found_again,
  report_given_up,
  report_cancelled,
  report_too_old,
  document_address_expired,
  // Quantities that a marketplace is to show.
  write_in_doubt,
  write_refused,
  write_refused_late,
  write_seen,
  write_corrected,
  wish_changed_on_the_way,
  look_put_off,
  batch_sent,
  batch_in_doubt,
  batch_found_again,
  batch_given_up,
  upload_refused,
  // Shipments.
  shipment_in_doubt,
  shipment_known_already,
};

// Which simulation must take the path.
enum class ProbeCourse { sync, stock };

struct ProbeInfo {
  Probe probe;
  std::string_view name;
  ProbeCourse course;
};

// In the order of the enumerators; the documentation derives from it.
inline constexpr std::array kProbes = {
    ProbeInfo{Probe::run_taken_up, "an unfinished run is taken up", ProbeCourse::sync},
    ProbeInfo{Probe::run_left_unfinished, "a run cut short waits while its account is off",
              ProbeCourse::sync},
    ProbeInfo{Probe::page_repeated, "the marketplace sends the same page again", ProbeCourse::sync},
    ProbeInfo{Probe::page_repeated_for_ever, "the marketplace does nothing but repeat a page",
              ProbeCourse::sync},
    ProbeInfo{Probe::window_restarted, "a window starts again", ProbeCourse::sync},
    ProbeInfo{Probe::window_given_up, "a window that started again too often fails", ProbeCourse::sync},
    ProbeInfo{Probe::run_cancelled, "a run is cancelled while it waits", ProbeCourse::sync},
    ProbeInfo{Probe::record_quarantined, "a record cannot be understood", ProbeCourse::sync},
    ProbeInfo{Probe::record_understood_later, "a record leaves the quarantine", ProbeCourse::sync},
    ProbeInfo{Probe::record_came_twice, "a record comes twice in a run", ProbeCourse::sync},
    ProbeInfo{Probe::record_known_already, "an order is read that has not changed", ProbeCourse::sync},
    ProbeInfo{Probe::record_late, "an order should have been shown to an earlier run", ProbeCourse::sync},
    ProbeInfo{Probe::watermark_held_back, "the books are ahead of a run's window", ProbeCourse::sync},
    ProbeInfo{Probe::order_looked_up, "a re-sync looks an order up that left its window", ProbeCourse::sync},
    ProbeInfo{Probe::route_changed, "a search goes on by reports", ProbeCourse::sync},
    ProbeInfo{Probe::route_report, "orders are read by a report", ProbeCourse::sync},
    ProbeInfo{Probe::page_token_old, "a page token is older than a day", ProbeCourse::sync},
    ProbeInfo{Probe::scheduled_retry, "a scheduled run is tried again sooner, after trouble",
              ProbeCourse::sync},
    ProbeInfo{Probe::job_retry, "a job is tried again", ProbeCourse::sync},
    ProbeInfo{Probe::start_in_the_future, "the last start lies in the future", ProbeCourse::sync},
    ProbeInfo{Probe::personal_key_destroyed, "a day's key of personal data is destroyed", ProbeCourse::sync},
    ProbeInfo{Probe::history_purged, "old history is removed", ProbeCourse::sync},
    ProbeInfo{Probe::call_repeated, "a call is tried again", ProbeCourse::sync},
    ProbeInfo{Probe::call_given_up, "a call is given up after several tries", ProbeCourse::sync},
    ProbeInfo{Probe::call_left_in_doubt, "a call that must not be repeated gets no answer",
              ProbeCourse::sync},
    ProbeInfo{Probe::call_throttled, "the marketplace says that the quota is exceeded", ProbeCourse::sync},
    ProbeInfo{Probe::answer_not_json, "an answer is not whole JSON", ProbeCourse::sync},
    ProbeInfo{Probe::token_refreshed, "an access token is refused and replaced", ProbeCourse::sync},
    ProbeInfo{Probe::credentials_refused, "a fresh access token is refused", ProbeCourse::sync},
    ProbeInfo{Probe::login_failed, "no access token is to be had", ProbeCourse::sync},
    ProbeInfo{Probe::quota_taken_from_ledger, "what is left of a quota is taken up from the books",
              ProbeCourse::sync},
    ProbeInfo{Probe::report_looked_for, "a report whose order got no answer is looked for",
              ProbeCourse::sync},
    ProbeInfo{Probe::report_found_again, "it is found and not asked for twice", ProbeCourse::sync},
    ProbeInfo{Probe::report_given_up, "the marketplace could not make a report", ProbeCourse::sync},
    ProbeInfo{Probe::report_cancelled, "a report ends without a document", ProbeCourse::sync},
    ProbeInfo{Probe::report_too_old, "a report is too old to go on with", ProbeCourse::sync},
    ProbeInfo{Probe::document_address_expired, "the address of a document is no longer good",
              ProbeCourse::sync},
    ProbeInfo{Probe::write_in_doubt, "a quantity's answer is lost", ProbeCourse::stock},
    ProbeInfo{Probe::write_refused, "a quantity is refused", ProbeCourse::stock},
    ProbeInfo{Probe::write_refused_late, "a quantity is refused after it was accepted", ProbeCourse::stock},
    ProbeInfo{Probe::write_seen, "a look finds the quantity there", ProbeCourse::stock},
    ProbeInfo{Probe::write_corrected, "a quantity that does not arrive is sent again", ProbeCourse::stock},
    ProbeInfo{Probe::wish_changed_on_the_way, "a wish changes while the one before is on its way",
              ProbeCourse::stock},
    ProbeInfo{Probe::look_put_off, "a look fails and is put off", ProbeCourse::stock},
    ProbeInfo{Probe::batch_sent, "quantities go as a batch", ProbeCourse::stock},
    ProbeInfo{Probe::batch_in_doubt, "a batch gets no answer", ProbeCourse::stock},
    ProbeInfo{Probe::batch_found_again, "it is found among the marketplace's", ProbeCourse::stock},
    ProbeInfo{Probe::batch_given_up, "the marketplace gives a batch up", ProbeCourse::stock},
    ProbeInfo{Probe::upload_refused, "storage refuses an upload", ProbeCourse::stock},
    ProbeInfo{Probe::shipment_in_doubt, "a shipment's answer is lost", ProbeCourse::stock},
    ProbeInfo{Probe::shipment_known_already, "it is found in its order and not told twice",
              ProbeCourse::stock},
};

constexpr bool probes_are_in_order() {
  for (std::size_t place = 0; place < kProbes.size(); ++place) {
    if (static_cast<std::size_t>(kProbes[place].probe) != place) return false;
  }
  return kProbes.size() == static_cast<std::size_t>(Probe::shipment_known_already) + 1;
}
static_assert(probes_are_in_order());

// Of this process.
inline std::array<std::atomic<std::uint64_t>, kProbes.size()> probe_counts{};

inline void reached(Probe probe) noexcept {
  probe_counts[static_cast<std::size_t>(probe)].fetch_add(1, std::memory_order_relaxed);
}

inline std::uint64_t times_reached(Probe probe) noexcept {
  return probe_counts[static_cast<std::size_t>(probe)].load(std::memory_order_relaxed);
}

}  // namespace sellerd
