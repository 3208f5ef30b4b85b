// Which socket the client talks to.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "common/paths.h"

namespace sellerd::ctl {

// What was asked for with --socket; else $SELLERD_SOCKET; else the first of the usual places (common/paths.h)
// where there is a socket; else the last of them, for the error to name. Pure: the file system comes in as
// `exists`.
std::filesystem::path socket_path(const std::optional<std::string>& asked, const Environment& environment,
                                  const std::function<bool(const std::filesystem::path&)>& exists);

}  // namespace sellerd::ctl
