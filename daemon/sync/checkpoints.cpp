#include "daemon/sync/checkpoints.h"

namespace sellerd::sync {

Result<std::vector<Unfinished>> unfinished_runs(const store::Store& store, std::uint32_t integration) {
  std::vector<Unfinished> all;
  for (const auto& [module, name] : EnumTable<Module>::kNames) {
    auto own = find_checkpoint(store, {integration, module, {}});
    if (!own) return own.error();
    if (*own) all.push_back({{integration, module, {}}, std::move(**own)});
    auto jobs = store.scan(
        store::kJobCheckpoints, store::all_under(integration, module, store::CursorKind::job),
        store::Direction::forward, [&](Checkpoint checkpoint, std::string_view key) -> Result<bool> {
          auto parts = store::kJobCheckpoints.parse(key);
          if (!parts) return parts.error();
          all.push_back({{integration, module, std::get<3>(*parts)}, std::move(checkpoint)});
          return true;
        });
    if (!jobs) return jobs.error();
  }
  return all;
}

}  // namespace sellerd::sync
