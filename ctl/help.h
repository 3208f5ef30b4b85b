// Help texts, written from the declarations. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ctl/command.h"

namespace sellerd::ctl {

// What there is: every command with its documentation, and examples.
std::string overview_text(const std::vector<Command>& commands, std::size_t width);

// One command, or a word that several commands start with: its usage, documentation, options and examples.
std::string command_help(const std::vector<Command>& commands, std::string_view words, std::size_t width);

}  // namespace sellerd::ctl
