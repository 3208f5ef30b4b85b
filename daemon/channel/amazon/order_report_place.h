// Where a reading of order reports stands, as an opaque page token that survives a restart. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/time_text.h"

namespace sellerd::amazon {

struct OrderReportPlace {
  // The slice of the window, both ends included.
  Timestamp from{};
  Timestamp to{};
  std::uint64_t row = 0;  // rows of the slice's report read before this place
  std::string report_id;  // empty: yet to be asked for

  // The first slice of a window, of at most 30 days.
  static OrderReportPlace first_of(Timestamp from, Timestamp to);

  // The slice that begins where this one ends. Requires that the window goes on.
  OrderReportPlace next_slice(Timestamp window_end) const { return first_of(to, window_end); }

  std::string token() const;
  // Error: conflict for anything that token() did not make: start again.
  static Result<OrderReportPlace> parse(std::string_view token);

  friend bool operator==(const OrderReportPlace&, const OrderReportPlace&) = default;
};

}  // namespace sellerd::amazon
