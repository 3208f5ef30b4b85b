#include "tests/simulation/life.h"

#include <algorithm>

#include "common/api/all.h"

namespace sellerd::simulation {

using namespace std::chrono;

namespace {

// A life on RocksDB takes longer; one in so many shows that it does what the books in memory do.
constexpr std::uint64_t kOnRocksEach = 20;

// Some lives hold personal data: it must be as hidden there as it is where none is held.
constexpr std::uint64_t kPersonalEach = 4;

bool lives_on_rocks(std::uint64_t seed) {
  return seed % kOnRocksEach == 0;
}

}  // namespace

Life::Life(const Options& options, std::uint64_t seed) : Life(options, seed, plan_accounts(options, seed)) {}

Life::Life(const Options& options, std::uint64_t seed, Accounts accounts)
    : options_(options),
      random_(sandbox::mix(seed ^ 0x5c41)),
      personal_(seed % kPersonalEach == 0),
      on_rocks_(lives_on_rocks(seed)),
      markets_(std::move(accounts.lives)),
      world_({.seed = seed, .books = on_rocks_ ? test::Books::rocks_in_memory : test::Books::memory},
             std::move(accounts.setups)),
      auditor_(world_, log_, tally_) {
  world_.network().own_clock = true;
  world_.network().on_answer = [this](std::size_t market, const http::Request& request,
                                      const sandbox::HandledResponse& handled) {
    auditor_.on_answer(market, request, handled);
  };
  world_.on_run = [this](const Run& run) { auditor_.on_run(run); };
  choose_trouble();
}

// Swarm: every life has its own selection of troubles. A fault that always is there can hide another one.
void Life::choose_trouble() {
  const bool swarm = options_.faults == "swarm";
  const bool none = options_.faults == "none";
  for (const auto& fault : sandbox::fault_table()) {
    if (!none && (!swarm || random_.chance(0.4))) faults_.emplace_back(fault.name);
  }
  for (const auto& action : all_actions()) {
    const bool harmless = action.act == &Life::sync || action.act == &Life::sync_period ||
                          action.act == &Life::sync_everything || action.act == &Life::resync ||
                          action.act == &Life::pull || action.act == &Life::change_preferences ||
                          action.act == &Life::change_stock || action.act == &Life::touch_many;
    if (none && !harmless) continue;
    if (swarm && !harmless && random_.chance(0.3)) continue;
    actions_.push_back(action);
    weights_.push_back(action.weight);
  }
}

std::vector<std::string> Life::fault_names() {
  std::vector<std::string> names;
  for (const auto& fault : sandbox::fault_table()) {
    // So few listings never go as a batch.
    if (fault.scope != sandbox::FaultScope::feed_requests) names.emplace_back(fault.name);
  }
  return names;
}

std::vector<std::string> Life::action_names() {
  std::vector<std::string> names;
  for (const auto& action : all_actions()) names.emplace_back(action.name);
  return names;
}

void Life::play(LifeOutcome<Tally>& result) {
  start();
  if (personal_) world_.call<api::SetPreferences>({.personal_data = true});
  for (std::size_t account = 0; account < world_.accounts(); ++account) {
    const auto connected = world_.call<api::Connect>(world_.connect_request(account));
    names_.push_back(connected.front().integration.name);
    note("connected " + names_.back());
  }
  if (random_.chance(0.5)) set_faults();
  next_day_ = now() + days(1);
  live_through(now() + days(options_.days));
  heal();
  world_.stop();
  up_ = false;
  auditor_.check_secrets();
  auditor_.check_personal(personal_);
  ++tally_.seeds;
  ++tally_.actions[on_rocks_ ? "lived on RocksDB" : "lived in memory"];
  tally_.days += static_cast<std::uint64_t>(options_.days);
  tally_.requests += world_.network().requests;
  tally_.integrations += world_.accounts();
  for (std::size_t account = 0; account < world_.accounts(); ++account) {
    tally_.orders += world_.marketplace(account).orders().size();
    for (const auto& [name, count] : world_.marketplace(account).faults().counts())
      tally_.faults[std::string(name)] += count;
  }
  result.violations = auditor_.violations();
  result.log = log_.text();
  result.tally = tally_;
}

void Life::live_through(Timestamp end) {
  while (true) {
    const Timestamp next = now() + between(minutes(5), hours(16));
    if (next >= end) break;
    advance(next);
    if (!auditor_.violations().empty()) return;
    if (up_) reauthorise_where_needed();
    if (up_) act_once();
  }
  advance(end);
}

// The marketplace where something happens next.
MarketLife& Life::next_market() {
  return *std::min_element(
      markets_.begin(), markets_.end(),
      [](const MarketLife& left, const MarketLife& right) { return left.next() < right.next(); });
}

std::size_t Life::number_of(const MarketLife& market) const {
  return static_cast<std::size_t>(&market - markets_.data());
}

// Lets time pass, and everything happen that is due on the way.
void Life::advance(Timestamp to) {
  while (true) {
    const Timestamp plan = plans_.empty() ? Timestamp::max() : plans_.begin()->first;
    auto& market = next_market();
    const Timestamp next = std::min({to, plan, market.next(), next_day_});
    world_.time().run_to(next);
    if (next == market.next()) {
      market.step(world_.marketplace(number_of(market)).orders());
    } else if (next == plan) {
      const auto todo = plans_.extract(plans_.begin());
      todo.mapped()();
    } else if (next == next_day_) {
      next_day_ += days(1);
      if (up_) auditor_.check_day();
    } else {
      return;
    }
  }
}

void Life::act_once() {
  const auto& action = actions_[random_.weighted(weights_)];
  ++tally_.actions[action.name];
  note(action.name);
  (this->*action.act)();
}

// Everything is put right; then the books must be, too.
void Life::heal() {
  note("healing");
  for (auto plans = std::exchange(plans_, {}); const auto& [when, todo] : plans) todo();
  clear_faults();
  world_.network().unplugged = false;
  world_.time().jump(-std::exchange(skew_, {}));
  if (!up_) start();
  world_.call<api::ResumeAll>({});
  for (std::size_t account = 0; account < world_.accounts(); ++account) enable(account);
  world_.call<api::SetPreferences>({.interval_minutes = 240});
  while (next_market().next() != Timestamp::max()) advance(next_market().next());
  // Two ticks, for what backs off; what has just changed becomes visible; and a night, for what came late.
  advance(now() + hours(33));
  settle("the sync after all troubles");
  // What could not be understood is sent again, as after the marketplace mended it.
  for (std::size_t account = 0; account < world_.accounts(); ++account) {
    for (const auto& held : world_.call<api::ListQuarantine>({.integration = name(account)})) {
      world_.marketplace(account)
          .orders()
          .update(held.entry.record_id, now(), [](sandbox::Order&) {})
          .value();
    }
  }
  advance(now() + minutes(10));
  settle("the last sync");
  auditor_.check_day();
  auditor_.check_books();
  auditor_.check_complete();
}

void Life::settle(const char* what) {
  world_.run_until_idle();
  for (const auto& integration : names_) {
    for (const auto module : kScheduledModules) {
      const auto run = world_.sync(module, integration);
      note(std::string(what) + ": " + integration + " " + std::string(enum_name(module)) + " " +
           std::string(enum_name(run.state)));
      if (run.state != RunState::succeeded)
        auditor_.violated(std::string(what) + " did not succeed: " + run.reason);
    }
  }
}

void Life::note(const std::string& what) {
  log_.add(now(), what);
}

Duration Life::between(Duration from, Duration to) {
  return from +
         Duration(static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>((to - from).count()))));
}

void Life::later(Duration from, Duration to, std::function<void()> todo) {
  plans_.emplace(now() + between(from, to), std::move(todo));
}

}  // namespace sellerd::simulation
