// Where a reading of a report stands, as an opaque page token that survives a restart. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd::amazon {

struct ReportPlace {
  std::string report_id;
  std::uint64_t row = 0;  // rows read before this place

  std::string token() const;
  // Error: conflict for anything that token() did not make: start again.
  static Result<ReportPlace> parse(std::string_view token);

  friend bool operator==(const ReportPlace&, const ReportPlace&) = default;
};

}  // namespace sellerd::amazon
