// Completion scripts for shells, written from the declarations. Pure.
#pragma once

#include <string>
#include <vector>

#include "ctl/command.h"
#include "ctl/view_options.h"

namespace sellerd::ctl {

// Something that may stand on the command line, and what it means.
struct Candidate {
  std::string text;
  std::string doc;  // one sentence without its full stop; empty for a word that an argument may be
};

// An option that takes a value, and the words that it may be; none when it is free text or a file.
struct ValueOption {
  std::string name;
  std::vector<std::string> values;
};

// What may follow the words of a command.
struct Completion {
  std::string words;            // "orders show"; empty for what may come first
  bool free_argument = false;   // an argument may be any text, such as a file's name
  std::vector<Candidate> next;  // words that go on, words of arguments, options
  std::vector<ValueOption> takes_value;
};

// One entry for every command and every word that several start with, the bare program first. Hidden commands
// are left out.
std::vector<Completion> completions_of(const std::vector<Command>& commands);

// The script that the shell reads. It calls neither sellerctl nor the daemon.
std::string completion_script(Shell shell, const std::vector<Command>& commands);

}  // namespace sellerd::ctl
