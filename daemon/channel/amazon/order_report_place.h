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

  // The most orders that a slice is made for: what is held of a report in memory stays below some megabytes.
  static constexpr std::int64_t kMostOrders = 100'000;

  // The first slice of a window, of at most 30 days, less where more than kMostOrders would come together.
  static OrderReportPlace first_of(Timestamp from, Timestamp to,
                                   std::optional<std::int64_t> expected = std::nullopt);

  // The slice that begins where this one ends, as long as this one. Requires that the window goes on.
  OrderReportPlace next_slice(Timestamp window_end) const;

  // The first slice that has no report yet; nothing when the window has no more.
  std::optional<OrderReportPlace> first_unasked(Timestamp window_end) const;
  // Notes the report of that slice.
  void asked(std::string id);

  std::string token() const;
  // Error: conflict for anything that token() did not make: start again.
  static Result<OrderReportPlace> parse(std::string_view token);

  static OrderReportPlace slice_of(Timestamp from, Timestamp window_end, Duration length);

  friend bool operator==(const OrderReportPlace&, const OrderReportPlace&) = default;
};

}  // namespace sellerd::amazon
