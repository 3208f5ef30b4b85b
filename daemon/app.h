// The daemon as a process: signals, threads, the socket, the service manager.
#pragma once

#include <functional>

#include "daemon/config.h"

namespace sellerd {

// Runs until SIGTERM or SIGINT; SIGHUP has the configuration read again with `read_config`. Returns the
// process's exit code: 0 after a clean stop, 1 after a forced one. Throws StartupError when it cannot start.
int run_app(const Config& config, const std::function<Result<Config>()>& read_config);

}  // namespace sellerd
