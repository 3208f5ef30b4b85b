// simulation: the whole daemon on simulated time against the marketplace model, life after life, each from
// one seed.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iostream>

#include "tests/simulation/accounts.h"
#include "tests/simulation/life.h"
#include "tests/simulation/watchdog.h"

namespace {

using namespace sellerd;
using namespace sellerd::simulation;

// So many lives are lived twice: the same seed must give the same log, byte for byte.
constexpr std::uint64_t kLivedTwice = 3;

LifeResult play(Options options, std::uint64_t seed) {
  if (options.integrations == 0) options.integrations = integrations_by_seed(seed);
  watch(replay_command(options, seed));
  LifeResult result;
  result.replay = replay_command(options, seed);
  try {
    Life life(options, seed);
    life.play(result);
  } catch (const std::exception& bug) {
    result.violations.push_back(std::string("an exception ended it: ") + bug.what());
  }
  stop_watching();
  return result;
}

void check_again(const Options& options, std::uint64_t seed, LifeResult& first) {
  const auto second = play(options, seed);
  if (second.log == first.log) return;
  const auto parts = std::mismatch(first.log.begin(), first.log.end(), second.log.begin(), second.log.end());
  const auto at = static_cast<std::size_t>(parts.first - first.log.begin());
  const auto line = first.log.rfind('\n', at) + 1;
  first.violations.push_back(
      "the same seed gave another life, from: " + first.log.substr(line, first.log.find('\n', at) - line) +
      "  //  " + second.log.substr(line, second.log.find('\n', at) - line));
}

int run(const Options& options) {
  Tally tally;
  std::uint64_t failed = 0;
  std::ofstream log;
  if (!options.log_file.empty()) log.open(options.log_file, std::ios::binary);
  for (std::uint64_t seed = options.first_seed; seed < options.first_seed + options.seeds; ++seed) {
    auto result = play(options, seed);
    const bool twice = options.twice || seed - options.first_seed < kLivedTwice;
    if (twice && result.violations.empty()) {
      check_again(options, seed, result);
    }
    if (log) log << "seed " << seed << "\n" << result.log;
    tally.add(result.tally);
    if (result.violations.empty()) continue;
    ++failed;
    std::cout << "FAILED seed " << seed << "\n";
    for (const auto& violation : result.violations) std::cout << "  " << violation << "\n";
    std::cout << "  replay: " << result.replay << std::endl;
  }
  std::cout << tally << options.seeds - failed << " passed, " << failed << " failed" << std::endl;
  return failed == 0 ? 0 : 1;
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
