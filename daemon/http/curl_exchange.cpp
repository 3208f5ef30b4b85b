#include "daemon/http/curl_exchange.h"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "common/ascii.h"
#include "daemon/http/curl_failure.h"
#include "daemon/http/curl_multi.h"

namespace sellerd::http {
namespace {

constexpr std::size_t kMaximumHeaderBytes = 64 * 1024;

// libcurl keeps a line of the header to itself until it is whole, and gives up at a limit of its own: older
// versions say then that there is no memory, newer ones CURLE_TOO_LARGE, which these do not know.
bool is_line_too_long(CURLcode outcome) {
  constexpr int kTooLarge = 100;
  return outcome == CURLE_OUT_OF_MEMORY || static_cast<int>(outcome) == kTooLarge;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

CurlExchange::CurlExchange(std::shared_ptr<CurlMulti> multi, Request request, Url url,
                           const CurlSettings& settings)
    : multi_(std::move(multi)),
      request_(std::move(request)),
      url_(std::move(url)),
      settings_(settings),
      easy_(curl_easy_init()),
      finished_(multi_->executor(), boost::asio::steady_timer::time_point::max()) {
  if (!easy_) throw std::bad_alloc();
  set_security();
  set_route();
  set_limits();
  set_callbacks();
  set_request();
}

CurlExchange::~CurlExchange() {
  multi_->stop(*this);
}

template <class Value>
void CurlExchange::set(CURLoption option, Value value) {
  if (curl_easy_setopt(easy_.get(), option, value) != CURLE_OK) options_accepted_ = false;
}

void CurlExchange::append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

void CurlExchange::set_security() {
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_PROTOCOLS_STR, url_.secure ? "https" : "http");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  if (!settings_.ca_file.empty()) set(CURLOPT_CAINFO, settings_.ca_file.c_str());
}

void CurlExchange::set_route() {
  if (!is_loopback(url_.host)) return;
  set(CURLOPT_PROXY, "");
  if (url_.host != "localhost") return;
  // Whatever /etc/hosts or a name server say: the rule of url.h trusted this name to mean this machine.
  append(resolved_, "localhost:" + std::to_string(url_.port) + ":127.0.0.1,[::1]");
  set(CURLOPT_RESOLVE, resolved_.get());
}

void CurlExchange::set_limits() {
  const Duration least{1};
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::max(request_.timeout, least).count()));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::max(settings_.connect_timeout, least).count()));
  set(CURLOPT_NOSIGNAL, 1L);
  // Without it, abandoning an exchange whose name is still being looked up waits for the look-up, and with it
  // the whole event loop.
  set(CURLOPT_QUICK_EXIT, 1L);
}

void CurlExchange::set_callbacks() {
  set(CURLOPT_PRIVATE, static_cast<void*>(this));
  set(CURLOPT_ERRORBUFFER, detail_);
  set(CURLOPT_WRITEFUNCTION, &CurlExchange::on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &CurlExchange::on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

void CurlExchange::set_request() {
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_PATH_AS_IS, 1L);
  const bool has_body = !request_.body.empty() || request_.method == "POST" || request_.method == "PUT";
  if (has_body) {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(CURLOPT_POSTFIELDS, request_.body.c_str());
  }
  if (request_.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
  } else {
    set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
  for (const auto& [name, value] : request_.headers) {
    append(headers_, value.empty() ? name + ";" : name + ": " + value);
  }
  append(headers_, "accept-encoding: gzip");
  // libcurl's own additions, which the caller did not ask for.
  append(headers_, "Expect:");
  if (has_body && !request_.headers.contains("content-type")) append(headers_, "Content-Type:");
  set(CURLOPT_HTTPHEADER, headers_.get());
}

Task<Result<Response>> CurlExchange::run() {
  if (!options_accepted_ || !multi_->start(*this)) {
    co_return make_error(ErrorCode::internal, "libcurl refuses an option or the exchange");
  }
  if (!done_) {
    boost::system::error_code ended;
    co_await finished_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ended));
  }
  const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
  if (cancellation.cancelled() != boost::asio::cancellation_type::none) {
    throw boost::system::system_error(boost::asio::error::operation_aborted);
  }
  if (outcome_ == CURLE_OK && gzip_ && !gzip_->complete()) abort_ = Abort::compression;
  if (abort_ == Abort::none && is_line_too_long(outcome_)) abort_ = Abort::headers;
  if (outcome_ != CURLE_OK || abort_ != Abort::none) co_return failure();
  co_return std::move(response_);
}

