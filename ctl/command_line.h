// From arguments to a command with its parameters. The only user of the command-line library.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ctl/command.h"

namespace sellerd::ctl {

struct CommandLine {
  enum class Wish { command, nothing, help, version };
  Wish wish = Wish::nothing;
  bool json = false;
  std::optional<std::string> socket;
  Invocation invocation;   // of Wish::command; points into the commands that were given
  std::string help_words;  // of Wish::help: the command asked about; empty for all
};

// `arguments` without the program's name. Global options stand before or after the command's words.
// `can_ask`: what a command asks for may be left out; it is missing in the parameters then.
// Errors: invalid_argument naming the offending argument, with the nearest known word or the help to call as
// hint.
Result<CommandLine> parse_command_line(const std::vector<std::string>& arguments,
                                       const std::vector<Command>& commands, bool can_ask = false);

}  // namespace sellerd::ctl
