// The Selling Partner API operations that the sandbox answers: their names, paths and usage plans.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tests/sandbox/request_target.h"

namespace sellerd::sandbox {

enum class Operation {
  get_marketplace_participations,
  search_orders,
  get_order,
  create_report,
  get_report,
  get_reports,
  cancel_report,
  get_report_document,
};
inline constexpr std::size_t kOperationCount = 8;

struct OperationInfo {
  Operation operation;
  std::string_view name;
  std::string_view method;
  std::string_view path;  // "{}" stands for one segment
  double rate;            // tokens a second, as published
  double burst;
};

std::span<const OperationInfo> operation_table();
const OperationInfo& info(Operation operation);

// What a request asks for; nullopt when Amazon has no such operation here. `argument` gets the segment that
// stood in the place of "{}".
std::optional<Operation> match_operation(std::string_view method, const Target& target,
                                         std::string& argument);

}  // namespace sellerd::sandbox
