#include "daemon/control/tally.h"

namespace sellerd::control {

void Tally::note_run(const Run& run, Duration uptime) {
  const ModuleKey key{run.integration_name, run.module};
  if (run.state == RunState::running) {
    ++started_[key];
    open_[run.id] = {uptime, {run.counts, run.late}};
    return;
  }
  const auto found = open_.find(run.id);
  const Open open = found == open_.end() ? Open{uptime, {}} : found->second;
  if (found != open_.end()) open_.erase(found);
  auto& ended = ended_[{run.integration_name, run.module, run.state}];
  ++ended.runs;
  ended.took += uptime - open.since;
  auto& records = records_[key];
  for_each_field<RunCounts>([&](const auto& field) {
    records.counts.*field.member += run.counts.*field.member - open.before.counts.*field.member;
  });
  records.late += run.late - open.before.late;
}

void Tally::note_call(std::string integration, std::string operation, std::optional<ErrorCode> error,
                      Duration took) {
  const std::string_view outcome = error ? to_string(*error) : "answered";
  auto& calls = calls_[{std::move(integration), std::move(operation), std::string(outcome)}];
  ++calls.calls;
  calls.took += took;
}

}  // namespace sellerd::control
