// The engine on RocksDB. This file, rocks.cpp, rocks_tail.h and .cpp (its log after a power cut) and
// rocks_backup.h and .cpp (its backups) are the only ones that know it.
#pragma once

#include <filesystem>
#include <memory>

#include "daemon/store/engine.h"

namespace rocksdb {
class Env;
}

namespace sellerd::store {

struct RocksOptions {
  std::filesystem::path directory;      // created when missing
  rocksdb::Env* environment = nullptr;  // the file system; the real one when null. Not owned.
  std::filesystem::path backups{};      // where its backups lie, on the real file system; none when empty
};

// Opens the database with all column families, creating what is missing.
// Errors: storage (cannot open, no space, held by another process), corrupt (damaged files),
// conflict (written by a newer sellerd: a column family that this version does not know).
Result<std::unique_ptr<Engine>> open_rocks(const RocksOptions& options);

}  // namespace sellerd::store
