// The one translation of errors into exit codes. Documented in docs/man/sellerctl.1.
#pragma once

#include "common/error.h"

namespace sellerd::ctl {

enum class ExitCode {
  ok = 0,
  failed = 1,         // refused, or did not end well
  usage = 2,          // the command line, or a value or file given with it, is wrong
  unreachable = 3,    // no daemon answers
  not_permitted = 4,  // the socket or the daemon denies access
  interrupted = 130,  // Ctrl-C while watching, as shells count it; the work goes on in the daemon
};

// `lost`: there is no working connection to the daemon, so the error is the connection's, not an answer.
constexpr ExitCode exit_code(ErrorCode code, bool lost) {
  if (code == ErrorCode::not_permitted) return ExitCode::not_permitted;
  if (code == ErrorCode::invalid_argument) return ExitCode::usage;
  return lost ? ExitCode::unreachable : ExitCode::failed;
}

}  // namespace sellerd::ctl
