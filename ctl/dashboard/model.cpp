#include "ctl/dashboard/model.h"

namespace sellerd::ctl::dashboard {

std::vector<const api::Progress*> live_runs(const Model& model) {
  std::vector<const api::Progress*> runs;
  if (!model.status) return runs;
  for (const auto& integration : model.status->integrations) {
    for (const auto& module : integration.modules) {
      if (module.running) runs.push_back(&*module.running);
      for (const auto& job : module.jobs) runs.push_back(&job);
    }
  }
  return runs;
}

const api::Progress* live_run(const Model& model, std::uint64_t number) {
  for (const auto* run : live_runs(model)) {
    if (run->run == number) return run;
  }
  return nullptr;
}

}  // namespace sellerd::ctl::dashboard
