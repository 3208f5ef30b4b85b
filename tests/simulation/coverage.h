// What has to happen in a simulation for it to prove anything: every fault of the marketplace, everything
// that the script can do, every marked path of the daemon (daemon/probe.h).
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "daemon/probe.h"

namespace sellerd::simulation {

using Counts = std::map<std::string, std::uint64_t>;  // by name

void add_counts(Counts& into, const Counts& more);
void print_counts(std::ostream& out, const char* title, const Counts& counts);

// Of this process so far, by the paths' names; those never taken are left out.
Counts counts_of_probes();

// The marked paths that this simulation has to take and did not.
std::vector<std::string> missing_probes(const Counts& probes, ProbeCourse course);

// Those of `wanted` that are not counted, as "kind name".
std::vector<std::string> missing_names(const char* kind, const std::vector<std::string>& wanted,
                                       const Counts& counts);

// Nothing when nothing is missing.
void print_missing(std::ostream& out, const std::vector<std::string>& missing);

}  // namespace sellerd::simulation
