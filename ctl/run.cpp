#include "ctl/run.h"

#include <algorithm>
#include <system_error>

#include "ctl/command_line.h"
#include "ctl/dashboard/dashboard.h"
#include "ctl/error_text.h"
#include "ctl/help.h"
#include "ctl/secret_file.h"
#include "ctl/session.h"
#include "ctl/socket_path.h"

namespace sellerd::ctl {
namespace {

bool file_exists(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

ExitCode fail(const Error& error, bool lost, Io& io) {
  io.out.flush();  // what was said before the error stands before it
  io.err << error_text(error);
  return exit_code(error.code, lost);
}

// Output that never arrived is a failure, however well everything else went.
ExitCode finish(ExitCode code, Io& io) {
  io.out.flush();
  if (io.out || code != ExitCode::ok) return code;
  return fail(make_error(ErrorCode::storage, "cannot write the output"), false, io);
}

ExitCode run_command(Invocation invocation, Session& session) {
  // Before the daemon is called: what is wrong with a file is wrong without it, too.
  const auto& words = invocation.command->words;
  if (auto added = add_secrets(invocation, session.io); !added)
    return fail(with_advice(added.error(), words), false, session.io);
  const auto done = invocation.command->view(invocation, session);
  if (done) return finish(*done, session.io);
  if (!session.io.out)
    return fail(done.error(), false, session.io);  // nothing that a command could help with
  return fail(with_advice(done.error(), words), session.lost(), session.io);
}

// `sellerctl` alone shows how things stand, and to someone without a daemon what there is. As JSON it is the
// status.
ExitCode run_bare(const std::vector<Command>& commands, Session& session) {
  const auto status = std::find_if(commands.begin(), commands.end(),
                                   [](const Command& command) { return command.words == "status"; });
  const Invocation invocation{.command = &*status};
  const auto done = session.json ? status->view(invocation, session) : dashboard::bare_view(session);
  if (done) return finish(*done, session.io);
  if (session.lost() && !session.json)
    session.io.out << overview_text(commands, session.io.terminal.width) << "\n";
  return fail(done.error(), session.lost(), session.io);
}

ExitCode run_checked(const std::vector<std::string>& arguments, Io& io) {
  const auto commands = all_commands();
  const auto line = parse_command_line(arguments, commands, io.prompt != nullptr);
  if (!line) return fail(line.error(), false, io);
  Session session(io, socket_path(line->socket, io.environment, file_exists), line->json);
  switch (line->wish) {
    case CommandLine::Wish::command:
      return run_command(line->invocation, session);
    case CommandLine::Wish::nothing:
      return run_bare(commands, session);
    case CommandLine::Wish::version:
      io.out << "sellerctl " << SELLERD_VERSION << "\n";
      break;
    case CommandLine::Wish::help:
      io.out << (line->help_words.empty() ? overview_text(commands, io.terminal.width)
                                          : command_help(commands, line->help_words, io.terminal.width));
      break;
  }
  return finish(ExitCode::ok, io);
}

}  // namespace

ExitCode run(const std::vector<std::string>& arguments, Io& io) {
  try {
    return run_checked(arguments, io);
  } catch (const std::exception& failure) {
    return fail(make_error(ErrorCode::internal, "a bug in sellerctl: " + std::string(failure.what())), false,
                io);
  }
}

}  // namespace sellerd::ctl
