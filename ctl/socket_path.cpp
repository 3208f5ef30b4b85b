#include "ctl/socket_path.h"

namespace sellerd::ctl {

std::filesystem::path socket_path(const std::optional<std::string>& asked, const Environment& environment,
                                  const std::function<bool(const std::filesystem::path&)>& exists) {
  if (asked) return *asked;
  const auto candidates = socket_candidates(environment);
  for (const auto& candidate : candidates) {
    if (exists(candidate)) return candidate;
  }
  return candidates.back();
}

}  // namespace sellerd::ctl
