// What was exercised, for the summary: a simulation that never crashes anything proves little.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "tests/simulation/coverage.h"

namespace sellerd::simulation {

struct Tally {
  std::uint64_t seeds = 0;
  std::uint64_t days = 0;
  std::uint64_t requests = 0;
  std::uint64_t orders = 0;
  std::uint64_t integrations = 0;
  std::uint64_t lost_writes = 0;  // in power cuts
  Counts runs;                    // ended runs by state
  Counts faults;                  // those of the marketplace that struck, by name
  Counts actions;                 // what the script did
  Counts allowed;                 // what is not good, but documented

  void add(const Tally& other);

  template <class Archive>
  void serialize(Archive& archive) {
    archive(seeds, days, requests, orders, integrations, lost_writes, runs, faults, actions, allowed);
  }
};

std::ostream& operator<<(std::ostream& out, const Tally& tally);

}  // namespace sellerd::simulation
