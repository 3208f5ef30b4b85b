// The seam through which all network traffic leaves the daemon: one request, one response.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "common/clock.h"
#include "common/error.h"

namespace sellerd::http {

// Header names are stored in lower case.
using Headers = std::map<std::string, std::string, std::less<>>;

struct Request {
  std::string method = "GET";
  std::string url;  // absolute; https, or http to a loopback address
  Headers headers;
  std::string body;
  Duration timeout{60'000};                // for the whole exchange
  std::size_t maximum_body = 64ull << 20;  // a longer response body is an error, not a truncation
};

struct Response {
  int status = 0;
  Headers headers;
  std::string body;  // content-encoding already undone

  // The header's value, or empty.
  std::string_view header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
  }
};

// Thread: the event loop's. Any HTTP status is a success here. Errors:
//   unavailable       no connection, reset, timeout, truncated body: worth another try
//   invalid_argument  the URL breaks the rule of url.h; nothing was sent
//   refused           the server's certificate does not verify, or the body is longer than maximum_body
// Redirects are not followed. Cancelling the coroutine aborts the exchange.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual Task<Result<Response>> send(Request request) = 0;
};

}  // namespace sellerd::http
