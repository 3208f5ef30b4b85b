// The names of integrations, by which people know them; records of listings hold their numbers.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "ctl/session.h"

namespace sellerd::ctl {

// The connected integrations' names by number.
Result<std::map<std::uint32_t, std::string>> integration_names(Session& session);

}  // namespace sellerd::ctl
