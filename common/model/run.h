// What happened: runs, the outcome of every record in them, what is quarantined, and where a run goes on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/fields.h"
#include "common/time_text.h"

namespace sellerd {

enum class Module {
  items,
  orders,
  tax,  // the marketplace's tax report: only where somebody asks for it
};

template <>
struct EnumTable<Module> {
  static constexpr std::string_view kTypeName = "Module";
  static constexpr std::array kNames = {
      std::pair{Module::items, std::string_view("items")},
      std::pair{Module::orders, std::string_view("orders")},
      std::pair{Module::tax, std::string_view("tax")},
  };
};

// Those that have runs of the schedule.
inline constexpr std::array kScheduledModules = {Module::items, Module::orders};

enum class Trigger {
  initial,
  scheduled,
  manual,
  fan_out,    // a manual run of the same module in another integration
  resumed,    // opened because an earlier one was cut short before it was
  period,     // a person asked for a span of days
  resync,     // a person asked for what an earlier run held
  pull,       // a person asked for one record
  reconcile,  // the nightly second look
};

template <>
struct EnumTable<Trigger> {
  static constexpr std::string_view kTypeName = "Trigger";
  static constexpr std::array kNames = {
      std::pair{Trigger::initial, std::string_view("initial")},
      std::pair{Trigger::scheduled, std::string_view("scheduled")},
      std::pair{Trigger::manual, std::string_view("manual")},
      std::pair{Trigger::fan_out, std::string_view("fan_out")},
      std::pair{Trigger::resumed, std::string_view("resumed")},
      std::pair{Trigger::period, std::string_view("period")},
      std::pair{Trigger::resync, std::string_view("resync")},
      std::pair{Trigger::pull, std::string_view("pull")},
      std::pair{Trigger::reconcile, std::string_view("reconcile")},
  };
};

// How the orders of a run are fetched.
enum class Route {
  search,  // page by page from the orders API: every detail, few calls a day
  report,  // from reports: any number of orders for a handful of calls, less detail
  lookup,  // one by one, by their ids
};

template <>
struct EnumTable<Route> {
  static constexpr std::string_view kTypeName = "Route";
  static constexpr std::array kNames = {
      std::pair{Route::search, std::string_view("search")},
      std::pair{Route::report, std::string_view("report")},
      std::pair{Route::lookup, std::string_view("lookup")},
  };
};

// Which of an order's times a window is about.
enum class TimeAxis {
  updated,  // the marketplace's last change
  created,  // when the buyer placed it
};

template <>
struct EnumTable<TimeAxis> {
  static constexpr std::string_view kTypeName = "TimeAxis";
  static constexpr std::array kNames = {
      std::pair{TimeAxis::updated, std::string_view("updated")},
      std::pair{TimeAxis::created, std::string_view("created")},
  };
};

enum class RunState {
  running,
  succeeded,    // every record the marketplace reported is held
  partial,      // ended, but some records are in quarantine
  interrupted,  // stopped before the end; goes on from its checkpoint
  failed,       // ended without reaching the end, and will not go on by itself
  cancelled,    // a person ended it; it will not go on
};

template <>
struct EnumTable<RunState> {
  static constexpr std::string_view kTypeName = "RunState";
  static constexpr std::array kNames = {
      std::pair{RunState::running, std::string_view("running")},
      std::pair{RunState::succeeded, std::string_view("succeeded")},
      std::pair{RunState::partial, std::string_view("partial")},
      std::pair{RunState::interrupted, std::string_view("interrupted")},
      std::pair{RunState::failed, std::string_view("failed")},
      std::pair{RunState::cancelled, std::string_view("cancelled")},
  };
};

enum class Outcome {
  created,
  updated,
  unchanged,
  failed,   // could not be understood; in quarantine
  skipped,  // the preferences keep it out of the books
};

template <>
struct EnumTable<Outcome> {
  static constexpr std::string_view kTypeName = "Outcome";
  static constexpr std::array kNames = {
      std::pair{Outcome::created, std::string_view("created")},
      std::pair{Outcome::updated, std::string_view("updated")},
      std::pair{Outcome::unchanged, std::string_view("unchanged")},
      std::pair{Outcome::failed, std::string_view("failed")},
      std::pair{Outcome::skipped, std::string_view("skipped")},
  };
};

// Distinct records by outcome; all but `repeated` together are what the run saw, each once.
struct RunCounts {
  std::int64_t created = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  std::int64_t failed = 0;
  std::int64_t skipped = 0;
  std::int64_t repeated = 0;

