// stock_simulation: two channels selling one stock, life after life, each from one seed.
#include <CLI/CLI.hpp>

#include "tests/simulation/plan_options.h"
#include "tests/simulation/stock_life.h"

namespace {

using namespace sellerd::simulation;

int run(const LivesPlan& plan, int days) {
  return play_lives<StockTally>(
      plan,
      [days](std::uint64_t seed, LifeOutcome<StockTally>& outcome) { StockLife(seed, days).play(outcome); },
      [days](std::uint64_t seed) {
        return "stock_simulation --first-seed " + std::to_string(seed) + " --seeds 1 --days " +
               std::to_string(days);
      },
      [](const StockTally& tally, const Counts& probes) {
        auto never = missing_names("fault", StockLife::fault_names(), tally.faults);
        for (auto& name : missing_probes(probes, sellerd::ProbeCourse::stock)) never.push_back(name);
        return never;
      });
}

}  // namespace

int main(int count, char** words) {
  LivesPlan plan{.seeds = 10};
  int days = 10;
  CLI::App app("One stock on two channels, on simulated time. Each seed is one life, the same every time.");
  add_options(app, plan);
  app.add_option("--days", days, "Simulated days of each life")
      ->check(CLI::Range(1, 365))
      ->capture_default_str();
  CLI11_PARSE(app, count, words);
  return run(plan, days);
}
