// Copies of the whole database, side by side in one directory; a file that several of them have is there
// once. A copy holds what the database holds and no key.
#pragma once

#include <filesystem>
#include <vector>

#include "common/error.h"
#include "common/model/backup.h"

namespace sellerd::store {

// Thread: one call at a time, any thread; stop() at any time. Errors of all: storage (the directory cannot be
// read or written, no space); not_found, naming what there is, for an id that there is not.
class Backups {
 public:
  virtual ~Backups() = default;

  virtual const std::filesystem::path& directory() const = 0;

  // Newest first. None when there is no directory yet.
  virtual Result<std::vector<Backup>> list() const = 0;

  // Copies all that is acknowledged when this is called, and perhaps what is written meanwhile: reads and
  // writes go on. On the disk and verified when it returns. Makes the directory, mode 0700. Errors: cancelled
  // after stop(); conflict when the database is not open; corrupt when a file that older backups have cannot
  // be shared and not be copied anew.
  virtual Result<Backup> create(Timestamp now) = 0;

  // Reads every file of the backup. Errors: corrupt, naming the damaged file; conflict when a newer sellerd
  // made it.
  virtual Result<void> verify(std::uint32_t id) const = 0;

  // Also one that is damaged.
  virtual Result<void> erase(std::uint32_t id) = 0;

  // Erases those that are older than the `count` newest undamaged ones, and says which.
  virtual Result<std::vector<std::uint32_t>> keep(std::size_t count) = 0;

  // Writes the database of that backup into a directory that is not there yet. On the disk when it returns; a
  // cut leaves a part. Errors: those of verify().
  virtual Result<void> restore(std::uint32_t id, const std::filesystem::path& target) const = 0;

  // A create() that is under way ends soon, later ones at once: cancelled.
  virtual void stop() = 0;
};

}  // namespace sellerd::store
