// The dashboard as plain text, for pipes and for terminals that cannot be drawn on.
#pragma once

#include <string>

#include "ctl/dashboard/model.h"
#include "ctl/exit_code.h"
#include "ctl/session.h"

namespace sellerd::ctl::dashboard {

// Pure. Cut to the width on a terminal; elsewhere nothing is.
std::string plain_text(const Model& model, const Terminal& terminal);

// Asks for what is shown and prints it. What a daemon does not know is left out with its words. Errors: those
// of the status alone.
Result<ExitCode> plain_view(Session& session);

}  // namespace sellerd::ctl::dashboard
