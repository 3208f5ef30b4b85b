// Backups by RocksDB's own means: files of tables are shared, each file has a checksum.
#pragma once

#include <functional>
#include <memory>

#include "daemon/store/backups.h"

namespace rocksdb {
class DB;
class Status;
}  // namespace rocksdb

namespace sellerd::store {

// Runs the work with the database, which stays open for so long.
using DatabaseWork = std::function<rocksdb::Status(rocksdb::DB&)>;
using DatabaseDoor = std::function<rocksdb::Status(const DatabaseWork&)>;

// The backups in that directory. Through `database` create() reaches what it copies; without, it is refused.
std::unique_ptr<Backups> rocks_backups(std::filesystem::path directory, DatabaseDoor database = nullptr);

}  // namespace sellerd::store
