#include "tests/sandbox/operations.h"

namespace sellerd::sandbox {
namespace {

constexpr std::array<OperationInfo, kOperationCount> kOperations = {{
    {Operation::get_marketplace_participations, "getMarketplaceParticipations", "GET",
     "/sellers/v1/marketplaceParticipations", 0.016, 15},
    {Operation::search_orders, "searchOrders", "GET", "/orders/2026-01-01/orders", 0.0056, 20},
    {Operation::get_order, "getOrder", "GET", "/orders/2026-01-01/orders/{}", 0.5, 30},
    {Operation::confirm_shipment, "confirmShipment", "POST", "/orders/v0/orders/{}/shipmentConfirmation", 2,
     10},
    {Operation::create_report, "createReport", "POST", "/reports/2021-06-30/reports", 0.0167, 15},
    {Operation::get_report, "getReport", "GET", "/reports/2021-06-30/reports/{}", 2, 15},
    {Operation::get_reports, "getReports", "GET", "/reports/2021-06-30/reports", 0.0222, 10},
    {Operation::cancel_report, "cancelReport", "DELETE", "/reports/2021-06-30/reports/{}", 0.0222, 10},
    {Operation::get_report_document, "getReportDocument", "GET", "/reports/2021-06-30/documents/{}", 0.0167,
     15},
    {Operation::get_listings_item, "getListingsItem", "GET", "/listings/2021-08-01/items/{}/{}", 5, 10},
    {Operation::search_listings_items, "searchListingsItems", "GET", "/listings/2021-08-01/items/{}", 5, 5},
    {Operation::patch_listings_item, "patchListingsItem", "PATCH", "/listings/2021-08-01/items/{}/{}", 5, 5},
    {Operation::create_feed_document, "createFeedDocument", "POST", "/feeds/2021-06-30/documents", 0.5, 15},
    {Operation::get_feed_document, "getFeedDocument", "GET", "/feeds/2021-06-30/documents/{}", 0.0222, 10},
    {Operation::create_feed, "createFeed", "POST", "/feeds/2021-06-30/feeds", 0.0083, 15},
    {Operation::get_feed, "getFeed", "GET", "/feeds/2021-06-30/feeds/{}", 2, 15},
    {Operation::get_feeds, "getFeeds", "GET", "/feeds/2021-06-30/feeds", 0.0222, 10},
    {Operation::cancel_feed, "cancelFeed", "DELETE", "/feeds/2021-06-30/feeds/{}", 2, 15},
    {Operation::get_inventory_summaries, "getInventorySummaries", "GET", "/fba/inventory/v1/summaries", 2, 2},
    {Operation::create_restricted_data_token, "createRestrictedDataToken", "POST",
     "/tokens/2021-03-01/restrictedDataToken", 1, 10},
}};

bool path_matches(std::string_view pattern, const Target& target, std::vector<std::string>& arguments) {
  std::size_t place = 0;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);  // the slash
    const std::string_view wanted = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(wanted.size());
    if (place == target.segments.size()) return false;
    const std::string& segment = target.segments[place++];
    if (wanted == "{}") {
      arguments.push_back(segment);
    } else if (wanted != segment) {
      return false;
    }
  }
  return place == target.segments.size();
}

}  // namespace

std::span<const OperationInfo> operation_table() {
  return kOperations;
}

const OperationInfo& info(Operation operation) {
  return kOperations[static_cast<std::size_t>(operation)];
}

std::optional<MatchedOperation> match_operation(std::string_view method, const Target& target) {
  for (const OperationInfo& candidate : kOperations) {
    std::vector<std::string> arguments;
    if (candidate.method == method && path_matches(candidate.path, target, arguments))
      return MatchedOperation{candidate.operation, std::move(arguments)};
  }
  return std::nullopt;
}

}  // namespace sellerd::sandbox
