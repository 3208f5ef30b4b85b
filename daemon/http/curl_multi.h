// Inside daemon/http only: drives libcurl's multi handle from Asio. libcurl says which sockets and which
// deadline it waits for; this class waits for them on the event loop and tells libcurl what happened.
#pragma once

#include <curl/curl.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>

namespace sellerd::http {

class CurlExchange;

// Thread: the event loop's. Shared, because an exchange may outlive the transport that made it.
class CurlMulti : public std::enable_shared_from_this<CurlMulti> {
 public:
  explicit CurlMulti(boost::asio::any_io_executor executor);
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;

  boost::asio::any_io_executor executor() const { return executor_; }

  // False when libcurl does not take it. Its finish() is called later, never from here.
  bool start(CurlExchange& exchange);
  // After this libcurl knows nothing of the exchange. Harmless for one that has finished.
  void stop(CurlExchange& exchange);

 private:
  struct Watch;

  static int on_socket(CURL* easy, curl_socket_t socket, int wanted, void* self, void* watch);
  static int on_timer(CURLM* multi, long milliseconds, void* self);

  int watch_socket(curl_socket_t socket, int wanted);
  void wait_for(const std::shared_ptr<Watch>& watch);
  void wait_for(const std::shared_ptr<Watch>& watch, bool write);
  void socket_ready(const std::shared_ptr<Watch>& watch, int flag, const boost::system::error_code& failure);
  void set_timer(long milliseconds);
  void act(curl_socket_t socket, int flags);
  void collect_finished();

  boost::asio::any_io_executor executor_;
  boost::asio::steady_timer timer_;
  std::map<curl_socket_t, std::shared_ptr<Watch>> watches_;
  CURLM* multi_ = nullptr;
  bool closing_ = false;
};

}  // namespace sellerd::http
