// Checks what must hold at any time, by reading the daemon's store beside the marketplace's own truth.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/event_log.h"
#include "tests/simulation/tally.h"
#include "tests/support/simulated_world.h"

namespace sellerd::simulation {

class Auditor {
 public:
  Auditor(test::SimulatedWorld& world, EventLog& log, Tally& tally);

  // A run started or ended. Runs inside the daemon's own coroutine: reads the store, calls nothing.
  void on_run(const Run& run);
  // An answer of the marketplace: one that was refused for quota without an injected fault counts.
  void on_answer(const sandbox::HandledResponse& handled);

  // Nothing may be called running that is not; calls stay within reason. Once a simulated day.
  void check_day();
  // The totals, the lists and the records agree.
  void check_books();
  // After everything is well again: what is held is what there is.
  void check_complete();
  // No byte of the stored values and of the log may hold a canary or a secret. The world must be stopped.
  void check_secrets(rocksdb::Env* environment);

  // While the daemon's wall clock is wrong, or has been since its buckets were last right.
  void clock_jumped() { clock_jumped_ = true; }

  // Something that must not be.
  void violated(std::string what);
  const std::vector<std::string>& violations() const { return violations_; }

 private:
  void found(const std::string& what);
  void check_watermark(const Run& run);
  void check_history(const Run& run);
  std::uint32_t integration();

  test::SimulatedWorld& world_;
  EventLog& log_;
  Tally& tally_;
  Timestamp proven_{};  // the watermark up to here has been checked
  std::uint64_t requests_yesterday_ = 0;
  std::uint64_t injected_429_ = 0;
  bool clock_jumped_ = false;
  std::vector<std::string> violations_;
};

}  // namespace sellerd::simulation
