// Inside daemon/http only: one request and its response on a libcurl easy handle.
#pragma once

#include <curl/curl.h>

#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>
#include <string>

#include "daemon/http/curl_transport.h"
#include "daemon/http/gzip_body.h"
#include "daemon/http/url.h"

namespace sellerd::http {

class CurlMulti;

// Cuts the exchange when destroyed before its end. Thread: the event loop's.
class CurlExchange {
 public:
  CurlExchange(std::shared_ptr<CurlMulti> multi, Request request, Url url, const CurlSettings& settings);
  ~CurlExchange();
  CurlExchange(const CurlExchange&) = delete;
  CurlExchange& operator=(const CurlExchange&) = delete;

  // Throws operation_aborted when the waiting coroutine is cancelled; then destroy the exchange.
  Task<Result<Response>> run();

  CURL* handle() { return easy_.get(); }
  // Called once by CurlMulti.
  void finish(CURLcode outcome);

 private:
  enum class Abort { none, body, headers, compression };  // why we broke it off ourselves
  struct CloseEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  using List = std::unique_ptr<curl_slist, FreeList>;

  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self) noexcept;
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self) noexcept;
  static void append(List& list, const std::string& line);

  template <class Value>
  void set(CURLoption option, Value value);
  void set_security();
  void set_route();
  void set_limits();
  void set_callbacks();
  void set_request();
  void read_body(std::string_view bytes);
  void read_header(std::string_view line);
  Error failure() const;
  std::int64_t number(CURLINFO what) const;

  std::shared_ptr<CurlMulti> multi_;
  Request request_;
  Url url_;
  CurlSettings settings_;
  std::unique_ptr<CURL, CloseEasy> easy_;
  List headers_;
  List resolved_;
  boost::asio::steady_timer finished_;  // never expires: cancelled when the exchange is over
  Response response_;
  std::optional<GzipBody> gzip_;
  std::size_t header_bytes_ = 0;
  std::size_t body_bytes_ = 0;  // as they came
  Abort abort_ = Abort::none;
  bool options_accepted_ = true;
  bool done_ = false;
  CURLcode outcome_ = CURLE_OK;
  char detail_[CURL_ERROR_SIZE] = {};
};

}  // namespace sellerd::http