  std::int64_t distinct() const { return created + updated + unchanged + failed + skipped; }
  std::int64_t& of(Outcome outcome) {
    switch (outcome) {
      case Outcome::created:
        return created;
      case Outcome::updated:
        return updated;
      case Outcome::unchanged:
        return unchanged;
      case Outcome::skipped:
        return skipped;
      case Outcome::failed:
        break;
    }
    return failed;
  }

  static constexpr std::string_view kTypeName = "RunCounts";
  static constexpr auto fields() {
    using Self = RunCounts;
    return Fields{
        SELLERD_FIELD(created, "Records new to the books."),
        SELLERD_FIELD(updated, "Records replaced by a newer version."),
        SELLERD_FIELD(unchanged, "Records already held in this or a newer version."),
        SELLERD_FIELD(failed, "Records put into quarantine."),
        SELLERD_FIELD(skipped, "Records that the preferences keep out."),
        SELLERD_FIELD(repeated, "Records the marketplace sent more than once; counted once above."),
    };
  }
  friend bool operator==(const RunCounts& left, const RunCounts& right) { return same_fields(left, right); }
};

struct Run {
  std::uint64_t id = 0;
  std::uint32_t integration = 0;
  std::string integration_name;
  Module module = Module::orders;
  Trigger trigger = Trigger::manual;
  Route route = Route::search;
  RunState state = RunState::running;
  Timestamp started{};
  std::optional<Timestamp> ended;
  std::optional<Timestamp> window_from;
  std::optional<Timestamp> window_to;
  RunCounts counts;
  std::int64_t pages = 0;
  std::int64_t calls = 0;
  std::int32_t resumptions = 0;
  std::string reason;
  std::string advice;
  std::string job;
  TimeAxis axis = TimeAxis::updated;
  std::uint64_t resync_of = 0;
  std::string record_id;
  std::optional<Timestamp> known_to;
  std::int64_t reported = 0;
  std::int64_t held = 0;
  std::int64_t late = 0;

  static constexpr std::string_view kTypeName = "Run";
  static constexpr auto fields() {
    using Self = Run;
    return Fields{
        SELLERD_FIELD(id, "The run's number.", .column = true),
        SELLERD_FIELD(integration, "Number of the integration."),
        SELLERD_FIELD(integration_name, "Name of the integration when it ran.", .column = true),
        SELLERD_FIELD(module, "items, orders or tax.", .column = true),
        SELLERD_FIELD(trigger, "What started it.", .column = true),
        SELLERD_FIELD(route, "How orders are fetched: search or report."),
        SELLERD_FIELD(state, "How it stands or ended.", .column = true),
        SELLERD_FIELD(started, "When it started.", .column = true),
        SELLERD_FIELD(ended, "When it ended; absent while it runs."),
        SELLERD_FIELD(window_from, "Start of the window of marketplace changes it reads."),
        SELLERD_FIELD(window_to, "End of that window, as the marketplace applied it."),
        SELLERD_FIELD(counts, "Records by outcome.", .column = true),
        SELLERD_FIELD(pages, "Pages committed."),
        SELLERD_FIELD(calls, "Calls to the marketplace, retries included."),
        SELLERD_FIELD(resumptions, "How often it was taken up again after an interruption."),
        SELLERD_FIELD(reason, "Why it did not succeed; empty when it did."),
        SELLERD_FIELD(advice, "What to do about it."),
        SELLERD_FIELD(job, "Its name beside the schedule's own run; empty for that.", .since = 2),
        SELLERD_FIELD(axis, "Which of an order's times the window is about: updated or created.", .since = 2),
        SELLERD_FIELD(resync_of, "The run whose records it fetches again; 0 for none.", .since = 2),
        SELLERD_FIELD(record_id, "The one record it fetches; empty when it is not about one.", .since = 2),
        SELLERD_FIELD(known_to, "Up to here every change was taken for held when it began.", .since = 2),
        SELLERD_FIELD(reported, "Distinct records that the marketplace reported.", .since = 2,
                      .column = true),
        SELLERD_FIELD(held, "Those of them that the books hold.", .since = 2, .column = true),
        SELLERD_FIELD(late, "Records that an earlier run should have found.", .since = 2),
    };
  }
  friend bool operator==(const Run& left, const Run& right) { return same_fields(left, right); }
};

// One row of a run's history.
struct RecordOutcome {
  std::uint64_t run = 0;
  std::uint32_t integration = 0;
  std::string record_id;
  Outcome outcome = Outcome::unchanged;
  std::string reason;
  std::string advice;
  std::optional<std::int64_t> late_seconds;

