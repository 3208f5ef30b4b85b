// Asks a person for what a connection lacks, and again for what the marketplace refuses.
#pragma once

#include "ctl/command.h"
#include "ctl/session.h"

namespace sellerd::ctl {

// The invocation's call lacks something that a person can be asked for.
bool lacks_answers(const Invocation& invocation);

// Asks for all that is missing, calls, and asks again for the one answer that a refusal puts in doubt. What a
// secret is stays in the call's parameters. The reply is that of the call. Needs session.io.prompt. Errors:
// cancelled when the person leaves or the marketplace refuses again and again, and nothing has been connected
// then, nor changed but what was said of the business; else those of the call.
Result<json::object> call_with_answers(const Invocation& invocation, Session& session);

}  // namespace sellerd::ctl
