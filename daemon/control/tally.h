// What has happened since the daemon's start, counted for the metrics.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "common/error.h"
#include "common/model/run.h"

namespace sellerd::control {

// Thread: the event loop's.
class Tally {
 public:
  struct Ended {
    std::int64_t runs = 0;
    Duration took{};  // at work in this process
  };
  struct Records {
    RunCounts counts;
    std::int64_t late = 0;
  };
  struct Calls {
    std::int64_t calls = 0;
    Duration took{};
  };
  using ModuleKey = std::tuple<std::string, Module>;                  // of an integration, by its name
  using EndKey = std::tuple<std::string, Module, RunState>;           // the same, how it ended
  using CallKey = std::tuple<std::string, std::string, std::string>;  // integration, operation, outcome

  // A run that starts, goes on or ends. `uptime` is the clock's. What a run that goes on had counted before
  // is not counted again.
  void note_run(const Run& run, Duration uptime);
  // A call to a marketplace that has ended; without an error it was answered.
  void note_call(std::string integration, std::string operation, std::optional<ErrorCode> error,
                 Duration took);
  // A client's call that was refused for lack of access.
  void note_refused() { ++refused_; }

  const std::map<ModuleKey, std::int64_t>& started() const { return started_; }
  const std::map<EndKey, Ended>& ended() const { return ended_; }
  const std::map<ModuleKey, Records>& records() const { return records_; }
  const std::map<CallKey, Calls>& calls() const { return calls_; }
  std::int64_t refused() const { return refused_; }

  // How many clients are connected; may be empty.
  std::function<std::size_t()> connections;

 private:
  struct Open {
    Duration since{};
    Records before;
  };

  std::map<ModuleKey, std::int64_t> started_;
  std::map<EndKey, Ended> ended_;
  std::map<ModuleKey, Records> records_;
  std::map<CallKey, Calls> calls_;
  std::map<std::uint64_t, Open> open_;  // the live runs, by number
  std::int64_t refused_ = 0;
};

}  // namespace sellerd::control
