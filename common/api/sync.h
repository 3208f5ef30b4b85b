// org.sellerd.Sync: runs, their history, and what is in quarantine.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/api/method.h"
#include "common/api/run_news.h"
#include "common/fields.h"
#include "common/model/plan.h"
#include "common/model/preferences.h"
#include "common/model/run.h"
#include "common/model/summary.h"

namespace sellerd::api {

struct StartSync {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Sync.Start",
      .access = Access::operate,
      .replies = Replies::stream,
      .command = "sync",
      .doc =
          "Starts a run of each chosen module, or joins the one that is under way, and streams progress "
          "until all have ended. With from and to it reads what was placed (orders) or opened (items) on "
          "those days."};
  struct Request {
    std::optional<std::string> integration;
    std::optional<Module> module;
    bool only = false;
    std::optional<Route> route;
    bool full = false;
    std::optional<std::string> from;
    std::optional<std::string> to;
    bool dry_run = false;

    static constexpr std::string_view kTypeName = "StartSyncRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(module, "Only this module: items or orders; both when left out.", .positional = true),
          SELLERD_FIELD(integration,
                        "This integration, and the same modules of the others; all when left out."),
          SELLERD_FIELD(only, "Leave the other integrations alone."),
          SELLERD_FIELD(from, "First day of a period, in the marketplace's calendar, such as 2026-10-01."),
          SELLERD_FIELD(to, "Last day of the period; today when left out."),
          SELLERD_FIELD(full, "Read again all that the backfill reaches, not only what is new."),
          SELLERD_FIELD(route,
                        "How orders are fetched: search, or report for very many at once with less detail; "
                        "the faster one when left out. A run under way keeps its own."),
          SELLERD_FIELD(dry_run, "Write nothing; say what would be written."),
      };
    }
  };
  using Reply = RunNews;
};

struct Resync {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Sync.Resync",
      .access = Access::operate,
      .replies = Replies::stream,
      .command = "resync",
      .doc = "Fetches again what a run held, both what it synced and what failed, as it is now."};
  struct Request {
    std::uint64_t run = 0;
    bool dry_run = false;

    static constexpr std::string_view kTypeName = "ResyncRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(run, "The run's number.", .positional = true),
          SELLERD_FIELD(dry_run, "Write nothing; say what would be written."),
      };
    }
  };
  using Reply = RunNews;
};

struct PlanSync {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Sync.Plan",
      .access = Access::read,
      .replies = Replies::list,
      .command = "plan",
      .doc =
          "Shows what an orders run would need before it runs: calls and time by each route. Without a "
          "period it is the next scheduled run. Calls nobody."};
  struct Request {
    std::optional<std::string> integration;
    std::optional<std::string> from;
    std::optional<std::string> to;
    bool full = false;

    static constexpr std::string_view kTypeName = "PlanSyncRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "Only this integration."),
          SELLERD_FIELD(from, "First day of a period, in the marketplace's calendar, such as 2026-10-01."),
          SELLERD_FIELD(to, "Last day of the period; today when left out."),
          SELLERD_FIELD(full, "All that the backfill reaches."),
      };
    }
  };
  struct Reply {
    Plan plan;

    static constexpr std::string_view kTypeName = "PlanSyncReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(plan, "One route of one integration.")};
    }
  };
};

struct ListRuns {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Sync.ListRuns",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "history",
                                    .doc = "Lists runs, newest first."};
  struct Request {
    std::optional<std::string> integration;
    std::optional<Module> module;
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "ListRunsRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "Only this integration."),
          SELLERD_FIELD(module, "Only this module: items, orders or tax."),
          SELLERD_FIELD(limit, "At most so many."),
      };
    }
  };
  struct Reply {
    Run run;

    static constexpr std::string_view kTypeName = "ListRunsReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(run, "A run.")};
    }
  };
};

struct GetRun {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Sync.GetRun", .access = Access::read, .doc = "Shows one run."};
  struct Request {
    std::uint64_t run = 0;

    static constexpr std::string_view kTypeName = "GetRunRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(run, "The run's number.", .positional = true)};
    }
  };
  using Reply = ListRuns::Reply;
};

struct ListRunRecords {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Sync.ListRunRecords",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .doc = "Lists what became of each record of a run."};
  struct Request {
    std::uint64_t run = 0;
    std::optional<Outcome> outcome;
    bool late = false;

    static constexpr std::string_view kTypeName = "ListRunRecordsRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(run, "The run's number.", .positional = true),
          SELLERD_FIELD(outcome, "Only this outcome: created, updated, unchanged or failed."),
          SELLERD_FIELD(late, "Only records that an earlier run should have found."),
      };
    }
  };
  struct Reply {
    RecordOutcome record;

    static constexpr std::string_view kTypeName = "ListRunRecordsReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(record, "One record of the run.")};
    }
  };
};

