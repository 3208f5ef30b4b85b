// What the command line asks for.
#pragma once

#include <cstdint>
#include <string>

namespace sellerd::simulation {

struct Options {
  std::uint64_t seeds = 20;
  std::uint64_t first_seed = 1;
  int days = 30;
  int integrations = 1;
  std::string faults = "swarm";
  std::string log_file;
};

// The command that plays one seed again.
inline std::string replay_command(const Options& options, std::uint64_t seed) {
  return "simulation --first-seed " + std::to_string(seed) + " --seeds 1 --days " +
         std::to_string(options.days) + " --faults " + options.faults;
}

}  // namespace sellerd::simulation
