// Paths that only trouble takes, marked where they are taken: `reached(Probe::page_repeated)`. A simulation
// that never takes such a path proves nothing about it, so the simulations count them and fail when one was
// missed (docs/reliability.md). In a running daemon a mark costs one addition. Thread: any.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "common/fields.h"

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

// The names are what the documentation and the simulations say.
template <>
struct EnumTable<Probe> {
  static constexpr std::string_view kTypeName = "Probe";
  static constexpr std::array kNames = {
      std::pair{Probe::run_taken_up, std::string_view("an unfinished run is taken up")},
      std::pair{Probe::run_left_unfinished,
                std::string_view("a run cut short waits while its account is off")},
      std::pair{Probe::page_repeated, std::string_view("the marketplace sends the same page again")},
      std::pair{Probe::page_repeated_for_ever,
                std::string_view("the marketplace does nothing but repeat a page")},
      std::pair{Probe::window_restarted, std::string_view("a window starts again")},
      std::pair{Probe::window_given_up, std::string_view("a window that started again too often fails")},
      std::pair{Probe::run_cancelled, std::string_view("a run is cancelled while it waits")},
      std::pair{Probe::record_quarantined, std::string_view("a record cannot be understood")},
      std::pair{Probe::record_understood_later, std::string_view("a record leaves the quarantine")},
      std::pair{Probe::record_came_twice, std::string_view("a record comes twice in a run")},
      std::pair{Probe::record_known_already, std::string_view("an order is read that has not changed")},
      std::pair{Probe::record_late, std::string_view("an order should have been shown to an earlier run")},
      std::pair{Probe::watermark_held_back, std::string_view("the books are ahead of a run's window")},
      std::pair{Probe::order_looked_up, std::string_view("a re-sync looks an order up that left its window")},
      std::pair{Probe::route_changed, std::string_view("a search goes on by reports")},
      std::pair{Probe::route_report, std::string_view("orders are read by a report")},
      std::pair{Probe::page_token_old, std::string_view("a page token is older than a day")},
      std::pair{Probe::scheduled_retry,
                std::string_view("a scheduled run is tried again sooner, after trouble")},
      std::pair{Probe::job_retry, std::string_view("a job is tried again")},
      std::pair{Probe::start_in_the_future, std::string_view("the last start lies in the future")},
      std::pair{Probe::personal_key_destroyed, std::string_view("a day's key of personal data is destroyed")},
      std::pair{Probe::history_purged, std::string_view("old history is removed")},
      std::pair{Probe::call_repeated, std::string_view("a call is tried again")},
      std::pair{Probe::call_given_up, std::string_view("a call is given up after several tries")},
      std::pair{Probe::call_left_in_doubt,
                std::string_view("a call that must not be repeated gets no answer")},
      std::pair{Probe::call_throttled, std::string_view("the marketplace says that the quota is exceeded")},
      std::pair{Probe::answer_not_json, std::string_view("an answer is not whole JSON")},
      std::pair{Probe::token_refreshed, std::string_view("an access token is refused and replaced")},
      std::pair{Probe::credentials_refused, std::string_view("a fresh access token is refused")},
      std::pair{Probe::login_failed, std::string_view("no access token is to be had")},
      std::pair{Probe::quota_taken_from_ledger,
                std::string_view("what is left of a quota is taken up from the books")},
      std::pair{Probe::report_looked_for,
                std::string_view("a report whose order got no answer is looked for")},
      std::pair{Probe::report_found_again, std::string_view("it is found and not asked for twice")},
      std::pair{Probe::report_given_up, std::string_view("the marketplace could not make a report")},
      std::pair{Probe::report_cancelled, std::string_view("a report ends without a document")},
      std::pair{Probe::report_too_old, std::string_view("a report is too old to go on with")},
      std::pair{Probe::document_address_expired,
                std::string_view("the address of a document is no longer good")},
      std::pair{Probe::write_in_doubt, std::string_view("a quantity's answer is lost")},
      std::pair{Probe::write_refused, std::string_view("a quantity is refused")},
      std::pair{Probe::write_refused_late, std::string_view("a quantity is refused after it was accepted")},
      std::pair{Probe::write_seen, std::string_view("a look finds the quantity there")},
      std::pair{Probe::write_corrected, std::string_view("a quantity that does not arrive is sent again")},
      std::pair{Probe::wish_changed_on_the_way,
                std::string_view("a wish changes while the one before is on its way")},
      std::pair{Probe::look_put_off, std::string_view("a look fails and is put off")},
      std::pair{Probe::batch_sent, std::string_view("quantities go as a batch")},
      std::pair{Probe::batch_in_doubt, std::string_view("a batch gets no answer")},
      std::pair{Probe::batch_found_again, std::string_view("it is found among the marketplace's")},
      std::pair{Probe::batch_given_up, std::string_view("the marketplace gives a batch up")},
      std::pair{Probe::upload_refused, std::string_view("storage refuses an upload")},
      std::pair{Probe::shipment_in_doubt, std::string_view("a shipment's answer is lost")},
      std::pair{Probe::shipment_known_already,
                std::string_view("it is found in its order and not told twice")},
  };
};

// Which simulation must take the path.
enum class ProbeCourse { sync, stock };

constexpr ProbeCourse course_of(Probe probe) {
  return probe < Probe::write_in_doubt ? ProbeCourse::sync : ProbeCourse::stock;
}

inline constexpr std::size_t kProbes = EnumTable<Probe>::kNames.size();

// Of this process.
inline std::array<std::atomic<std::uint64_t>, kProbes> probe_counts{};

inline void reached(Probe probe) noexcept {
  probe_counts[static_cast<std::size_t>(probe)].fetch_add(1, std::memory_order_relaxed);
}

inline std::uint64_t times_reached(Probe probe) noexcept {
  return probe_counts[static_cast<std::size_t>(probe)].load(std::memory_order_relaxed);
}

}  // namespace sellerd
