// What was exercised, for the summary: a simulation that never crashes anything proves little.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>

namespace sellerd::simulation {

struct Tally {
  std::uint64_t seeds = 0;
  std::uint64_t days = 0;
  std::uint64_t requests = 0;
  std::uint64_t orders = 0;
  std::uint64_t integrations = 0;
  std::uint64_t lost_writes = 0;                 // in power cuts
  std::map<std::string, std::uint64_t> runs;     // ended runs by state
  std::map<std::string, std::uint64_t> faults;   // those of the marketplace that struck, by name
  std::map<std::string, std::uint64_t> actions;  // what the script did
  std::map<std::string, std::uint64_t> allowed;  // what is not good, but documented

  void add(const Tally& other);
};

std::ostream& operator<<(std::ostream& out, const Tally& tally);

}  // namespace sellerd::simulation
