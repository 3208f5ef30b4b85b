// The history summed up.
#pragma once

#include <cstdint>
#include <string>

#include "common/fields.h"
#include "common/model/run.h"

namespace sellerd {

// The runs of one module of one integration that began on one day of the marketplace.
struct DaySummary {
  std::string day;
  std::string integration;
  Module module = Module::orders;
  std::int64_t runs = 0;
  std::int64_t succeeded = 0;
  std::int64_t not_succeeded = 0;
  std::int64_t created = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  std::int64_t failed = 0;
  std::int64_t late = 0;
  std::int64_t calls = 0;

  static constexpr std::string_view kTypeName = "DaySummary";
  static constexpr auto fields() {
    using Self = DaySummary;
    return Fields{
        SELLERD_FIELD(day, "The day, in the marketplace's calendar.", .column = true),
        SELLERD_FIELD(integration, "The integration.", .column = true),
        SELLERD_FIELD(module, "items, orders or tax.", .column = true),
        SELLERD_FIELD(runs, "Runs that began.", .column = true),
        SELLERD_FIELD(succeeded, "Of these, succeeded.", .column = true),
        SELLERD_FIELD(not_succeeded, "Of these, ended otherwise.", .column = true),
        SELLERD_FIELD(created, "Records created.", .column = true),
        SELLERD_FIELD(updated, "Records updated.", .column = true),
        SELLERD_FIELD(unchanged, "Records unchanged."),
        SELLERD_FIELD(failed, "Records that failed.", .column = true),
        SELLERD_FIELD(late, "Records that an earlier run should have found.", .column = true),
        SELLERD_FIELD(calls, "Calls to the marketplace.", .column = true),
    };
  }
};

}  // namespace sellerd
