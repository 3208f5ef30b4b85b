// Where a reading of order reports stands, as an opaque page token that survives a restart. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/time_text.h"

namespace sellerd::amazon {

struct OrderReportPlace {
  // The slice of the window, both ends included.
  Timestamp from{};
  Timestamp to{};
  std::uint64_t row = 0;           // rows of the slice's report read before this place
  std::string report_id;           // empty: yet to be asked for
  std::vector<std::string> ahead;  // the reports of the slices that follow, as far as they were asked for

  // The first slice of a window, of at most 30 days.
  static OrderReportPlace first_of(Timestamp from, Timestamp to);

  // The slice that begins where this one ends. Requires that the window goes on.
  OrderReportPlace next_slice(Timestamp window_end) const;

  // The first slice that has no report yet; nothing when the window has no more.
  std::optional<OrderReportPlace> first_unasked(Timestamp window_end) const;
  // Notes the report of that slice.
  void asked(std::string id);

  std::string token() const;
  // Error: conflict for anything that token() did not make: start again.
  static Result<OrderReportPlace> parse(std::string_view token);

  friend bool operator==(const OrderReportPlace&, const OrderReportPlace&) = default;
};

}  // namespace sellerd::amazon
