#include "tests/sandbox/operations.h"

namespace sellerd::sandbox {
namespace {

constexpr std::array<OperationInfo, kOperationCount> kOperations = {{
    {Operation::get_marketplace_participations, "getMarketplaceParticipations", "GET",
     "/sellers/v1/marketplaceParticipations", 0.016, 15},
    {Operation::search_orders, "searchOrders", "GET", "/orders/2026-01-01/orders", 0.0056, 20},
    {Operation::get_order, "getOrder", "GET", "/orders/2026-01-01/orders/{}", 0.5, 30},
    {Operation::create_report, "createReport", "POST", "/reports/2021-06-30/reports", 0.0167, 15},
    {Operation::get_report, "getReport", "GET", "/reports/2021-06-30/reports/{}", 2, 15},
    {Operation::get_reports, "getReports", "GET", "/reports/2021-06-30/reports", 0.0222, 10},
    {Operation::cancel_report, "cancelReport", "DELETE", "/reports/2021-06-30/reports/{}", 0.0222, 10},
    {Operation::get_report_document, "getReportDocument", "GET", "/reports/2021-06-30/documents/{}", 0.0167,
     15},
}};

bool path_matches(std::string_view pattern, const Target& target, std::string& argument) {
  std::size_t place = 0;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);  // the slash
    const std::string_view wanted = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(wanted.size());
    if (place == target.segments.size()) return false;
    const std::string& segment = target.segments[place++];
    if (wanted == "{}") {
      argument = segment;
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

std::optional<Operation> match_operation(std::string_view method, const Target& target,
                                         std::string& argument) {
  for (const OperationInfo& candidate : kOperations) {
    if (candidate.method == method && path_matches(candidate.path, target, argument))
      return candidate.operation;
  }
  return std::nullopt;
}

}  // namespace sellerd::sandbox