void CurlExchange::finish(CURLcode outcome) {
  outcome_ = outcome;
  done_ = true;
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  finished_.cancel();
}

std::size_t CurlExchange::on_body(char* bytes, std::size_t size, std::size_t count, void* self) noexcept try {
  auto& exchange = *static_cast<CurlExchange*>(self);
  exchange.read_body(std::string_view(bytes, size * count));
  return exchange.abort_ == Abort::none ? size * count : CURL_WRITEFUNC_ERROR;
} catch (...) {
  return CURL_WRITEFUNC_ERROR;
}

std::size_t CurlExchange::on_header(char* bytes, std::size_t size, std::size_t count, void* self) noexcept
    try {
  auto& exchange = *static_cast<CurlExchange*>(self);
  const std::size_t length = size * count;
  exchange.header_bytes_ += length;
  if (exchange.header_bytes_ > kMaximumHeaderBytes) {
    exchange.abort_ = Abort::headers;
    return CURL_WRITEFUNC_ERROR;
  }
  exchange.read_header(std::string_view(bytes, length));
  return length;
} catch (...) {
  return CURL_WRITEFUNC_ERROR;
}

void CurlExchange::read_body(std::string_view bytes) {
  if (ascii_lower(response_.header("content-encoding")) == "gzip") {
    gzip_.emplace();
    response_.headers.erase("content-encoding");
  }
  if (!gzip_) {
    if (bytes.size() > request_.maximum_body - response_.body.size()) abort_ = Abort::body;
    if (abort_ == Abort::none) response_.body.append(bytes);
    return;
  }
  // What unpacks to nothing could come for ever.
  body_bytes_ += bytes.size();
  if (body_bytes_ > request_.maximum_body) {
    abort_ = Abort::body;
    return;
  }
  switch (gzip_->feed(bytes, response_.body, request_.maximum_body)) {
    case GzipBody::Outcome::good:
      break;
    case GzipBody::Outcome::too_long:
      abort_ = Abort::body;
      break;
    case GzipBody::Outcome::broken:
      abort_ = Abort::compression;
      break;
  }
}

void CurlExchange::read_header(std::string_view line) {
  if (line.starts_with("HTTP/")) {  // also after "100 Continue": what came before belongs to another answer
    response_.headers.clear();
    return;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return;
  const auto value = trim(line.substr(colon + 1));
  const auto [entry, is_new] = response_.headers.emplace(ascii_lower(trim(line.substr(0, colon))), value);
  if (!is_new) entry->second.append(", ").append(value);
}

Error CurlExchange::failure() const {
  switch (abort_) {
    case Abort::body:
      return make_error(ErrorCode::refused, "the answer of " + url_.authority() + " is longer than " +
                                                grouped(static_cast<std::int64_t>(request_.maximum_body)) +
                                                " bytes");
    case Abort::headers:
      return make_error(ErrorCode::refused,
                        "the header of the answer of " + url_.authority() + " is too long");
    case Abort::compression:
      return make_error(ErrorCode::unavailable,
                        "the compression of the answer of " + url_.authority() + " is broken or cut");
    case Abort::none:
      break;
  }
  CurlFailure failure;
  failure.code = outcome_;
  failure.place = url_.authority();
  failure.detail = detail_;
  curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &failure.os_error);
  curl_easy_getinfo(easy_.get(), CURLINFO_SSL_VERIFYRESULT, &failure.verify_result);
  failure.connected = number(CURLINFO_PRETRANSFER_TIME_T) > 0;
  failure.received = number(CURLINFO_SIZE_DOWNLOAD_T);
  if (const auto announced = number(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T); announced >= 0)
    failure.announced = announced;
  failure.connect_timeout = settings_.connect_timeout;
  failure.timeout = request_.timeout;
  return describe(failure);
}

std::int64_t CurlExchange::number(CURLINFO what) const {
  curl_off_t value = 0;
  curl_easy_getinfo(easy_.get(), what, &value);
  return value;
}

}  // namespace sellerd::http
