// org.sellerd.Service: the daemon itself.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "common/api/method.h"
#include "common/fields.h"
#include "common/model/integration.h"
#include "common/model/push.h"
#include "common/model/run.h"

namespace sellerd::api {

// News of a live run; the last one of a stream has `finished`.
struct Progress {
  std::uint64_t run = 0;
  std::string integration;
  Module module = Module::orders;
  RunState state = RunState::running;
  bool finished = false;
  std::int64_t pages = 0;
  std::int64_t calls = 0;
  RunCounts counts;
  std::optional<std::int32_t> permille;
  std::string doing;
  std::optional<Timestamp> waiting_until;
  std::optional<Timestamp> estimated_end;
  std::string reason;
  std::string advice;
  std::string job;
  bool dry_run = false;
  std::int64_t late = 0;

  static constexpr std::string_view kTypeName = "Progress";
  static constexpr auto fields() {
    using Self = Progress;
    return Fields{
        SELLERD_FIELD(run, "The run's number."),
        SELLERD_FIELD(integration, "The integration's name."),
        SELLERD_FIELD(module, "items, orders or tax."),
        SELLERD_FIELD(state, "How the run stands."),
        SELLERD_FIELD(finished, "True in the last reply about this run."),
        SELLERD_FIELD(pages, "Pages committed."),
        SELLERD_FIELD(calls, "Calls to the marketplace so far."),
        SELLERD_FIELD(counts, "Records by outcome so far."),
        SELLERD_FIELD(permille, "How far it is, in thousandths, where that can be known."),
        SELLERD_FIELD(doing, "What it is doing or waiting for."),
        SELLERD_FIELD(waiting_until, "When it expects to go on, while it waits."),
        SELLERD_FIELD(estimated_end, "When it will end at the present pace."),
        SELLERD_FIELD(reason, "Why it did not succeed; empty otherwise."),
        SELLERD_FIELD(advice, "What to do about it."),
        SELLERD_FIELD(job, "What it does beside the schedule's own run; empty for that."),
        SELLERD_FIELD(dry_run, "Whether it writes nothing; it then has no number."),
        SELLERD_FIELD(late, "Records that an earlier run should have found."),
    };
  }
};

struct ModuleStatus {
  Module module = Module::orders;
  std::optional<Progress> running;
  std::optional<Run> last_run;
  std::optional<Timestamp> read_to;
  std::optional<Timestamp> next_run;
  std::vector<Progress> jobs;
  std::optional<Run> last_reconcile;
  std::optional<Timestamp> next_reconcile;

  static constexpr std::string_view kTypeName = "ModuleStatus";
  static constexpr auto fields() {
    using Self = ModuleStatus;
    return Fields{
        SELLERD_FIELD(module, "items, orders or tax."),
        SELLERD_FIELD(running, "The live run, while there is one."),
        SELLERD_FIELD(last_run, "The last run that ended or was interrupted."),
        SELLERD_FIELD(read_to, "Every change of the marketplace up to here is held."),
        SELLERD_FIELD(next_run, "When the next scheduled run is due; absent when none is."),
        SELLERD_FIELD(jobs, "The live runs beside the schedule's own: periods, re-syncs and the like."),
        SELLERD_FIELD(last_reconcile, "The last nightly second look."),
        SELLERD_FIELD(next_reconcile, "When the next one is due; absent when none is."),
    };
  }
};

struct IntegrationStatus {
  std::string name;
  std::string channel;
  IntegrationState state = IntegrationState::active;
  std::string state_reason;
  Totals totals;
  std::vector<ModuleStatus> modules;
  bool push = false;
  PushTotals pushes;
  std::int64_t frozen_orders = 0;

  static constexpr std::string_view kTypeName = "IntegrationStatus";
  static constexpr auto fields() {
    using Self = IntegrationStatus;
    return Fields{
        SELLERD_FIELD(name, "The integration's name."),
        SELLERD_FIELD(channel, "The marketplace."),
        SELLERD_FIELD(state, "active, inactive or needs_reauth."),
        SELLERD_FIELD(state_reason, "Why it is not active."),
        SELLERD_FIELD(totals, "What is held."),
        SELLERD_FIELD(modules, "One entry a module."),
        SELLERD_FIELD(push, "Whether its rule says that quantities are sent."),
        SELLERD_FIELD(pushes, "How many listings' quantities have come how far."),
        SELLERD_FIELD(frozen_orders,
                      "Orders that wait for an item to be known or confirmed; 1000 stands for 1000 or more."),
    };
  }
};

struct GetStatus {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Service.GetStatus",
                                    .access = Access::read,
                                    .command = "status",
                                    .doc = "How the daemon and every integration stand."};
  struct Request {
    static constexpr std::string_view kTypeName = "GetStatusRequest";
    static constexpr auto fields() { return Fields{}; }
  };
  struct Reply {
    std::string version;
    Timestamp started{};
    Timestamp now{};
    std::string data_directory;
    bool stopped = false;
    std::vector<IntegrationStatus> integrations;
    std::vector<std::string> alarms;

