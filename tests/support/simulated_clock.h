// Time that moves only when the test says so.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <map>

#include "common/clock.h"

namespace sellerd::test {

// Thread: the event loop's.
class SimulatedClock final : public Clock {
 public:
  SimulatedClock(boost::asio::io_context& loop, Timestamp start) : loop_(&loop), now_(start) {}

  Timestamp now() const override { return now_ + skew_; }
  Duration uptime() const override { return now_.time_since_epoch(); }
  Timestamp steady() const override { return now_ + skew_at_begin_; }

  Task<> sleep(Duration span) override {
    // Kept in this coroutine's frame: a cancelled sleep leaves the queue by itself.
    Sleeper sleeper(*this, now_ + std::max(span, Duration::zero()));
    boost::system::error_code ended;
    co_await sleeper.timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ended));
    if (!sleeper.due_reached) throw boost::system::system_error(boost::asio::error::operation_aborted);
  }

  // Runs everything that is ready, then moves on to the next sleeper, until `done` or nothing is left to do
  // or the time `limit` would be passed. Returns done().
  bool run_until(const std::function<bool()>& done, Timestamp limit = Timestamp::max()) {
    while (true) {
      loop_->restart();
      loop_->poll();
      if (done()) return true;
      if (sleepers_.empty() || sleepers_.begin()->first.first > limit) return false;
      wake_first();
    }
  }

  // Everything up to `time`, and not beyond.
  void run_to(Timestamp time) {
    run_until([] { return false; }, time);
    now_ = std::max(now_, time);
  }

  // So much true time goes by, whatever the wall clock says.
  void pass(Duration span) { run_to(now_ + span); }

  // For a crash: whoever sleeps never wakes, and the next sleepers sleep in a new loop.
  void lose_sleepers() { sleepers_.clear(); }
  void use(boost::asio::io_context& loop) { loop_ = &loop; }

  // The wall clock jumps; sleepers do not notice.
  void jump(Duration by) { skew_ += by; }
  // By how much the wall clock is wrong.
  Duration skew() const { return skew_; }

  // A process begins: steady() goes on from the wall time of now.
  void begin_process() { skew_at_begin_ = skew_; }

 private:
  struct Sleeper {
    Sleeper(SimulatedClock& clock, Timestamp due)
        : owner(clock),
          timer(*clock.loop_, boost::asio::steady_timer::time_point::max()),
          key(due, clock.next_number_++) {
      owner.sleepers_[key] = this;
    }
    ~Sleeper() { owner.sleepers_.erase(key); }
    Sleeper(const Sleeper&) = delete;

    SimulatedClock& owner;
    boost::asio::steady_timer timer;
    std::pair<Timestamp, std::uint64_t> key;  // the number keeps the order of equal times
    bool due_reached = false;
  };

  void wake_first() {
    Sleeper* first = sleepers_.begin()->second;
    now_ = std::max(now_, first->key.first);
    sleepers_.erase(sleepers_.begin());
    first->due_reached = true;
    first->timer.cancel();
  }

  boost::asio::io_context* loop_;
  Timestamp now_;
  Duration skew_{};
  Duration skew_at_begin_{};
  std::uint64_t next_number_ = 0;
  std::map<std::pair<Timestamp, std::uint64_t>, Sleeper*> sleepers_;
};

}  // namespace sellerd::test
