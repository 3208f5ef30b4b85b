// How a command without a hand-made view shows its replies: a table of a list, a block of labelled lines of
// one.
#pragma once

#include "ctl/command.h"
#include "ctl/session.h"
#include "ctl/table.h"

namespace sellerd::ctl {

Result<ExitCode> default_view(const Invocation& invocation, Session& session);

// Calls a list method and prints its replies as they arrive.
Result<void> print_list(Session& session, std::string_view method, json::object parameters,
                        const Shape& reply, std::size_t sample = Table::kSample);

// What `--json` prints of a reply: its only record, or all of it (sole_record of ctl/shape.h).
json::value reply_value(const Shape& reply, json::object parameters);

}  // namespace sellerd::ctl
