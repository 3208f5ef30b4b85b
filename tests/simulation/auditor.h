// Checks what must hold at any time, by reading the daemon's store beside the marketplaces' own truth.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
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
  // An answer of a marketplace, by the account's number in the world: one that was refused for quota without
  // an injected fault and without one of the reasons below counts.
  void on_answer(std::size_t market, const http::Request& request, const sandbox::HandledResponse& handled);

  // Nothing may be called running that is not; calls stay within reason. Once a simulated day.
  void check_day();
  // The totals, the lists and the records agree, and nothing of one account is under another.
  void check_books();
  // After everything is well again: what is held is what there is.
  void check_complete();
  // No byte of the stored keys and values and of the log may hold a canary or a secret. The world must be
  // stopped.
  void check_secrets();
  // What is held of the people in orders is sealed, can be opened, and is not over; there is some where it is
  // wanted, and none elsewhere. The world must be stopped.
  void check_personal(bool wanted);

  // Why the daemon may exceed a quota, once for each operation of each account; the refusal sets it right.
  //   about to start: the wall clock is wrong by another amount than when the last process began, so what was
  //   stored in wall time misleads
  void starting();
  //   after a power cut: the buckets of the calls since the last page may be gone (docs/storage.md)
  void power_cut(std::size_t lost_writes);

  // Something that must not be.
  void violated(std::string what);
  const std::vector<std::string>& violations() const { return violations_; }

 private:
  using Allowed = std::set<std::string, std::less<>>;  // operations

  // An account at its marketplace and in the books.
  struct Account {
    std::size_t market = 0;
    Timestamp proven{};  // the watermark up to here has been checked
    std::uint64_t requests_yesterday = 0;
    std::uint64_t starts_today = 0;                      // of runs, those taken up again included
    std::map<std::string, std::uint64_t> answers_today;  // by operation
    std::int64_t corrections = 0;                        // of quantities, in all
    std::uint64_t injected_429 = 0;
    Allowed allowed_429;
  };

  Timestamp now() { return Timestamp(world_.time().uptime()); }
  void check_watermark(const Run& run);
  void check_history(const Run& run);
  void check_owners();
  void check_stock();
  void check_customers();
  void check_account(std::size_t market, const Integration& integration);
  void check_complete(std::size_t market, const Integration& integration);
  // The integration of an account; violated() and nothing when there is none.
  std::optional<Integration> integration_of(std::size_t market);
  std::optional<std::size_t> market_of(std::uint32_t integration);
  void allow_all();

  test::SimulatedWorld& world_;
  EventLog& log_;
  Tally& tally_;
  std::deque<Account> accounts_;
  Duration skew_at_start_{};
  std::vector<std::string> violations_;
};

}  // namespace sellerd::simulation
