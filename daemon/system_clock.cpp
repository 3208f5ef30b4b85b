#include "daemon/system_clock.h"

#include <sys/timerfd.h>
#include <time.h>

#include <algorithm>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace sellerd {
namespace {

// A descriptor that becomes readable after the span. -1 when there is none to be had.
int open_timer(Duration span) {
  const int timer = ::timerfd_create(CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (timer < 0) return timer;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(span);
  itimerspec length{};
  length.it_value.tv_sec = seconds.count();
  length.it_value.tv_nsec = std::chrono::nanoseconds(span - seconds).count();
  ::timerfd_settime(timer, 0, &length, nullptr);
  return timer;
}

}  // namespace

Timestamp SystemClock::now() const {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

Duration SystemClock::uptime() const {
  timespec time{};
  ::clock_gettime(CLOCK_BOOTTIME, &time);
  return std::chrono::duration_cast<Duration>(std::chrono::seconds(time.tv_sec) +
                                              std::chrono::nanoseconds(time.tv_nsec));
}

// Asio's timers count CLOCK_MONOTONIC, which stands still while the machine is suspended.
Task<> SystemClock::sleep(Duration span) {
  const auto executor = co_await boost::asio::this_coro::executor;
  span = std::max(span, Duration(1));  // zero would disarm the timer
  if (const int timer = open_timer(span); timer >= 0) {
    boost::asio::posix::stream_descriptor descriptor(executor, timer);
    co_await descriptor.async_wait(descriptor.wait_read, boost::asio::use_awaitable);
  } else {  // no descriptor left: better late after a suspend than not at all
    boost::asio::steady_timer fallback(executor, span);
    co_await fallback.async_wait(boost::asio::use_awaitable);
  }
}

}  // namespace sellerd