struct SummarizeHistory {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Sync.Summarize",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "history summary",
                                    .doc = "Sums the runs up, a row for each day and module, newest first."};
  struct Request {
    std::optional<std::string> integration;
    std::optional<Module> module;
    std::optional<std::int64_t> days;

    static constexpr std::string_view kTypeName = "SummarizeHistoryRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "Only this integration."),
          SELLERD_FIELD(module, "Only this module: items, orders or tax."),
          SELLERD_FIELD(days, "The last so many days; 30 when left out."),
      };
    }
  };
  struct Reply {
    DaySummary summary;

    static constexpr std::string_view kTypeName = "SummarizeHistoryReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(summary, "A day of a module.")};
    }
  };
};

struct CancelRun {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Sync.Cancel",
      .access = Access::operate,
      .command = "cancel",
      .doc =
          "Ends a run at its last committed page. Of a scheduled or manual run the next one goes on from "
          "there; a period, a re-sync or the like is over, also one that waits to be tried again."};
  using Request = GetRun::Request;
  using Reply = ListRuns::Reply;
};

struct ListQuarantine {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Sync.ListQuarantine",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "quarantine",
                                    .doc = "Lists the records that could not be understood, and why."};
  struct Request {
    std::optional<std::string> integration;

    static constexpr std::string_view kTypeName = "ListQuarantineRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(integration, "Only this integration.")};
    }
  };
  struct Reply {
    QuarantineEntry entry;

    static constexpr std::string_view kTypeName = "ListQuarantineReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(entry, "One record in quarantine.")};
    }
  };
};

struct ListQuota {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Sync.ListQuota",
      .access = Access::read,
      .replies = Replies::list,
      .command = "quota",
      .doc = "Lists the token buckets that pace the calls to each marketplace."};
  struct Request {
    std::optional<std::string> integration;

    static constexpr std::string_view kTypeName = "ListQuotaRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(integration, "Only this integration.")};
    }
  };
  struct Reply {
    std::string integration;
    std::string operation;
    std::int64_t calls_left = 0;
    std::int64_t burst = 0;
    std::int64_t milliseconds_per_call = 0;
    std::int64_t throttled = 0;

    static constexpr std::string_view kTypeName = "ListQuotaReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{
          SELLERD_FIELD(integration, "The integration.", .column = true),
          SELLERD_FIELD(operation, "The marketplace's name of the operation.", .column = true),
          SELLERD_FIELD(calls_left, "Calls that can be made at once.", .column = true),
          SELLERD_FIELD(burst, "Calls that a full bucket holds.", .column = true),
          SELLERD_FIELD(milliseconds_per_call, "Time in which one more call becomes possible.",
                        .column = true),
          SELLERD_FIELD(throttled, "How often the marketplace has answered 429.", .column = true),
      };
    }
  };
};

struct GetPreferences {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Sync.GetPreferences",
                                    .access = Access::read,
                                    .command = "preferences",
                                    .doc = "Shows how accounts are kept in step."};
  struct Request {
    std::optional<std::string> only;

    static constexpr std::string_view kTypeName = "GetPreferencesRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(only, "What holds for this integration; for all that do not differ when left out.")};
    }
  };
  struct Reply {
    Preferences preferences;

    static constexpr std::string_view kTypeName = "GetPreferencesReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(preferences, "What holds.")};
    }
  };
};

struct SetPreferences {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Sync.SetPreferences",
                                    .access = Access::operate,
                                    .command = "preferences set",
                                    .doc =
                                        "Changes how accounts are kept in step: for all integrations, or for "
                                        "one with --only. What is set for all "
                                        "replaces what was set for one."};
  struct Request {
    std::optional<std::string> only;
    std::optional<std::int32_t> interval_minutes;
    std::optional<OrderScope> order_scope;
    std::optional<std::int32_t> overlap_minutes;
    std::optional<std::int32_t> backfill_days;
    std::optional<bool> personal_data;
    std::optional<std::int32_t> history_days;
    std::optional<std::int32_t> failed_history_days;

    static constexpr std::string_view kTypeName = "SetPreferencesRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(only, "For this integration alone."),
          SELLERD_FIELD(interval_minutes,
                        "Minutes between scheduled runs, 15 to 1440; 0 for manual runs only."),
          SELLERD_FIELD(order_scope, "Which orders come in: confirmed or confirmed_and_fulfilled."),
          SELLERD_FIELD(overlap_minutes,
                        "Minutes each run reads back before the last one's end, 5 to 10080."),
          SELLERD_FIELD(backfill_days, "Days the first orders run reaches back, 1 to 730."),
          SELLERD_FIELD(personal_data, "Whether buyers' personal data is held."),
          SELLERD_FIELD(history_days, "Days the history of successful records is kept, 30 to 3650."),
          SELLERD_FIELD(failed_history_days, "Days the history of failed records is kept, 60 to 3650."),
      };
    }
  };
  using Reply = GetPreferences::Reply;
};

struct SyncInterface {
  static constexpr std::string_view kName = "org.sellerd.Sync";
  static constexpr std::string_view kDoc = "Runs, their history, the quarantine, and the preferences.";
  using Methods = MethodList<StartSync, Resync, PlanSync, CancelRun, ListRuns, GetRun, ListRunRecords,
                             SummarizeHistory, ListQuarantine, ListQuota, GetPreferences, SetPreferences>;
};

}  // namespace sellerd::api
