// The options that all simulation programs share.
#pragma once

#include <CLI/CLI.hpp>

#include "tests/simulation/lives.h"

namespace sellerd::simulation {

inline void add_options(CLI::App& app, LivesPlan& plan) {
  app.add_option("--seeds", plan.seeds, "How many lives")->capture_default_str();
  app.add_option("--first-seed", plan.first_seed, "The first life's seed")->capture_default_str();
  app.add_option("--seconds", plan.seconds, "Begins no other life after so many seconds of real time");
  app.add_flag("--cover-all", plan.cover_all,
               "Fails when a fault, an action or a marked path never happened in all lives together");
  auto* processes = app.add_option("--processes", plan.processes, "Shares the lives out to so many processes")
                        ->check(CLI::Range(1, 64))
                        ->capture_default_str();
  app.add_option("--log", plan.log_file, "Writes every life's events to this file")->excludes(processes);
}

}  // namespace sellerd::simulation
