// A month's entries for GSTR-1, from the store. Reads only. Thread: any; it takes a while.
#pragma once

#include <functional>

#include "common/model/tax.h"
#include "daemon/store/store.h"

namespace sellerd::control {

struct GstMonth {
  std::string name;  // "2026-10"
  Timestamp begins{};
  Timestamp ends{};
};

// Errors: invalid_argument for the field month.
Result<GstMonth> read_month(const std::string& text);

// Calls visit(entry) for each: first what the tax report says, then what orders without one give. Only of
// that integration where one is named. Errors: storage, corrupt, and what visit() returns.
using EntryVisitor = std::function<Result<void>(GstFigure&&)>;
Result<void> visit_month(const store::Store& store, const GstMonth& month,
                         std::optional<std::uint32_t> integration, const EntryVisitor& visit);

// Calls visit(row) for each row of the tax report whose document is of the month.
using RowVisitor = std::function<Result<void>(const TaxReportRow&)>;
Result<void> visit_report(const store::Store& store, const GstMonth& month,
                          std::optional<std::uint32_t> integration, const RowVisitor& visit);

}  // namespace sellerd::control
