// Errors as people see them on stderr.
#pragma once

#include <string>

#include "common/error.h"

namespace sellerd::ctl {

// "sellerctl: <field>: <message>", and a line "  try: <hint>" when there is a hint. Ends with a line feed.
std::string error_text(const Error& error);

}  // namespace sellerd::ctl