    static constexpr std::string_view kTypeName = "GetStatusReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{
          SELLERD_FIELD(version, "The daemon's version."),
          SELLERD_FIELD(started, "When it started."),
          SELLERD_FIELD(now, "Its clock."),
          SELLERD_FIELD(data_directory, "Where it keeps its data."),
          SELLERD_FIELD(stopped, "Everything is stopped by hand (stop-all)."),
          SELLERD_FIELD(integrations, "Every integration."),
          SELLERD_FIELD(alarms, "What needs a person, each with what to do."),
      };
    }
  };
};

struct Watch {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Service.Watch",
                                    .access = Access::read,
                                    .replies = Replies::stream,
                                    .command = "watch",
                                    .doc = "The status, again at every change, until the caller hangs up."};
  using Request = GetStatus::Request;
  using Reply = GetStatus::Reply;
};

struct GetMetrics {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Service.GetMetrics",
                                    .access = Access::read,
                                    .command = "metrics",
                                    .doc = "Figures for a monitoring system, as OpenMetrics text."};
  struct Request {
    static constexpr std::string_view kTypeName = "GetMetricsRequest";
    static constexpr auto fields() { return Fields{}; }
  };
  struct Reply {
    std::string text;

    static constexpr std::string_view kTypeName = "GetMetricsReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(text, "OpenMetrics text. Counters count since the daemon's start.")};
    }
  };
};

struct StopAll {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Service.StopAll",
                                    .access = Access::operate,
                                    .command = "stop-all",
                                    .doc =
                                        "The kill switch: stops every run at its last page and starts "
                                        "nothing until resume-all, restarts included."};
  struct Request {
    static constexpr std::string_view kTypeName = "StopAllRequest";
    static constexpr auto fields() { return Fields{}; }
  };
  struct Reply {
    bool stopped = false;

    static constexpr std::string_view kTypeName = "StopAllReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(stopped, "Whether everything is stopped now.")};
    }
  };
};

struct ResumeAll {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Service.ResumeAll",
                                    .access = Access::operate,
                                    .command = "resume-all",
                                    .doc = "Ends stop-all: unfinished runs and the schedule go on."};
  using Request = StopAll::Request;
  using Reply = StopAll::Reply;
};

enum class FindingLevel { good, warning, failure };

}  // namespace sellerd::api

template <>
struct sellerd::EnumTable<sellerd::api::FindingLevel> {
  static constexpr std::string_view kTypeName = "FindingLevel";
  static constexpr std::array kNames = {
      std::pair{api::FindingLevel::good, std::string_view("good")},
      std::pair{api::FindingLevel::warning, std::string_view("warning")},
      std::pair{api::FindingLevel::failure, std::string_view("failure")},
  };
};

namespace sellerd::api {

// What a check has found.
struct Finding {
  FindingLevel level = FindingLevel::good;
  std::string check;
  std::string found;
  std::string advice;

  static constexpr std::string_view kTypeName = "Finding";
  static constexpr auto fields() {
    using Self = Finding;
    return Fields{
        SELLERD_FIELD(level, "good, warning (it works, and may soon not), failure.", .column = true),
        SELLERD_FIELD(check, "What was looked at: clock, disk, permissions, books, roles ...",
                      .column = true),
        SELLERD_FIELD(found, "What is so.", .column = true),
        SELLERD_FIELD(advice, "What to do; empty where it is good.", .column = true),
    };
  }
};

struct Diagnose {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Service.Diagnose",
      .access = Access::operate,
      .replies = Replies::list,
      .command = "doctor",
      .doc =
          "Looks at the clock, the disk, permissions, keys, the books, and of each account its credentials, "
          "roles and quota, and says what to do. Calls each active account's marketplace once."};
  struct Request {
    static constexpr std::string_view kTypeName = "DiagnoseRequest";
    static constexpr auto fields() { return Fields{}; }
  };
  struct Reply {
    Finding finding;

    static constexpr std::string_view kTypeName = "DiagnoseReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(finding, "One check's.")};
    }
  };
};

struct ListAudit {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Service.ListAudit",
      .access = Access::operate,
      .replies = Replies::list,
      .command = "audit",
      .doc = "Lists who did what, newest first: looks at personal data, accounts and preferences changed."};
  struct Request {
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "ListAuditRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(limit, "At most so many.")};
    }
  };
  struct Reply {
    AuditEntry entry;

    static constexpr std::string_view kTypeName = "ListAuditReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(entry, "What was done.")};
    }
  };
};

struct ServiceInterface {
  static constexpr std::string_view kName = "org.sellerd.Service";
  static constexpr std::string_view kDoc =
      "The daemon itself, and the errors that every interface of it uses.";
  static constexpr bool kDeclaresErrors = true;
  using Methods = MethodList<GetStatus, Watch, GetMetrics, StopAll, ResumeAll, Diagnose, ListAudit>;
};

}  // namespace sellerd::api
