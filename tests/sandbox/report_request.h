// What createReport and getReports are asked, read and checked. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.h"
#include "tests/sandbox/order_book.h"
#include "tests/sandbox/request_target.h"

namespace sellerd::sandbox {

enum class ReportKind { listings, orders_by_last_update, orders_by_order_date };

struct ReportRequest {
  ReportKind kind = ReportKind::listings;
  std::string type;                // "GET_MERCHANT_LISTINGS_ALL_DATA"
  std::optional<Timestamp> start;  // as given
  std::optional<Timestamp> end;

  bool about_orders() const { return kind != ReportKind::listings; }
  Duration retention() const;
};

// Errors: invalid_argument whose field is the offending parameter: an unknown type, a foreign marketplace,
// times in the future or in the wrong order, a range of orders longer than 30 days.
Result<ReportRequest> read_report_request(const std::string& body, std::string_view marketplace_id,
                                          Timestamp now);

struct ReportFilter {
  std::vector<std::string> types;     // empty: all
  std::vector<std::string> statuses;  // empty: all
  Timestamp since;
  Timestamp until;
  std::size_t page_size = 10;
  std::size_t skip = 0;
};

// A nextToken excludes every other parameter. Errors: invalid_argument.
Result<ReportFilter> read_report_filter(const Parameters& parameters, std::string_view marketplace_id,
                                        Timestamp now);

// The nextToken for what follows `skip` reports of the filter.
std::string report_page_token(const ReportFilter& filter, std::size_t skip);

}  // namespace sellerd::sandbox
