// Backups by RocksDB's own means: files of tables are shared, each file has a checksum.
#pragma once

#include <memory>

#include "daemon/store/backups.h"

namespace rocksdb {
class DB;
}

namespace sellerd::store {

// The backups in that directory. `database` is what create() copies; without one it is refused.
std::unique_ptr<Backups> rocks_backups(std::filesystem::path directory, rocksdb::DB* database = nullptr);

}  // namespace sellerd::store
