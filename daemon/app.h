// The daemon as a process: signals, threads, the socket, the service manager.
#pragma once

#include <functional>

#include "common/model/backup.h"
#include "daemon/config.h"

namespace sellerd {

// Runs until SIGTERM or SIGINT; SIGHUP has the configuration read again with `read_config`. Returns the
// process's exit code: 0 after a clean stop, kExitToRestart after one that a restore asked for
// (daemon/restore.h), 1 after a forced one. Throws StartupError when it cannot start.
int run_app(const Config& config, const std::function<Result<Config>()>& read_config);

// Puts a backup (its number, or "latest") in the place of the books, while no daemon runs. Throws
// StartupError.
Backup restore_backup(const Config& config, const std::string& which);

}  // namespace sellerd
