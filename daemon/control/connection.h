// One client: reads calls, writes replies, watches for the hang-up.
#pragma once

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>

#include "common/varlink/frame.h"
#include "daemon/control/server.h"

namespace sellerd::control {

// Thread: the event loop's. Kept alive by its own coroutine.
class Connection final : public ReplySink, public std::enable_shared_from_this<Connection> {
 public:
  using Socket = boost::asio::local::stream_protocol::socket;

  Connection(Socket socket, Peer peer, Dispatcher& dispatcher, const Limits& limits);

  const Peer& peer() const { return peer_; }
  // Serves calls until the client goes, breaks the protocol, or close() is called.
  Task<> serve();
  void close();

  Task<bool> send(varlink::Reply reply, bool flush) override;
  bool gone() const override { return gone_; }
  void wake_when_gone(Event& event) override;

 private:
  Task<bool> read_more();
  Task<bool> write_out();
  void close_after(Duration span);
  void watch_for_hangup();

  Socket socket_;
  Peer peer_;
  Dispatcher& dispatcher_;
  Limits limits_;
  varlink::FrameReader reader_;
  boost::asio::steady_timer deadline_;  // of what the client owes: the rest of a call, or reading its replies
  std::string outgoing_;
  bool silent_ = false;  // the call in hand is oneway
  bool gone_ = false;
  bool unfinished_ = false;  // a call has begun, and its deadline runs
  bool watching_ = false;
  Event* waiting_ = nullptr;
};

}  // namespace sellerd::control
