// What the dashboard shows, from the replies of the daemon. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/api/items.h"
#include "common/api/orders.h"
#include "common/api/service.h"
#include "common/api/stock.h"
#include "common/api/sync.h"

namespace sellerd::ctl::dashboard {

// Something that can be opened.
struct Target {
  enum class Kind {
    alarms,
    channel,  // an integration
    run,
    order,
    sku,
    subject,  // typed by a person: an order's id or a SKU
  };
  Kind kind = Kind::alarms;
  std::string name;         // the integration's, the run's number, the order's id, the SKU
  std::string integration;  // of an order or a record, where it is known; may be empty

  friend bool operator==(const Target&, const Target&) = default;
};

// When an order was placed, and through which integration.
struct PlacedOrder {
  std::uint32_t integration = 0;
  Timestamp placed{};
};

struct Model {
  // How many are asked for. A list that is longer can be seen with the command of its name.
  static constexpr std::int64_t kRuns = 300;
  static constexpr std::int64_t kOrders = 60;
  static constexpr std::int64_t kDayOrders = 2'000;  // of the last 24 hours, for the small bars
  static constexpr std::int64_t kItems = 300;
  static constexpr std::size_t kRecords = 500;  // of one run

  std::optional<api::GetStatus::Reply> status;  // absent before the first answer
  Timestamp now{};                              // the daemon's clock, carried on
  std::string trouble;                          // why the figures are old; empty while the daemon answers

  std::map<std::uint32_t, std::string> integrations;  // number and name of those connected
  std::vector<Run> runs;                              // newest first
  std::vector<Order> orders;                          // newest first
  std::vector<PlacedOrder> day;                       // those of the last 24 hours
  std::vector<api::ItemRow> items;                    // by SKU
  std::vector<api::ListQuota::Reply> quota;

  // What could not be had, by what it is, with the daemon's words.
  std::map<std::string, std::string> missing;

  // Empty for an order whose integration is not connected any more.
  std::string integration_name(std::uint32_t number) const {
    const auto found = integrations.find(number);
    return found == integrations.end() ? std::string() : found->second;
  }
};

// What is known of something that was opened. Which members are set depends on what it is.
struct Detail {
  Target target;
  bool loading = true;
  std::string trouble;  // why there is nothing to see

  std::optional<Run> run;
  std::vector<RecordOutcome> records;
  bool more_records = false;  // the run has more than are held here
  std::optional<api::GetOrder::Reply> order;
  std::vector<StockLevel> levels;
  std::vector<api::Explanation> why;
};

// The live run of this number, if it is one.
const api::Progress* live_run(const Model& model, std::uint64_t number);

// Every live run, in the order of the status.
std::vector<const api::Progress*> live_runs(const Model& model);

}  // namespace sellerd::ctl::dashboard
