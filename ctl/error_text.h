// Errors as people see them on stderr.
#pragma once

#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd::ctl {

// The error with a next step: its own hint, else one that fits its kind. `words` are those of the command.
Error with_advice(Error error, std::string_view words);

// "sellerctl: <field>: <message>", and a line "  try: <hint>" when there is a hint. Ends with a line feed.
std::string error_text(const Error& error);

}  // namespace sellerd::ctl
