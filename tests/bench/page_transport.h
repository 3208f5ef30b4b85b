// The network of the ingest bench: searches are answered from pages that were made beforehand, everything
// else by the marketplace model in this process.
#pragma once

#include "common/api/all.h"
#include "daemon/event.h"
#include "daemon/http/transport.h"
#include "tests/bench/made_pages.h"
#include "tests/sandbox/marketplace.h"

namespace sellerd::bench {

// Thread: the event loop's.
class PageTransport final : public http::Transport {
 public:
  PageTransport(boost::asio::any_io_executor loop, Clock& clock, std::size_t orders);

  Task<Result<http::Response>> send(http::Request request) override;

  // From now on searches wait until go_on().
  void hold() { held_back_ = true; }
  void go_on();
  bool is_waiting() const { return waiting_; }

  const MadePages& pages() const { return pages_; }
  api::Connect::Request connect_request() const;

 private:
  Clock& clock_;
  Event released_;
  MadePages pages_;
  sandbox::Marketplace marketplace_;
  bool held_back_ = false;
  bool waiting_ = false;
};

}  // namespace sellerd::bench
