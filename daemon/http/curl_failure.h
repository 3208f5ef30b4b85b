// Inside daemon/http only: what went wrong in an exchange, in words that a person understands. Pure.
#pragma once

#include <curl/curl.h>

#include <optional>
#include <string>

#include "common/error.h"
#include "common/time_text.h"

namespace sellerd::http {

struct CurlFailure {
  CURLcode code = CURLE_OK;
  std::string place;   // host, with the port where it is not the scheme's own
  std::string detail;  // libcurl's text; used for TLS failures only, where it holds no part of the URL
  long os_error = 0;
  long verify_result = 0;  // X509_V_...; 0 also where the certificate is good but of another host
  bool connected = false;  // the request could be sent
  std::int64_t received = 0;
  std::optional<std::int64_t> announced;  // content-length
  Duration connect_timeout{};
  Duration timeout{};
};

// unavailable or refused, as transport.h says. Never holds a path, a query or a header. What to do about a
// certificate is its hint.
Error describe(const CurlFailure& failure);

// 1000 becomes "1,000".
std::string grouped(std::int64_t number);

}  // namespace sellerd::http
