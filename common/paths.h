// Where things lie when nobody says so. Pure: the environment comes in as a function.
// Under systemd (STATE_DIRECTORY is set) the unit's directories; for an ordinary user the XDG base
// directories.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sellerd {

// The variable's value; nothing when it is unset or empty.
using Environment = std::function<std::optional<std::string>(const char* name)>;

// The process's own.
std::optional<std::string> process_environment(const char* name);

std::filesystem::path default_config_file(const Environment& environment);
std::filesystem::path default_data_directory(const Environment& environment);

// Where a daemon listens.
std::filesystem::path default_socket(const Environment& environment);

// Where a client looks, in order: SELLERD_SOCKET alone when it is set; else the user's own daemon, then the
// system's.
std::vector<std::filesystem::path> socket_candidates(const Environment& environment);

}  // namespace sellerd
