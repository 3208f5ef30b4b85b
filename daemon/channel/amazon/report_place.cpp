#include "daemon/channel/amazon/report_place.h"

#include <charconv>

namespace sellerd::amazon {

std::string ReportPlace::token() const {
  return std::to_string(row) + ":" + report_id;
}

Result<ReportPlace> ReportPlace::parse(std::string_view token) {
  const auto colon = token.find(':');
  const std::string_view digits = token.substr(0, colon);
  ReportPlace place;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), place.row);
  const bool good =
      colon != std::string_view::npos && failure == std::errc{} && end == digits.data() + digits.size();
  if (good) place.report_id = token.substr(colon + 1);
  if (place.report_id.empty()) {
    return make_error(ErrorCode::conflict, "the place in the report is not one of ours: start again",
                      "page_token");
  }
  return place;
}

}  // namespace sellerd::amazon
