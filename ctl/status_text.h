// How everything stands, for people. Pure.
#pragma once

#include <string>

#include "common/api/service.h"
#include "ctl/terminal.h"

namespace sellerd::ctl {

std::string status_text(const api::GetStatus::Reply& status, const Terminal& terminal);

}  // namespace sellerd::ctl
