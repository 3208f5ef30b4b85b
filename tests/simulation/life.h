// One simulated life of the daemon, from one seed: connected, troubled for some days, then left in peace and
// looked at.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/accounts.h"
#include "tests/simulation/auditor.h"
#include "tests/simulation/lives.h"
#include "tests/simulation/options.h"

namespace sellerd::simulation {

class Life {
 public:
  // Requires that options.integrations says how many.
  Life(const Options& options, std::uint64_t seed);

  // Once. Fills in what it found.
  void play(LifeOutcome<Tally>& result);

  // What lives as these have between them: faults of the marketplace, and what the script does.
  static std::vector<std::string> fault_names();
  static std::vector<std::string> action_names();

 private:
  struct Action {
    const char* name;
    std::uint32_t weight;
    void (Life::*act)();
  };
  static std::span<const Action> all_actions();

  Life(const Options& options, std::uint64_t seed, Accounts accounts);
  void choose_trouble();
  void live_through(Timestamp end);
  void advance(Timestamp to);
  void act_once();
  MarketLife& next_market();
  std::size_t number_of(const MarketLife& market) const;
  void heal();
  void settle(const char* what);
  void note(const std::string& what);
  void later(Duration from, Duration to, std::function<void()> todo);
  Duration between(Duration from, Duration to);
  Timestamp now() { return Timestamp(world_.time().uptime()); }

  void start();
  void start_in_part();  // a sync that is left under way
  std::size_t any_account() { return random_.below(world_.accounts()); }
  std::string name(std::size_t account) const { return names_.at(account); }
  void reauthorise_where_needed();
  bool reauthorise_if_needed(std::size_t account);
  void call_in_part(std::string_view method, json::object parameters);
  void set_faults_of(std::size_t account);
  void enable(std::size_t account);

  // The actions.
  void set_faults();
  void clear_faults();
  void unplug();
  void crash();
  void crash_in_run();
  void stop();
  void jump_clock();
  void sync();
  void sync_period();
  void sync_everything();
  void resync();
  void pull();
  void cancel();
  void disable();
  void enable();
  void stop_all();
  void resume_all();
  void change_preferences();
  void change_stock();
  void touch_many();

  Options options_;
  sandbox::Random random_;
  bool personal_;  // holds personal data
  bool on_rocks_;
  std::vector<MarketLife> markets_;  // by account, as are the names
  std::vector<std::string> names_;
  test::SimulatedWorld world_;
  EventLog log_;
  Tally tally_;
  Auditor auditor_;
  std::multimap<Timestamp, std::function<void()>> plans_;  // ends of outages and the like
  std::vector<std::string> faults_;
  std::vector<Action> actions_;
  std::vector<std::uint32_t> weights_;
  bool up_ = false;
  Duration skew_{};
  Timestamp next_day_{};
};

}  // namespace sellerd::simulation
