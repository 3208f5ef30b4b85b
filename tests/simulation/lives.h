// Life after life, each from its seed: plays them, some of them twice, and says which went wrong. What a life
// is, its program knows.
#pragma once

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "tests/simulation/watchdog.h"

namespace sellerd::simulation {

struct LivesPlan {
  std::uint64_t first_seed = 1;
  std::uint64_t seeds = 1;
  std::uint64_t twice = 3;  // so many lives are lived twice: the same seed must give the same log
  std::string log_file;     // gets every life's events; none when empty
};

// How a life went, as far as all lives are alike.
template <class TallyType>
struct LifeOutcome {
  std::vector<std::string> violations;
  std::string log;
  TallyType tally;
};

template <class TallyType>
void compare_lives(LifeOutcome<TallyType>& first, const LifeOutcome<TallyType>& second) {
  if (second.log == first.log) return;
  const auto parts = std::mismatch(first.log.begin(), first.log.end(), second.log.begin(), second.log.end());
  const auto at = static_cast<std::size_t>(parts.first - first.log.begin());
  const auto line = first.log.rfind('\n', at) + 1;
  first.violations.push_back(
      "the same seed gave another life, from: " + first.log.substr(line, first.log.find('\n', at) - line) +
      "  //  " + second.log.substr(line, second.log.find('\n', at) - line));
}

// `play(seed, outcome)` plays a life; what it throws is a violation. `replay(seed)` is the command that plays
// it again. Returns the exit code.
template <class TallyType, class Play, class Replay>
int play_lives(const LivesPlan& plan, Play play, Replay replay) {
  const auto watched = [&](std::uint64_t seed) {
    LifeOutcome<TallyType> outcome;
    watch(replay(seed));
    try {
      play(seed, outcome);
    } catch (const std::exception& bug) {
      outcome.violations.push_back(std::string("an exception ended it: ") + bug.what());
    }
    stop_watching();
    return outcome;
  };
  TallyType tally;
  std::uint64_t failed = 0;
  std::ofstream log;
  if (!plan.log_file.empty()) log.open(plan.log_file, std::ios::binary);
  for (std::uint64_t seed = plan.first_seed; seed < plan.first_seed + plan.seeds; ++seed) {
    auto life = watched(seed);
    if (seed - plan.first_seed < plan.twice && life.violations.empty()) compare_lives(life, watched(seed));
    if (log) log << "seed " << seed << "\n" << life.log;
    tally.add(life.tally);
    if (life.violations.empty()) continue;
    ++failed;
    std::cout << "FAILED seed " << seed << "\n";
    for (const auto& violation : life.violations) std::cout << "  " << violation << "\n";
    std::cout << "  replay: " << replay(seed) << std::endl;
  }
  std::cout << tally << plan.seeds - failed << " passed, " << failed << " failed" << std::endl;
  return failed == 0 ? 0 : 1;
}

}  // namespace sellerd::simulation
