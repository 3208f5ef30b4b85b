#include "daemon/http/http_date.h"

#include <curl/curl.h>

#include <ctime>
#include <string>

namespace sellerd::http {
namespace {

// The end of the year 9999: what lies beyond is no clock, and no time that can be calculated with.
constexpr std::time_t kLatest = 253'402'300'799;

}  // namespace

std::optional<Timestamp> parse_http_date(std::string_view text) {
  const auto seconds = ::curl_getdate(std::string(text).c_str(), nullptr);
  if (seconds < 0 || seconds > kLatest) return std::nullopt;
  return Timestamp(std::chrono::seconds(seconds));
}

}  // namespace sellerd::http
