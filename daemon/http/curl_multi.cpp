#include "daemon/http/curl_multi.h"

#include <chrono>
#include <stdexcept>

#include "daemon/http/curl_exchange.h"

namespace sellerd::http {
namespace {

constexpr long kKeptConnections = 16;

void initialise_curl_once() {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (initialised != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

}  // namespace

// The descriptor borrows libcurl's socket: it is released before libcurl closes it, never closed by us.
struct CurlMulti::Watch {
  Watch(const boost::asio::any_io_executor& executor, curl_socket_t watched)
      : descriptor(executor), socket(watched) {}
  ~Watch() { release(); }

  void release() {
    if (descriptor.is_open()) descriptor.release();
  }

  boost::asio::posix::stream_descriptor descriptor;
  curl_socket_t socket;
  int wanted = CURL_POLL_NONE;
  bool reading = false;
  bool writing = false;
};

CurlMulti::CurlMulti(boost::asio::any_io_executor executor) : executor_(executor), timer_(executor) {
  initialise_curl_once();
  multi_ = curl_multi_init();
  if (multi_ == nullptr) throw std::bad_alloc();
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlMulti::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlMulti::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, kKeptConnections);
}

CurlMulti::~CurlMulti() {
  closing_ = true;
  curl_multi_cleanup(multi_);  // says goodbye on kept connections, and so still calls on_socket
}

bool CurlMulti::start(CurlExchange& exchange) {
  return curl_multi_add_handle(multi_, exchange.handle()) == CURLM_OK;
}

void CurlMulti::stop(CurlExchange& exchange) {
  curl_multi_remove_handle(multi_, exchange.handle());
}

int CurlMulti::on_socket(CURL*, curl_socket_t socket, int wanted, void* self, void*) {
  return static_cast<CurlMulti*>(self)->watch_socket(socket, wanted);
}

int CurlMulti::on_timer(CURLM*, long milliseconds, void* self) {
  static_cast<CurlMulti*>(self)->set_timer(milliseconds);
  return 0;
}

int CurlMulti::watch_socket(curl_socket_t socket, int wanted) {
  const auto found = watches_.find(socket);
  if (wanted == CURL_POLL_REMOVE) {
    if (found != watches_.end()) {
      found->second->release();
      watches_.erase(found);
    }
    return 0;
  }
  if (closing_) return 0;
  std::shared_ptr<Watch> watch;
  if (found != watches_.end()) {
    watch = found->second;
  } else {
    watch = std::make_shared<Watch>(executor_, socket);
    boost::system::error_code failure;
    watch->descriptor.assign(socket, failure);
    if (failure) return -1;
    watches_.emplace(socket, watch);
  }
  watch->wanted = wanted;
  wait_for(watch);
  return 0;
}

void CurlMulti::wait_for(const std::shared_ptr<Watch>& watch) {
  if ((watch->wanted & CURL_POLL_IN) != 0 && !watch->reading) wait_for(watch, false);
  if ((watch->wanted & CURL_POLL_OUT) != 0 && !watch->writing) wait_for(watch, true);
}

void CurlMulti::wait_for(const std::shared_ptr<Watch>& watch, bool write) {
  using Descriptor = boost::asio::posix::stream_descriptor;
  (write ? watch->writing : watch->reading) = true;
  watch->descriptor.async_wait(
      write ? Descriptor::wait_write : Descriptor::wait_read,
      [weak = weak_from_this(), watch, write](const boost::system::error_code& failure) {
        (write ? watch->writing : watch->reading) = false;
        const auto self = weak.lock();
        if (self) self->socket_ready(watch, write ? CURL_CSELECT_OUT : CURL_CSELECT_IN, failure);
      });
}

void CurlMulti::socket_ready(const std::shared_ptr<Watch>& watch, int flag,
                             const boost::system::error_code& failure) {
  if (!watch->descriptor.is_open()) return;  // libcurl let go of it meanwhile
  const int wanted_flag = flag == CURL_CSELECT_IN ? CURL_POLL_IN : CURL_POLL_OUT;
  if ((watch->wanted & wanted_flag) != 0) act(watch->socket, failure ? CURL_CSELECT_ERR : flag);
  if (watch->descriptor.is_open() && !failure) wait_for(watch);
}

void CurlMulti::set_timer(long milliseconds) {
  if (closing_) return;
  if (milliseconds < 0) {
    timer_.cancel();
    return;
  }
  timer_.expires_after(std::chrono::milliseconds(milliseconds));
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& failure) {
    const auto self = weak.lock();
    if (!failure && self) self->act(CURL_SOCKET_TIMEOUT, 0);
  });
}

void CurlMulti::act(curl_socket_t socket, int flags) {
  int running = 0;
  curl_multi_socket_action(multi_, socket, flags, &running);
  collect_finished();
}

void CurlMulti::collect_finished() {
  int waiting = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &waiting)) {
    if (message->msg != CURLMSG_DONE) continue;
    void* owner = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
    static_cast<CurlExchange*>(owner)->finish(message->data.result);
  }
}

}  // namespace sellerd::http
