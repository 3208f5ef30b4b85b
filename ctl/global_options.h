// The options that every command takes, stated once for the parser's suggestions, the help and the
// completions.
#pragma once

#include <array>
#include <string_view>

namespace sellerd::ctl {

struct GlobalOption {
  std::string_view name;
  std::string_view short_name{};
  std::string_view value_name{};  // empty for a flag
  std::string_view doc;
  bool bare = false;  // only without a command
};

inline constexpr std::array kGlobalOptions = {
    GlobalOption{.name = "--json", .doc = "Print each reply as one line of JSON."},
    GlobalOption{
        .name = "--socket",
        .value_name = "PATH",
        .doc = "The daemon's socket; else $SELLERD_SOCKET, else your own daemon's, else the system's."},
    GlobalOption{.name = "--help", .short_name = "-h", .doc = "Explain the command."},
    GlobalOption{.name = "--version", .doc = "Print the version.", .bare = true},
};

}  // namespace sellerd::ctl
