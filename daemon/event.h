// A broadcast between coroutines of one event loop: wait() returns at the next notify().
#pragma once

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "common/clock.h"

namespace sellerd {

// Thread: the event loop's. Must outlive its waiters.
class Event {
 public:
  explicit Event(boost::asio::any_io_executor executor) : timer_(executor, kNever) {}

  // Throws operation_aborted when the waiting coroutine itself is cancelled.
  Task<> wait() {
    boost::system::error_code ended;
    co_await timer_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ended));
    const auto state = co_await boost::asio::this_coro::cancellation_state;
    if (state.cancelled() != boost::asio::cancellation_type::none) {
      throw boost::system::system_error(boost::asio::error::operation_aborted);
    }
  }

  void notify() {
    ++count_;
    timer_.cancel();
  }

  // How often it was notified: who was busy elsewhere sees by it that something happened meanwhile.
  std::uint64_t count() const { return count_; }

 private:
  static constexpr boost::asio::steady_timer::time_point kNever =
      boost::asio::steady_timer::time_point::max();
  boost::asio::steady_timer timer_;
  std::uint64_t count_ = 0;
};

}  // namespace sellerd