  static constexpr std::string_view kTypeName = "RecordOutcome";
  static constexpr auto fields() {
    using Self = RecordOutcome;
    return Fields{
        SELLERD_FIELD(run, "The run."),
        SELLERD_FIELD(integration, "Number of the integration."),
        SELLERD_FIELD(record_id, "Order id or SKU; of a row of the tax report its name.", .column = true),
        SELLERD_FIELD(outcome, "What became of it.", .column = true),
        SELLERD_FIELD(reason, "Why it failed; empty when it did not.", .column = true),
        SELLERD_FIELD(advice, "What to do about it.", .column = true),
        SELLERD_FIELD(late_seconds,
                      "How long after the marketplace's time of change it was found, where an earlier run "
                      "should have found it.",
                      .since = 2),
    };
  }
  friend bool operator==(const RecordOutcome& left, const RecordOutcome& right) {
    return same_fields(left, right);
  }
};

// A record that could not be understood, kept until a later run understands it.
struct QuarantineEntry {
  std::uint32_t integration = 0;
  std::string integration_name;
  Module module = Module::orders;
  std::string record_id;
  std::string field;
  std::string reason;
  std::string payload;
  Timestamp first_seen{};
  Timestamp last_seen{};
  std::uint64_t run = 0;
  std::string request_id;

  static constexpr std::string_view kTypeName = "QuarantineEntry";
  static constexpr auto fields() {
    using Self = QuarantineEntry;
    return Fields{
        SELLERD_FIELD(integration, "Number of the integration."),
        SELLERD_FIELD(integration_name, "Name of the integration.", .column = true),
        SELLERD_FIELD(module, "items, orders or tax.", .column = true),
        SELLERD_FIELD(record_id, "Order id or SKU, or the place in the page when there is none.",
                      .column = true),
        SELLERD_FIELD(field, "The field that could not be understood.", .column = true),
        SELLERD_FIELD(reason, "Why.", .column = true),
        SELLERD_FIELD(payload, "What the marketplace sent, without personal data."),
        SELLERD_FIELD(first_seen, "When it was first quarantined."),
        SELLERD_FIELD(last_seen, "When it was last seen so."),
        SELLERD_FIELD(run, "The run that last saw it."),
        SELLERD_FIELD(request_id, "The marketplace's id of the answer it came in."),
    };
  }
  friend bool operator==(const QuarantineEntry& l, const QuarantineEntry& r) { return same_fields(l, r); }
};

// What an unfinished run is at.
enum class RunPhase {
  pages,   // the pages of its window
  lookup,  // the records that those pages did not bring, one by one
};

template <>
struct EnumTable<RunPhase> {
  static constexpr std::string_view kTypeName = "RunPhase";
  static constexpr std::array kNames = {
      std::pair{RunPhase::pages, std::string_view("pages")},
      std::pair{RunPhase::lookup, std::string_view("lookup")},
  };
};

// Where an unfinished run goes on. Written in the same commit as the page it stands behind.
struct Checkpoint {
  std::uint64_t run = 0;
  std::string page_token;
  std::optional<Timestamp> token_issued;
  std::string last_page_hash;
  std::optional<Timestamp> bound;
  std::int32_t restarts = 0;
  RunPhase phase = RunPhase::pages;
  std::optional<Timestamp> from;
  bool route_fixed = false;
  std::optional<Timestamp> attempted;
  std::int32_t interruptions = 0;

