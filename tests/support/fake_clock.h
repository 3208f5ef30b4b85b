// Time that passes only while somebody sleeps: a sleep moves it on at once.
#pragma once

#include <algorithm>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <vector>

#include "common/clock.h"

namespace sellerd::test {

// For one coroutine, or for several that do not sleep beside each other; SimulatedClock keeps the order of
// several.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

  Timestamp now() const override { return time; }
  Duration uptime() const override { return up; }
  Timestamp steady() const override { return begun_ + up; }

  Task<> sleep(Duration span) override {
    sleeps.push_back(span);
    advance(std::max(span, Duration::zero()));
    co_await boost::asio::post(executor_, boost::asio::use_awaitable);
  }

  void advance(Duration span) {
    time += span;
    up += span;
  }

  Timestamp time = *parse_time("2026-08-05T10:15:00Z");
  Duration up = std::chrono::hours(1);
  std::vector<Duration> sleeps;

 private:
  boost::asio::any_io_executor executor_;
  Timestamp begun_ = time - up;
};

}  // namespace sellerd::test
