// The Selling Partner API operations that the sandbox answers: their names, paths and usage plans.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/sandbox/request_target.h"

namespace sellerd::sandbox {

enum class Operation {
  get_marketplace_participations,
  search_orders,
  get_order,
  confirm_shipment,
  create_report,
  get_report,
  get_reports,
  cancel_report,
  get_report_document,
  get_listings_item,
  search_listings_items,
  patch_listings_item,
  create_feed_document,
  get_feed_document,
  create_feed,
  get_feed,
  get_feeds,
  cancel_feed,
  get_inventory_summaries,
  create_restricted_data_token,
};
inline constexpr std::size_t kOperationCount = 20;

struct OperationInfo {
  Operation operation;
  std::string_view name;
  std::string_view method;
  std::string_view path;  // each "{}" stands for one segment
  double rate;            // tokens a second, as published
  double burst;
};

std::span<const OperationInfo> operation_table();
const OperationInfo& info(Operation operation);

struct MatchedOperation {
  Operation operation;
  std::vector<std::string> arguments;  // the segments that stood in the places of "{}"
};

// What a request asks for; nullopt when Amazon has no such operation here.
std::optional<MatchedOperation> match_operation(std::string_view method, const Target& target);

}  // namespace sellerd::sandbox