  static constexpr std::string_view kTypeName = "Checkpoint";
  static constexpr auto fields() {
    using Self = Checkpoint;
    return Fields{
        SELLERD_FIELD(run, "The run that goes on."),
        SELLERD_FIELD(page_token, "Token of the next page; empty to start the window again."),
        SELLERD_FIELD(token_issued, "When the marketplace issued the token."),
        SELLERD_FIELD(last_page_hash,
                      "Hash of the last page's bytes: a marketplace that repeats it is stuck."),
        SELLERD_FIELD(bound, "The lowest upper bound the marketplace applied so far in this window."),
        SELLERD_FIELD(restarts, "How often this window was started again because its token was refused."),
        SELLERD_FIELD(phase, "What it is at: pages or lookup.", .since = 2),
        SELLERD_FIELD(from, "Where the window begins after a change of route; its own start when absent.",
                      .since = 2),
        SELLERD_FIELD(route_fixed, "Whether a person chose the route: it is kept.", .since = 2),
        SELLERD_FIELD(attempted, "Of a job: when it was last at work.", .since = 2),
        SELLERD_FIELD(interruptions, "Of a job: interruptions in a row.", .since = 2),
    };
  }
  friend bool operator==(const Checkpoint& left, const Checkpoint& right) { return same_fields(left, right); }
};

// How far a module has read its marketplace. Moves only in the commit of a window's last page.
struct Watermark {
  Timestamp read_to{};
  Timestamp moved{};
  std::uint64_t run = 0;
  std::optional<Timestamp> read_from;

  static constexpr std::string_view kTypeName = "Watermark";
  static constexpr auto fields() {
    using Self = Watermark;
    return Fields{
        SELLERD_FIELD(read_to, "Every change up to here is held, as the marketplace said."),
        SELLERD_FIELD(moved, "When it was last moved."),
        SELLERD_FIELD(run, "The run that moved it."),
        SELLERD_FIELD(read_from, "Every change since here is held; absent when that was not written down.",
                      .since = 2),
    };
  }
  friend bool operator==(const Watermark& left, const Watermark& right) { return same_fields(left, right); }
};

// What the schedule and the status remember of one module of one integration.
struct ModuleState {
  std::optional<Timestamp> last_start;
  std::uint64_t last_ended_run = 0;
  std::int32_t interruptions = 0;
  std::optional<Timestamp> last_end;

  static constexpr std::string_view kTypeName = "ModuleState";
  static constexpr auto fields() {
    using Self = ModuleState;
    return Fields{
        SELLERD_FIELD(last_start, "When its last run was started or resumed."),
        SELLERD_FIELD(last_ended_run, "The last run that ended or was interrupted; 0 when none did."),
        SELLERD_FIELD(interruptions, "Interruptions in a row since a run reached its end."),
        SELLERD_FIELD(last_end, "When its last run ended or was interrupted.", .since = 2),
    };
  }
  friend bool operator==(const ModuleState& left, const ModuleState& right) {
    return same_fields(left, right);
  }
};

// What an integration holds, kept in step by every commit so that status need not count.
struct Totals {
  std::int64_t orders = 0;
  std::int64_t lines = 0;
  std::int64_t items = 0;
  std::int64_t quarantined = 0;

  static constexpr std::string_view kTypeName = "Totals";
  static constexpr auto fields() {
    using Self = Totals;
    return Fields{
        SELLERD_FIELD(orders, "Orders held."),
        SELLERD_FIELD(lines, "Order lines held."),
        SELLERD_FIELD(items, "Listings held."),
        SELLERD_FIELD(quarantined, "Records in quarantine."),
    };
  }
  friend bool operator==(const Totals& left, const Totals& right) { return same_fields(left, right); }
};

// A line of the audit trail: who did what. Holds no personal data and no secret.
struct AuditEntry {
  std::uint64_t sequence = 0;
  Timestamp at{};
  std::string actor;
  std::string action;
  std::string subject;

  static constexpr std::string_view kTypeName = "AuditEntry";
  static constexpr auto fields() {
    using Self = AuditEntry;
    return Fields{
        SELLERD_FIELD(sequence, "Its number."),
        SELLERD_FIELD(at, "When.", .column = true),
        SELLERD_FIELD(actor, "The user name behind the socket, or sellerd itself.", .column = true),
        SELLERD_FIELD(action, "The method called, or what happened.", .column = true),
        SELLERD_FIELD(subject, "What it was done to.", .column = true),
    };
  }
};

}  // namespace sellerd
