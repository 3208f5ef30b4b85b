#include "daemon/control/connection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace sellerd::control {
namespace {

namespace asio = boost::asio;
constexpr auto kResult = asio::as_tuple(asio::use_awaitable);
// Replies of a list travel together up to here.
constexpr std::size_t kWriteBytes = 64u << 10;

}  // namespace

Connection::Connection(Socket socket, Peer peer, Dispatcher& dispatcher, const Limits& limits)
    : socket_(std::move(socket)),
      peer_(std::move(peer)),
      dispatcher_(dispatcher),
      limits_(limits),
      reader_(limits.message_bytes),
      deadline_(socket_.get_executor()) {}

Task<> Connection::serve() {
  while (!gone_) {
    auto message = reader_.next();
    if (!message) break;  // not Varlink: there is no way to answer that the peer would understand
    if (!*message) {
      if (!co_await read_more()) break;
      continue;
    }
    if (std::exchange(unfinished_, false)) deadline_.cancel();
    auto call = varlink::parse_call(**message);
    if (!call) break;
    silent_ = call->oneway;
    co_await dispatcher_.dispatch(std::move(*call), peer_, *this);
    waiting_ = nullptr;
  }
  close();
}

Task<bool> Connection::read_more() {
  // Counted from its beginning: a byte now and then does not keep the place.
  if (reader_.pending() && !std::exchange(unfinished_, true)) close_after(limits_.slow_writer);
  std::array<char, 16'384> buffer;
  auto [failure, count] = co_await socket_.async_read_some(asio::buffer(buffer), kResult);
  if (failure || gone_) co_return false;
  reader_.feed({buffer.data(), count});
  co_return true;
}

Task<bool> Connection::send(varlink::Reply reply, bool flush) {
  if (gone_) co_return false;
  if (silent_) co_return true;
  outgoing_ += varlink::frame(varlink::write_reply(reply));
  if (!flush && outgoing_.size() < kWriteBytes) co_return true;
  co_return co_await write_out();
}

Task<bool> Connection::write_out() {
  const std::string bytes = std::exchange(outgoing_, {});
  close_after(limits_.slow_reader);
  auto [failure, count] = co_await asio::async_write(socket_, asio::buffer(bytes), kResult);
  deadline_.cancel();
  if (failure) close();
  co_return !failure;
}

void Connection::close_after(Duration span) {
  deadline_.expires_after(span);
  deadline_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
    if (!cancelled) self->close();
  });
}

void Connection::wake_when_gone(Event& event) {
  waiting_ = &event;
  watch_for_hangup();
}

void Connection::watch_for_hangup() {
  if (watching_ || gone_) return;
  watching_ = true;
  // wait_error fires on EPOLLHUP, which a Unix socket raises when the peer has closed.
  socket_.async_wait(Socket::wait_error, [self = shared_from_this()](boost::system::error_code) {
    self->watching_ = false;
    if (self->waiting_ != nullptr) self->close();
  });
}

void Connection::close() {
  gone_ = true;
  boost::system::error_code ignored;
  socket_.close(ignored);
  deadline_.cancel();
  if (waiting_ != nullptr) waiting_->notify();
}

}  // namespace sellerd::control
