// `sellerctl` without a command.
#pragma once

#include "ctl/exit_code.h"
#include "ctl/session.h"

namespace sellerd::ctl::dashboard {

// On a terminal that can be drawn on: a screen that follows the daemon until the person leaves; elsewhere the
// same as plain text. Errors: as those of Session::call, before anything is shown.
Result<ExitCode> bare_view(Session& session);

}  // namespace sellerd::ctl::dashboard
