// sellerctl as a function, so that tests drive it without a process.
#pragma once

#include <string>
#include <vector>

#include "ctl/exit_code.h"
#include "ctl/io.h"

namespace sellerd::ctl {

// `arguments` without the program's name. Never throws; every error is on io.err and in the code.
ExitCode run(const std::vector<std::string>& arguments, Io& io);

}  // namespace sellerd::ctl
