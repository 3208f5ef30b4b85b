// What the command line asks for.
#pragma once

#include <cstdint>
#include <string>

#include "tests/simulation/lives.h"

namespace sellerd::simulation {

inline constexpr int kMostIntegrations = 5;

struct Options {
  LivesPlan plan{.seeds = 20};
  int days = 30;
  int integrations = 0;  // accounts of each life; 0: by the seed
  std::string faults = "swarm";
  bool twice = false;  // every life, not only the first ones
};

// The command that plays one seed again.
inline std::string replay_command(const Options& options, std::uint64_t seed) {
  return "simulation --first-seed " + std::to_string(seed) + " --seeds 1 --days " +
         std::to_string(options.days) + " --integrations " + std::to_string(options.integrations) +
         " --faults " + options.faults + (options.twice ? " --twice" : "");
}

}  // namespace sellerd::simulation
