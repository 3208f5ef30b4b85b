#include "daemon/http/curl_transport.h"

#include <algorithm>

#include "daemon/http/curl_exchange.h"
#include "daemon/http/curl_multi.h"
#include "daemon/http/url.h"

namespace sellerd::http {
namespace {

bool is_token_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

bool is_header_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 127; });
}

// A line break inside a header would let a value write headers of its own.
Result<void> check_head(const Request& request) {
  if (!is_token(request.method))
    return make_error(ErrorCode::invalid_argument, "not an HTTP method", "method");
  for (const auto& [name, value] : request.headers) {
    if (!is_token(name)) return make_error(ErrorCode::invalid_argument, "not a header name", "headers");
    if (!is_header_value(value)) {
      return make_error(ErrorCode::invalid_argument, "a header value may hold visible ASCII only",
                        "headers." + name);
    }
  }
  return {};
}

class CurlTransport : public Transport {
 public:
  CurlTransport(boost::asio::any_io_executor executor, CurlSettings settings)
      : multi_(std::make_shared<CurlMulti>(std::move(executor))), settings_(std::move(settings)) {}

  Task<Result<Response>> send(Request request) override {
    auto url = parse_url(request.url);
    if (!url) co_return url.error();
    if (auto checked = check_head(request); !checked) co_return checked.error();
    CurlExchange exchange(multi_, std::move(request), std::move(*url), settings_);
    co_return co_await exchange.run();
  }

 private:
  std::shared_ptr<CurlMulti> multi_;
  CurlSettings settings_;
};

}  // namespace

std::unique_ptr<Transport> make_curl_transport(boost::asio::any_io_executor executor, CurlSettings settings) {
  return std::make_unique<CurlTransport>(std::move(executor), std::move(settings));
}

}  // namespace sellerd::http
