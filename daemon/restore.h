// Restoring a backup before the books are opened: what a running daemon was asked for, and what a person asks
// for while none can run. Blocks; to be called before there are threads, holding the data directory's lock.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "daemon/store/restore.h"

namespace sellerd {

// Ends the process so that the service manager starts it again: RestartForceExitStatus= in the unit.
inline constexpr int kExitToRestart = 75;

// Writes down that the next start is to restore the backup, once it is verified and there is room for it.
// Errors: those of Backups::verify(), storage.
Result<Backup> ask_for_restore(const std::filesystem::path& data_directory, const store::Backups& backups,
                               std::uint32_t backup, const std::string& actor);

struct RestoreOutcome {
  bool asked = false;  // else there was nothing to do
  store::RestoreRequest request{};
  std::optional<Error> failure;  // the books are as they were
};

// Does what was asked for, or goes on where a cut ended it. Both outcomes are noted in the audit of the books
// that are there then. Error: storage or corrupt, when the books must not be opened like this.
Result<RestoreOutcome> restore_as_asked(const std::filesystem::path& data_directory);

// sellerd --restore-backup: that backup's number, or "latest". Errors: those of ask_for_restore(),
// invalid_argument, and why the restore failed.
Result<Backup> restore_now(const std::filesystem::path& data_directory,
                           const std::filesystem::path& backup_directory, const std::string& which);

}  // namespace sellerd
