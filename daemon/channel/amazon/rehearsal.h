// A rehearsal of calls on time that does not pass: how long they would take against the buckets as they are.
// Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/channel/amazon/operations.h"
#include "daemon/channel/channel.h"

namespace sellerd::amazon {

// What a rehearsal needs to know of the world.
struct Pace {
  Timestamp now{};
  Duration latency{};      // of a call
  Duration making_time{};  // of a report, or of a feed
};

class Rehearsal {
 public:
  // The schedule, which goes on meanwhile and takes its calls. Who can wait leaves it what it will need.
  struct LiveRuns {
    Reserve reserve;
    Duration interval{};
  };

  // `buckets` holds those of the operations that will be called.
  Rehearsal(const std::vector<QuotaView>& buckets, const Pace& pace, std::optional<LiveRuns> live = {});

  Timestamp now() const { return now_; }
  Duration elapsed() const { return now_ - begun_; }
  const std::map<std::string, std::int64_t>& counts() const { return counts_; }  // calls by operation

  void pass(Duration span) { now_ += span; }
  bool ready(const Operation& operation) { return wait(operation) == Duration::zero(); }
  // Waits for quota, calls, and waits for the answer; so many times, one after the other. Without LiveRuns it
  // takes no longer for many than for one.
  void call(const Operation& operation, std::int64_t times = 1);

 private:
  struct Level {
    std::int64_t tokens;  // in thousand-millionths
    std::int64_t rate;    // of them a millisecond
    std::int64_t capacity;
    Timestamp filled;
  };

  void call_once(const Operation& operation);
  Level& bucket(const Operation& operation);
  Duration wait(const Operation& operation);
  void let_live_runs_pass();

  std::optional<LiveRuns> live_;
  Duration latency_;
  Timestamp begun_;
  Timestamp now_;
  std::map<std::string, Level> buckets_;
  std::map<std::string, std::int64_t> counts_;
};

}  // namespace sellerd::amazon
