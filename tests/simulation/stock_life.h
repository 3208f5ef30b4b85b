// A seller's stock sold on two channels at once, by buyers who buy what they see, while pushes fail, lag and
// get rejected and the daemon is killed; from one seed. Then all orders end, everything is well again, and
// the books must equal what really lies in the warehouse.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "tests/sandbox/random.h"
#include "tests/simulation/event_log.h"
#include "tests/simulation/lives.h"
#include "tests/support/simulated_world.h"

namespace sellerd::simulation {

struct StockTally {
  std::uint64_t sales = 0;
  std::uint64_t writes = 0;
  std::uint64_t writes_checked = 0;
  std::uint64_t oversold_in_flight = 0;  // before anybody could have told the other channel
  std::uint64_t oversold_by_daemon = 0;  // each is a violation
  std::uint64_t cancellations = 0;
  std::uint64_t shipped_here = 0;
  std::uint64_t shipped_there = 0;
  std::uint64_t crashes = 0;
  std::uint64_t corrections = 0;
  Counts faults;  // those that struck, by name

  void add(const StockTally& other);

  template <class Archive>
  void serialize(Archive& archive) {
    archive(sales, writes, writes_checked, oversold_in_flight, oversold_by_daemon, cancellations,
            shipped_here, shipped_there, crashes, corrections, faults);
  }
};

std::ostream& operator<<(std::ostream& out, const StockTally& tally);

class StockLife {
 public:
  StockLife(std::uint64_t seed, int days);

  // The faults that lives as these have between them.
  static std::vector<std::string> fault_names();

  // Once. Fills in what it found.
  void play(LifeOutcome<StockTally>& outcome);

 private:
  struct Action {
    const char* name;
    std::uint32_t weight;
    void (StockLife::*act)();
  };
  static std::span<const Action> all_actions();

  // An order as the buyer knows it.
  struct Sold {
    std::size_t market = 0;
    std::string order_id;
    std::string sku;
    std::int64_t units = 0;
    bool pending = false;
    bool over = false;
  };

  static std::vector<test::AccountSetup> set_up(std::uint64_t seed);
  std::string any_sku();
  Sold* any_open();
  Timestamp now() { return Timestamp(world_.time().uptime()); }
  void note(const std::string& what);
  void violated(std::string what);
  void pass(Duration span);
  void open();
  void start();
  std::uint32_t number_of(std::size_t market) const { return static_cast<std::uint32_t>(market + 1); }
  template <class Method>
  bool try_call(const typename Method::Request& request);
  void set_faults(std::size_t market, const std::string& specification);
  std::int64_t open_units(const std::string& sku) const;
  void judge_oversale(const sandbox::Sale& sale, std::size_t market, std::int64_t really_free);
  void check_write(std::size_t market, const std::string& sku, std::int64_t quantity);
  void on_answer(std::size_t market, const http::Request& request);
  void check_ledger();
  void live();
  void end_all_orders();
  void check_end();

  // The actions.
  void sell();
  void release();
  void cancel();
  void ship_here();
  void ship_there();
  void receive();
  void lose_one();
  void take_back();
  void trouble();
  void well();
  void crash();
  void cut_power();
  void unplug();
  void change_rule();
  void switch_push();
  void sync_items();

  sandbox::Random random_;
  int days_;
  test::SimulatedWorld world_;
  EventLog log_;
  StockTally tally_;
  std::vector<std::string> skus_;
  std::map<std::string, std::int64_t> physical_;  // units that really lie in the warehouse
  std::vector<Sold> sold_;
  std::vector<bool> push_on_ = {true, true};
  std::multimap<Timestamp, std::function<void()>> plans_;
  bool up_ = false;
  std::vector<std::string> violations_;
};

}  // namespace sellerd::simulation
