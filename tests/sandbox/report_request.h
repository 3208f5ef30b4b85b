// What createReport is asked, read and checked. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/error.h"
#include "tests/sandbox/order_book.h"

namespace sellerd::sandbox {

enum class ReportKind { listings, orders_by_last_update, orders_by_order_date, tax_b2b, tax_b2c };

struct ReportRequest {
  ReportKind kind = ReportKind::listings;
  std::string type;                // "GET_MERCHANT_LISTINGS_ALL_DATA"
  std::optional<Timestamp> start;  // as given
  std::optional<Timestamp> end;

  bool about_orders() const {
    return kind == ReportKind::orders_by_last_update || kind == ReportKind::orders_by_order_date;
  }
  bool about_tax() const { return kind == ReportKind::tax_b2b || kind == ReportKind::tax_b2c; }
  Duration retention() const;
};

// Errors: invalid_argument whose field is the offending parameter: an unknown type, a foreign marketplace,
// times in the future or in the wrong order, a range of orders longer than 30 days.
Result<ReportRequest> read_report_request(const std::string& body, std::string_view marketplace_id,
                                          Timestamp now);

// Whether getReports may be asked for reports of this type.
bool is_report_type(std::string_view type);

}  // namespace sellerd::sandbox
