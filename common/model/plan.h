// What a run will need, before it runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/fields.h"
#include "common/model/run.h"
#include "common/time_text.h"

namespace sellerd {

struct PlannedCalls {
  std::string operation;
  std::int64_t calls = 0;

  static constexpr std::string_view kTypeName = "PlannedCalls";
  static constexpr auto fields() {
    using Self = PlannedCalls;
    return Fields{
        SELLERD_FIELD(operation, "The marketplace's name of the operation."),
        SELLERD_FIELD(calls, "How often it will be called."),
    };
  }
  friend bool operator==(const PlannedCalls& left, const PlannedCalls& right) {
    return same_fields(left, right);
  }
};

// One way to fetch the orders of a window.
struct RouteEstimate {
  Route route = Route::search;
  std::vector<PlannedCalls> operations;
  Duration duration{};

  std::int64_t calls() const {
    std::int64_t sum = 0;
    for (const auto& operation : operations) sum += operation.calls;
    return sum;
  }
};

// A run as it would go if it began now: a row a route.
struct Plan {
  std::string integration;
  Trigger trigger = Trigger::scheduled;
  Route route = Route::search;
  bool chosen = false;
  Timestamp window_from{};
  Timestamp window_to{};
  std::optional<std::int64_t> orders;
  std::optional<std::int64_t> calls;
  std::vector<PlannedCalls> operations;
  std::optional<std::int64_t> seconds;
  std::optional<Timestamp> finish;
  std::string note;

  static constexpr std::string_view kTypeName = "Plan";
  static constexpr auto fields() {
    using Self = Plan;
    return Fields{
        SELLERD_FIELD(integration, "The integration.", .column = true),
        SELLERD_FIELD(trigger, "What the run would be: initial, scheduled or period.", .column = true),
        SELLERD_FIELD(route, "How orders would be fetched: search or report.", .column = true),
        SELLERD_FIELD(chosen, "Whether the run would take this route.", .column = true),
        SELLERD_FIELD(window_from, "Start of the window it would read."),
        SELLERD_FIELD(window_to, "End of that window."),
        SELLERD_FIELD(orders, "Orders expected; absent when nothing held tells.", .column = true),
        SELLERD_FIELD(calls, "Calls to the marketplace; absent when they depend on an unknown number.",
                      .column = true),
        SELLERD_FIELD(operations, "Those calls by operation."),
        SELLERD_FIELD(seconds, "How long it would take.", .column = true),
        SELLERD_FIELD(finish, "When it would be done.", .column = true),
        SELLERD_FIELD(note, "What the figures rest on.", .column = true),
    };
  }
};

}  // namespace sellerd
