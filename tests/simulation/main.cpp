// simulation: the whole daemon on simulated time against the marketplace model, life after life, each from
// one seed.
#include <CLI/CLI.hpp>

#include "tests/simulation/accounts.h"
#include "tests/simulation/life.h"

namespace {

using namespace sellerd;
using namespace sellerd::simulation;

int run(const Options& options) {
  const auto of_seed = [&options](std::uint64_t seed) {
    Options own = options;
    if (own.integrations == 0) own.integrations = integrations_by_seed(seed);
    return own;
  };
  LivesPlan plan{.first_seed = options.first_seed, .seeds = options.seeds, .log_file = options.log_file};
  if (options.twice) plan.twice = options.seeds;
  return play_lives<Tally>(
      plan, [&](std::uint64_t seed, LifeOutcome<Tally>& outcome) { Life(of_seed(seed), seed).play(outcome); },
      [&](std::uint64_t seed) { return replay_command(of_seed(seed), seed); });
}

}  // namespace

int main(int count, char** words) {
  Options options;
  CLI::App app("Lives of sellerd on simulated time. Each seed is one life, the same every time.");
  app.add_option("--seeds", options.seeds, "How many lives")->capture_default_str();
  app.add_option("--first-seed", options.first_seed, "The first life's seed")->capture_default_str();
  app.add_option("--days", options.days, "Simulated days of each life")
      ->check(CLI::Range(1, 700))
      ->capture_default_str();
  app.add_option("--integrations", options.integrations,
                 "Accounts of each life; one to three by the seed when left out")
      ->check(CLI::Range(1, kMostIntegrations));
  app.add_option("--faults", options.faults, "none, all, or swarm: each life its own selection")
      ->check(CLI::IsMember({"all", "none", "swarm"}))
      ->capture_default_str();
  app.add_flag("--twice", options.twice, "Lives every life twice, and compares");
  app.add_option("--log", options.log_file, "Writes every life's events to this file");
  CLI11_PARSE(app, count, words);
  return run(options);
}
