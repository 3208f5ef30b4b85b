// The operations of the Selling Partner API that this daemon calls, with the usage plans that Amazon
// publishes. Source: Amazon's model files (amzn/selling-partner-api-models), "Usage Plan" of each operation.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace sellerd::amazon {

struct UsagePlan {
  std::int64_t rate_micro = 0;  // millionths of a call per second
  std::int64_t burst = 0;       // calls
};

struct Operation {
  std::string_view name;
  UsagePlan plan;
  // Sending it twice does no more than sending it once. A write has no idempotency key with Amazon, so after
  // a doubtful end (timeout, reset, 5xx) the caller must look before it sends again.
  bool repeatable = true;
};

namespace operations {
inline constexpr Operation kGetMarketplaceParticipations{"getMarketplaceParticipations", {16'000, 15}};
inline constexpr Operation kSearchOrders{"searchOrders", {5'600, 20}};  // one call in 179 seconds
inline constexpr Operation kGetOrder{"getOrder", {500'000, 30}};
inline constexpr Operation kCreateReport{"createReport", {16'700, 15}, false};
inline constexpr Operation kGetReport{"getReport", {2'000'000, 15}};
inline constexpr Operation kGetReports{"getReports", {22'200, 10}};
inline constexpr Operation kGetReportDocument{"getReportDocument", {16'700, 15}};

// What the runs of an integration call.
inline constexpr std::array kOfRuns{kGetMarketplaceParticipations,
                                    kSearchOrders,
                                    kGetOrder,
                                    kCreateReport,
                                    kGetReport,
                                    kGetReports,
                                    kGetReportDocument};
}  // namespace operations

}  // namespace sellerd::amazon
