// A command of sellerctl as a value: what the declaration in common/api says, and how its replies are shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/api/method.h"
#include "common/error.h"
#include "common/json.h"
#include "ctl/exit_code.h"
#include "ctl/option.h"
#include "ctl/shape.h"

namespace sellerd::ctl {

class Session;
struct Invocation;

// Does what was asked and prints it. The exit code is for work that ended badly without being an error of the
// call.
using View = Result<ExitCode> (*)(const Invocation&, Session&);

// What a command asks a person for, where there is one, instead of demanding it.
enum class Asks { nothing, secrets, everything };

struct Command {
  std::string words;   // "orders show"
  std::string method;  // empty when the view makes calls of its own
  api::Replies replies = api::Replies::one;
  std::string doc;
  Shape request;
  Shape extras;  // options that are ours alone and not part of the call
  Shape reply;
  std::string examples;  // lines for the help
  View view = nullptr;
  bool hidden = false;  // in no overview: not for people at work
  Asks asks = Asks::nothing;
};

// The options of the call and our own.
std::vector<Option> command_options(const Command& command);

// A parameter that is to come from a file.
struct SecretFile {
  std::string option;  // "--credentials-file"
  std::string field;   // its key in the call's parameters
  std::string path;
  Shape record;
};

// A command line that was understood.
struct Invocation {
  const Command* command = nullptr;
  json::object parameters;
  json::object extras;
  std::vector<SecretFile> secret_files;  // not read yet
};

// Every command: those the declarations name, in their order, with the hand-made views put in (ctl/views.h).
std::vector<Command> all_commands();

}  // namespace sellerd::ctl
