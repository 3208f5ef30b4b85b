// stock_simulation: two channels selling one stock, life after life, each from one seed.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "tests/simulation/stock_life.h"
#include "tests/simulation/watchdog.h"

namespace {

using namespace sellerd::simulation;

struct Plan {
  std::uint64_t seeds = 10;
  std::uint64_t first_seed = 1;
  int days = 10;
  std::string log_file;
};

std::string replay_command(const Plan& plan, std::uint64_t seed) {
  return "stock_simulation --first-seed " + std::to_string(seed) + " --seeds 1 --days " +
         std::to_string(plan.days);
}

int run(const Plan& plan) {
  StockTally tally;
  std::uint64_t failed = 0;
  std::ofstream log;
  if (!plan.log_file.empty()) log.open(plan.log_file, std::ios::binary);
  for (std::uint64_t seed = plan.first_seed; seed < plan.first_seed + plan.seeds; ++seed) {
    watch(replay_command(plan, seed));
    StockLife life(seed, plan.days);
    std::vector<std::string> violations;
    try {
      life.play();
      violations = life.violations();
    } catch (const std::exception& bug) {
      violations.push_back(std::string("an exception ended it: ") + bug.what());
    }
    stop_watching();
    if (log) log << "seed " << seed << "\n" << life.log();
    tally.add(life.tally());
    if (violations.empty()) continue;
    ++failed;
    std::cout << "FAILED seed " << seed << "\n";
    for (const auto& violation : violations) std::cout << "  " << violation << "\n";
    std::cout << "  replay: " << replay_command(plan, seed) << std::endl;
  }
  std::cout << tally.sales << " sales, " << tally.cancellations << " cancelled, " << tally.shipped_here
            << " shipped here and " << tally.shipped_there << " there; " << tally.writes
            << " quantities written, " << tally.writes_checked << " checked against the ledger, "
            << tally.corrections << " set right; oversold by daemon 0, in flight " << tally.in_flight << "; "
            << tally.crashes << " crashes\n"
            << plan.seeds - failed << " passed, " << failed << " failed" << std::endl;
  return failed == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  Plan plan;
  CLI::App app("One stock on two channels, on simulated time. Each seed is one life, the same every time.");
  app.add_option("--seeds", plan.seeds, "How many lives")->capture_default_str();
  app.add_option("--first-seed", plan.first_seed, "The first life's seed")->capture_default_str();
  app.add_option("--days", plan.days, "Simulated days of each life")
      ->check(CLI::Range(1, 365))
      ->capture_default_str();
  app.add_option("--log", plan.log_file, "Writes every life's events to this file");
  CLI11_PARSE(app, count, words);
  return run(plan);
}
