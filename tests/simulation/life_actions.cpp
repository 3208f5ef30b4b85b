// What the script can do to the daemon, its network, its clock and its marketplace.
#include <array>

#include "common/api/all.h"
#include "tests/simulation/life.h"

namespace sellerd::simulation {

using namespace std::chrono;

std::span<const Life::Action> Life::all_actions() {
  static constexpr std::array<Action, 20> kActions = {{
      {"faults on", 8, &Life::set_faults},
      {"faults off", 6, &Life::clear_faults},
      {"unplug", 3, &Life::unplug},
      {"crash", 2, &Life::crash},
      {"crash in a run", 5, &Life::crash_in_run},
      {"stop", 3, &Life::stop},
      {"clock jump", 2, &Life::jump_clock},
      {"sync", 6, &Life::sync},
      {"period", 2, &Life::sync_period},
      {"full", 1, &Life::sync_everything},
      {"resync", 2, &Life::resync},
      {"pull", 2, &Life::pull},
      {"cancel", 2, &Life::cancel},
      {"disable", 1, &Life::disable},
      {"enable", 2, &Life::enable},
      {"stop-all", 1, &Life::stop_all},
      {"resume-all", 2, &Life::resume_all},
      {"preferences", 2, &Life::change_preferences},
      {"stock", 2, &Life::change_stock},
      {"many orders change", 3, &Life::touch_many},
  }};
  return kActions;
}

void Life::start() {
  auditor_.starting();
  world_.start();
  up_ = true;
  note("up");
}

// Everywhere, or at one marketplace while the others are well.
void Life::set_faults() {
  if (random_.chance(0.5)) return set_faults_of(any_account());
  for (std::size_t account = 0; account < world_.accounts(); ++account) set_faults_of(account);
}

void Life::set_faults_of(std::size_t account) {
  static constexpr std::array kProbabilities = {"0.02", "0.1", "0.3", "0.7"};
  std::string plan;
  for (const auto& name : faults_) {
    if (!random_.chance(0.4)) continue;
    plan += (plan.empty() ? "" : ",") + name + "=" + kProbabilities[random_.below(kProbabilities.size())];
  }
  note("faults of " + name(account) + ": " + plan);
  world_.marketplace(account).faults().set_plan(sandbox::FaultPlan::parse(plan).value());
}

void Life::clear_faults() {
  for (std::size_t account = 0; account < world_.accounts(); ++account)
    world_.marketplace(account).faults().set_plan({});
}

void Life::unplug() {
  world_.network().unplugged = true;
  later(minutes(1), hours(24), [this] {
    note("plugged in");
    world_.network().unplugged = false;
  });
}

// The process alone, or the whole machine with what the disk had not yet.
void Life::crash() {
  if (random_.chance(0.5) && !on_rocks_) {
    const auto lost = world_.cut_power(random_);
    note("the power is cut, " + std::to_string(lost) + " writes are lost");
    ++tally_.actions[lost > 0 ? "power cut with a loss" : "power cut without a loss"];
    tally_.lost_writes += lost;
    auditor_.power_cut(lost);
  } else {
    world_.crash();
    note("killed");
    ++tally_.actions["kill"];
  }
  up_ = false;
  later(seconds(1), random_.chance(0.2) ? hours(30) : Duration(minutes(1)), [this] { start(); });
}

// Wherever a run may be: between two calls, in a call, in a wait.
void Life::crash_in_run() {
  start_in_part();
  const auto enough = world_.network().requests + random_.below(9);
  const auto limit = now() + minutes(20);
  world_.time().run_until([&] { return world_.network().requests >= enough; }, limit);
  world_.time().run_to(now() + Duration(static_cast<std::int64_t>(random_.below(200))));
  crash();
}

void Life::stop() {
  if (random_.chance(0.5)) {
    start_in_part();
    world_.time().run_to(now() + Duration(static_cast<std::int64_t>(random_.below(40'000))));
  }
  world_.stop();
  up_ = false;
  note("stopped");
  later(seconds(1), random_.chance(0.3) ? hours(30) : Duration(minutes(5)), [this] { start(); });
}

// The wall clock is wrong for a while; then something sets it right.
void Life::jump_clock() {
  const Duration by = between(minutes(1), random_.chance(0.5) ? Duration(minutes(20)) : Duration(days(2)));
  const Duration signed_by = random_.chance(0.5) ? by : -by;
  note("the clock jumps by " + std::to_string(duration_cast<seconds>(signed_by).count()) + " s");
  world_.time().jump(signed_by);
  skew_ += signed_by;
  later(minutes(1), hours(36), [this] {
    note("the clock is right again");
    world_.time().jump(-std::exchange(skew_, {}));
  });
}

// Of all accounts, or of one.
void Life::start_in_part() {
  json::object parameters;
  if (random_.chance(0.3)) parameters = {{"integration", name(any_account())}, {"only", true}};
  call_in_part(api::StartSync::kInfo.name, std::move(parameters));
}

// Without `more` the call ends at once and leaves the runs under way.
void Life::call_in_part(std::string_view method, json::object parameters) {
  const auto replies = world_.call_raw(std::string(method), std::move(parameters), false);
  if (!replies.empty() && !replies.back().error.empty()) note("refused: " + replies.back().error);
}

void Life::sync() {
  start_in_part();
}

void Life::sync_period() {
  const auto day = [this](Duration ago) { return format_time(now() - ago).substr(0, 10); };
  const Duration first = between(days(1), days(40));
  call_in_part(api::StartSync::kInfo.name,
               {{"from", day(first)}, {"to", day(between(Duration::zero(), first))}});
}

void Life::sync_everything() {
  call_in_part(api::StartSync::kInfo.name,
               {{"integration", name(any_account())}, {"only", true}, {"full", true}});
}

void Life::resync() {
  const auto runs = world_.call<api::ListRuns>({.limit = 50});
  if (runs.empty()) return;
  call_in_part(api::Resync::kInfo.name, {{"run", runs[random_.below(runs.size())].run.id}});
}

void Life::pull() {
  const auto account = any_account();
  const auto& book = world_.marketplace(account).orders();
  const auto& order = book.at(static_cast<sandbox::OrderNumber>(random_.below(book.size())));
  call_in_part(api::PullOrder::kInfo.name, {{"order_id", order.id}, {"integration", name(account)}});
}

// Any run, of the newest ones: most have ended, and the call then says so.
void Life::cancel() {
  for (const auto& reply : world_.call<api::ListRuns>({.limit = 10})) {
    if (reply.run.state != RunState::running && reply.run.state != RunState::interrupted) continue;
    return call_in_part(api::CancelRun::kInfo.name, {{"run", reply.run.id}});
  }
}

void Life::disable() {
  const auto account = any_account();
  if (reauthorise_if_needed(account)) return;
  world_.call<api::Disable>({.name = name(account)});
  later(minutes(1), hours(48), [this, account] {
    if (up_) enable(account);
  });
}

void Life::reauthorise_where_needed() {
  for (std::size_t account = 0; account < world_.accounts(); ++account) reauthorise_if_needed(account);
}

// A token that is refused as expired although it is fresh looks like a revoked grant: a person must help.
// Returns whether it was needed.
bool Life::reauthorise_if_needed(std::size_t account) {
  const auto integration = world_.daemon().integrations().find(std::string_view(name(account))).value();
  if (integration.state != IntegrationState::needs_reauth) return false;
  ++tally_.actions["reauthorise"];
  note("reauthorise " + integration.name);
  const auto request = to_json(world_.connect_request(account), Reveal::all).get_object();
  const auto replies = world_.call_raw(std::string(api::Connect::kInfo.name), request, false);
  // The marketplace's faults strike this call too; the next look tries again.
  if (!replies.empty() && !replies.back().error.empty()) note("refused: " + replies.back().error);
  return true;
}

void Life::enable() {
  enable(any_account());
}

void Life::enable(std::size_t account) {
  if (reauthorise_if_needed(account)) return;
  world_.call<api::Enable>({.name = name(account)});
}

void Life::stop_all() {
  world_.call<api::StopAll>({});
  later(minutes(1), hours(48), [this] {
    if (up_) resume_all();
  });
}

void Life::resume_all() {
  world_.call<api::ResumeAll>({});
}

void Life::change_preferences() {
  static constexpr std::array kIntervals = {15, 60, 120, 240, 240, 240};
  static constexpr std::array kOverlaps = {5, 30, 30, 120, 1'440, 10'080};
  const std::int32_t interval = kIntervals[random_.below(kIntervals.size())];
  const std::int32_t overlap = kOverlaps[random_.below(kOverlaps.size())];
  note("interval " + std::to_string(interval) + ", overlap " + std::to_string(overlap));
  world_.call<api::SetPreferences>({.interval_minutes = interval, .overlap_minutes = overlap});
  // Many short intervals make a life slow to play without telling more.
  later(hours(3), hours(24), [this] {
    if (up_) world_.call<api::SetPreferences>({.interval_minutes = 240, .overlap_minutes = 30});
  });
}

// Quantities of an account are sent from now on, other ones than before, or no more.
void Life::change_stock() {
  const auto account = name(any_account());
  const bool push = random_.chance(0.8);
  const auto buffer = static_cast<std::int64_t>(random_.below(4));
  note(push ? "quantities of " + account + " are sent less " + std::to_string(buffer)
            : "quantities of " + account + " are not sent");
  world_.call<api::ConfirmAllItems>({account});
  world_.call<api::SetStockRule>({.integration = account, .buffer = buffer, .push = push});
}

void Life::touch_many() {
  const auto account = any_account();
  markets_[account].touch_many(world_.marketplace(account).orders(), now());
}

}  // namespace sellerd::simulation
