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
  // Success is 204 without a body. Of any other operation an empty answer is no answer.
  bool answers_nothing = false;
};

namespace operations {
inline constexpr Operation kGetMarketplaceParticipations{"getMarketplaceParticipations", {16'000, 15}};
inline constexpr Operation kSearchOrders{"searchOrders", {5'600, 20}};  // one call in 179 seconds
inline constexpr Operation kGetOrder{"getOrder", {500'000, 30}};
inline constexpr Operation kCreateReport{"createReport", {16'700, 15}, false};
inline constexpr Operation kGetReport{"getReport", {2'000'000, 15}};
inline constexpr Operation kGetReports{"getReports", {22'200, 10}};
inline constexpr Operation kGetReportDocument{"getReportDocument", {16'700, 15}};
inline constexpr Operation kCreateRestrictedDataToken{"createRestrictedDataToken", {1'000'000, 10}};

// Quantities, one by one: a write, and what buyers see.
inline constexpr Operation kPatchListingsItem{"patchListingsItem", {5'000'000, 5}, false};
inline constexpr Operation kSearchListingsItems{"searchListingsItems", {5'000'000, 5}};
inline constexpr Operation kGetListingsItem{"getListingsItem", {5'000'000, 10}};

// Quantities by the thousand. Of JSON_LISTINGS_FEED Amazon takes no more than five in five minutes, which no
// bucket says: the sixth is answered 429, and waits.
inline constexpr Operation kCreateFeedDocument{"createFeedDocument", {500'000, 15}};
inline constexpr Operation kCreateFeed{"createFeed", {8'300, 15}, false};
inline constexpr Operation kGetFeed{"getFeed", {2'000'000, 15}};
inline constexpr Operation kGetFeeds{"getFeeds", {22'200, 10}};
inline constexpr Operation kGetFeedDocument{"getFeedDocument", {22'200, 10}};

inline constexpr Operation kGetInventorySummaries{"getInventorySummaries", {2'000'000, 2}};
inline constexpr Operation kConfirmShipment{"confirmShipment", {2'000'000, 10}, false, true};

// What the runs of an integration call.
inline constexpr std::array kOfRuns{kGetMarketplaceParticipations,
                                    kSearchOrders,
                                    kGetOrder,
                                    kCreateReport,
                                    kGetReport,
                                    kGetReports,
                                    kGetReportDocument,
                                    kCreateRestrictedDataToken};
// What its stock and its shipments call.
inline constexpr std::array kOfStock{kPatchListingsItem,  kSearchListingsItems, kGetListingsItem,
                                     kCreateFeedDocument, kCreateFeed,          kGetFeed,
                                     kGetFeeds,           kGetFeedDocument,     kGetInventorySummaries,
                                     kConfirmShipment};
}  // namespace operations

}  // namespace sellerd::amazon
