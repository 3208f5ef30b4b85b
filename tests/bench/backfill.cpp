// In simulated time, at Amazon's published quotas: how long a first sync takes against what the quotas
// themselves allow, and how many calls the steady state costs.
//
// The floor comes from Amazon's documentation, not from the daemon's code: a search brings 100 orders a call,
// 20 calls at once and one in 178.6 s; a report brings 30 days, 15 at once and one in 59.9 s. Two years are
// 25 reports; the listings, read meanwhile, are one more. A client that asks for each order by itself gets 30
// at once and two a second.
#include <CLI/CLI.hpp>
#include <algorithm>

#include "tests/bench/figures.h"
#include "tests/support/simulated_world.h"

namespace sellerd::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kDays = 725;
constexpr int kReports = 25 + 1;

double seconds(Duration span) {
  return static_cast<double>(span.count()) / 1e3;
}

void backfill(std::size_t orders) {
  test::SimulatedWorld world({.orders = orders, .days = kDays, .books = test::Books::rocks});
  world.start();
  world.call<api::Connect>(world.connect_request());
  world.run_until_idle();
  const auto run = world.last_run(Module::orders);
  if (run.state != RunState::succeeded || world.totals().orders != static_cast<std::int64_t>(orders))
    throw std::runtime_error("the backfill did not succeed: " + run.reason);
  const double pages = static_cast<double>((orders + 99) / 100);
  const double by_search = std::max(pages - 20, 0.0) / 0.0056;
  const double by_report = (kReports - 15) / 0.0167;
  tell("backfill", {{"orders", orders},
                    {"seconds", seconds(*run.ended - run.started)},
                    {"floor_seconds", std::min(by_search, by_report)},
                    {"calls", run.calls},
                    {"route", enum_name(run.route)},
                    {"one_by_one_seconds", (static_cast<double>(orders) - 30) / 0.5}});
}

// Changes `count` orders, beginning with the `first`.
void change_orders(test::SimulatedWorld& world, std::size_t first, std::size_t count) {
  auto& orders = world.marketplace().orders();
  for (std::size_t i = 0; i < count; ++i) {
    const auto number = static_cast<sandbox::OrderNumber>((first + i) % orders.size());
    orders.update(std::string(orders.at(number).id), world.time().now(), [](sandbox::Order&) {}).value();
  }
}

// One run over a thousand changed orders, then the schedule by itself, while a thousand orders change an
// hour.
void steady(std::size_t hours) {
  constexpr std::size_t kChangedAtOnce = 100;
  test::SimulatedWorld world({.orders = 6'000, .books = test::Books::rocks});
  world.start();
  world.call<api::Connect>(world.connect_request());
  world.run_until_idle();
  std::int64_t tokens = 0;
  world.network().on_answer = [&](std::size_t, const http::Request& request,
                                  const sandbox::HandledResponse&) {
    if (request.url.ends_with("/auth/o2/token")) ++tokens;
  };
  // A scheduled run has been, and its token has ended.
  world.time().pass(5h);
  change_orders(world, 0, 1'000);
  world.time().pass(10min);
  tokens = 0;
  const auto run = world.sync(Module::orders);
  tell("one_run", {{"orders", run.counts.updated}, {"calls", run.calls}, {"tokens", tokens}});
  tokens = 0;
  for (std::size_t tenth = 0; tenth < hours * 10; ++tenth) {
    change_orders(world, tenth * kChangedAtOnce, kChangedAtOnce);
    world.time().pass(6min);
  }
  std::int64_t changed = 0;
  std::int64_t calls = 0;
  std::int64_t second_looks = 0;
  for (const auto& reply : world.call<api::ListRuns>({.module = Module::orders})) {
    if (reply.run.id <= run.id) continue;
    changed += reply.run.counts.updated;
    (reply.run.trigger == Trigger::reconcile ? second_looks : calls) += reply.run.calls;
  }
  tell("schedule", {{"hours", hours},
                    {"orders", changed},
                    {"calls", calls},
                    {"second_looks", second_looks},
                    {"tokens", tokens}});
}

}  // namespace
}  // namespace sellerd::bench

int main(int argc, char** argv) {
  CLI::App app("Measures calls and simulated time against Amazon's quotas.", "bench_backfill");
  std::vector<std::size_t> orders;
  std::size_t hours = 0;
  app.add_option("--orders", orders, "Sizes of first syncs");
  app.add_option("--steady-hours", hours, "Hours of the schedule");
  CLI11_PARSE(app, argc, argv);
  for (const auto count : orders) sellerd::bench::backfill(count);
  if (hours > 0) sellerd::bench::steady(hours);
}
