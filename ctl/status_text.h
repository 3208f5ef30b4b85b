// How everything stands, for people. Pure.
#pragma once

#include <string>

#include "common/api/service.h"
#include "ctl/terminal.h"

namespace sellerd::ctl {

std::string status_text(const api::GetStatus::Reply& status, const Terminal& terminal);

// "98.3 % verified (405 of 412), 7 on their way": how many quantities buyers see as they should.
std::string stock_text(const api::IntegrationStatus& integration);

}  // namespace sellerd::ctl
