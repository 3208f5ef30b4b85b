#include "daemon/http/http_date.h"

#include <curl/curl.h>

#include <string>

namespace sellerd::http {

std::optional<Timestamp> parse_http_date(std::string_view text) {
  const auto seconds = ::curl_getdate(std::string(text).c_str(), nullptr);
  if (seconds < 0) return std::nullopt;
  return Timestamp(std::chrono::seconds(seconds));
}

}  // namespace sellerd::http
