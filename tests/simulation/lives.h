// Life after life, each from its seed: plays them, some of them twice, and says which went wrong. What a life
// is, its program knows.
#pragma once

#include <algorithm>
#include <cereal/archives/portable_binary.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/string.hpp>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/simulation/coverage.h"
#include "tests/simulation/processes.h"
#include "tests/simulation/watchdog.h"

namespace sellerd::simulation {

struct LivesPlan {
  std::uint64_t first_seed = 1;
  std::uint64_t seeds = 1;
  std::uint64_t twice = 3;  // so many lives are lived twice: the same seed must give the same log
  std::string log_file;     // gets every life's events; none when empty
  unsigned processes = 1;   // side by side, each with its share of the seeds
  unsigned seconds = 0;     // of real time, after which no other life begins; 0: as long as it takes
  bool cover_all = false;   // fails when something that is to happen never did
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

// What one process played.
template <class TallyType>
struct Played {
  std::uint64_t lives = 0;
  std::uint64_t failed = 0;
  TallyType tally;
  Counts probes;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(lives, failed, tally, probes);
  }

  void add(const Played& other) {
    lives += other.lives;
    failed += other.failed;
    tally.add(other.tally);
    for (const auto& [name, count] : other.probes) probes[name] += count;
  }
};

// Every seed whose turn it is; what fails is printed at once.
template <class TallyType, class Play, class Replay>
Played<TallyType> play_share(const LivesPlan& plan, unsigned share, Play play, Replay replay) {
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
  const auto began = std::chrono::steady_clock::now();
  Played<TallyType> played;
  std::ofstream log;
  if (!plan.log_file.empty()) log.open(plan.log_file, std::ios::binary);
  for (std::uint64_t seed = plan.first_seed + share; seed < plan.first_seed + plan.seeds;
       seed += plan.processes) {
    const bool is_late = std::chrono::steady_clock::now() - began >= std::chrono::seconds(plan.seconds);
    if (plan.seconds != 0 && is_late) break;
    auto life = watched(seed);
    if (seed - plan.first_seed < plan.twice && life.violations.empty()) compare_lives(life, watched(seed));
    if (log) log << "seed " << seed << "\n" << life.log;
    played.tally.add(life.tally);
    ++played.lives;
    if (life.violations.empty()) continue;
    ++played.failed;
    std::ostringstream said;
    said << "FAILED seed " << seed << "\n";
    for (const auto& violation : life.violations) said << "  " << violation << "\n";
    std::cout << said.str() << "  replay: " << replay(seed) << std::endl;
  }
  played.probes = counts_of_probes();
  return played;
}

// `play(seed, outcome)` plays a life; what it throws is a violation. `replay(seed)` is the command that plays
// it again. `missing(tally, probes)` names what never happened although it should. Returns the exit code.
template <class TallyType, class Play, class Replay, class Missing>
int play_lives(const LivesPlan& plan, Play play, Replay replay, Missing missing) {
  const auto shares = in_processes(plan.processes, [&](unsigned share) {
    std::ostringstream bytes;
    cereal::PortableBinaryOutputArchive archive(bytes);
    archive(play_share<TallyType>(plan, share, play, replay));
    return bytes.str();
  });
  Played<TallyType> all;
  for (const auto& share : shares) {
    std::istringstream bytes(share);
    cereal::PortableBinaryInputArchive archive(bytes);
    Played<TallyType> one;
    archive(one);
    all.add(one);
  }
  std::cout << all.tally;
  print_counts(std::cout, "paths", all.probes);
  const auto never = missing(all.tally, all.probes);
  print_missing(std::cout, never);
  if (all.lives < plan.seeds)
    std::cout << "the time was over after " << all.lives << " of " << plan.seeds << " lives\n";
  std::cout << all.lives - all.failed << " passed, " << all.failed << " failed" << std::endl;
  return all.failed == 0 && (never.empty() || !plan.cover_all) ? 0 : 1;
}

}  // namespace sellerd::simulation
