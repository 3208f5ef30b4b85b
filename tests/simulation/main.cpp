// simulation: the whole daemon on simulated time against the marketplace model, life after life, each from
// one seed.
#include <CLI/CLI.hpp>

#include "tests/simulation/accounts.h"
#include "tests/simulation/life.h"
#include "tests/simulation/plan_options.h"

namespace {

using namespace sellerd;
using namespace sellerd::simulation;

std::vector<std::string> never_happened(const Tally& tally, const Counts& probes) {
  auto never = missing_names("fault", Life::fault_names(), tally.faults);
  for (auto& name : missing_names("action", Life::action_names(), tally.actions)) never.push_back(name);
  for (auto& name : missing_probes(probes, ProbeCourse::sync)) never.push_back(name);
  return never;
}

int run(const Options& options) {
  const auto of_seed = [&options](std::uint64_t seed) {
    Options own = options;
    if (own.integrations == 0) own.integrations = integrations_by_seed(seed);
    return own;
  };
  LivesPlan plan = options.plan;
  if (options.twice) plan.twice = plan.seeds;
  return play_lives<Tally>(
      plan, [&](std::uint64_t seed, LifeOutcome<Tally>& outcome) { Life(of_seed(seed), seed).play(outcome); },
      [&](std::uint64_t seed) { return replay_command(of_seed(seed), seed); }, &never_happened);
}

}  // namespace

int main(int count, char** words) {
  Options options;
  CLI::App app("Lives of sellerd on simulated time. Each seed is one life, the same every time.");
  add_options(app, options.plan);
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
  CLI11_PARSE(app, count, words);
  return run(options);
}
