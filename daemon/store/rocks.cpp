#include "daemon/store/rocks.h"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "daemon/store/rocks_backup.h"

namespace sellerd::store {
namespace {

// An erased record lies in its file until that is compacted: no erasure waits longer for it, once it is in a
// file.
constexpr std::chrono::seconds kErasedLeavesDisk = std::chrono::days(7);

constexpr std::size_t kBlockCacheBytes = 32u << 20;
constexpr std::size_t kWriteBufferBytes = 8u << 20;
constexpr std::uint64_t kWalBytes =
    64ull << 20;  // replay costs 9 to 17 ms a megabyte: a restart stays near a second
constexpr int kOpenFiles = 512;

Error translate(const rocksdb::Status& status, std::string_view doing) {
  const std::string message = std::string(doing) + ": " + status.ToString();
  if (status.IsCorruption()) {
    return make_error(ErrorCode::corrupt, message, {},
                      "restore a backup, or see \"Damaged database\" in docs/storage.md");
  }
  if (status.IsNoSpace()) {
    return make_error(ErrorCode::storage, message, {}, "free some disk space; writing goes on by itself");
  }
  return make_error(ErrorCode::storage, message);
}

rocksdb::ColumnFamilyOptions family_options(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = kWriteBufferBytes;
  options.compression = rocksdb::kLZ4Compression;
  options.bottommost_compression = rocksdb::kZSTD;
  options.level_compaction_dynamic_level_bytes = true;
  options.ttl = kErasedLeavesDisk.count();
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

rocksdb::DBOptions database_options(const RocksOptions& wanted) {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  // The default (point in time) drops every acknowledged record behind a damaged byte and still opens "OK".
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.max_total_wal_size = kWalBytes;
  options.max_open_files = kOpenFiles;
  options.keep_log_file_num = 2;
  options.max_log_file_size = 1u << 20;
  options.info_log_level = rocksdb::WARN_LEVEL;
  if (wanted.environment != nullptr) options.env = wanted.environment;
  return options;
}

class RocksEngine final : public Engine {
 public:
  RocksEngine(std::unique_ptr<rocksdb::DB> database, std::vector<rocksdb::ColumnFamilyHandle*> handles,
              const std::filesystem::path& backups)
      : database_(std::move(database)), handles_(std::move(handles)) {
    if (!backups.empty()) backups_ = rocks_backups(backups, database_.get());
  }

  ~RocksEngine() override {
    for (auto* handle : handles_) database_->DestroyColumnFamilyHandle(handle);
    database_->Close();
  }

  Result<std::optional<std::string>> get(Family family, std::string_view key) const override {
    std::string value;
    const auto status = database_->Get({}, handle(family), key, &value);
    if (status.IsNotFound()) return std::optional<std::string>{};
    if (!status.ok()) return translate(status, "reading " + std::string(name(family)));
    return std::optional<std::string>(std::move(value));
  }

  Result<void> write(std::span<const Write> writes, Durability durability) override {
    rocksdb::WriteBatch batch;
    for (const auto& write : writes) {
      const auto status = write.value ? batch.Put(handle(write.family), write.key, *write.value)
                                      : batch.Delete(handle(write.family), write.key);
      if (!status.ok()) return translate(status, "preparing a write");
    }
    if (const auto status = resume(); !status.ok()) return translate(status, "writing");
    rocksdb::WriteOptions options;
    options.sync = durability == Durability::synced;
    const auto status = database_->Write(options, &batch);
    if (status.ok()) return {};
    stumbled_ = true;
    return translate(status, "writing");
  }

  Result<void> scan(Family family, const Range& range, Direction direction,
                    const ScanVisitor& visit) const override {
    rocksdb::ReadOptions options;
    const rocksdb::Slice lower(range.from);
    const rocksdb::Slice upper(range.to);
    if (!range.from.empty()) options.iterate_lower_bound = &lower;
    if (!range.to.empty()) options.iterate_upper_bound = &upper;
    const std::unique_ptr<rocksdb::Iterator> iterator(database_->NewIterator(options, handle(family)));
    const bool forward = direction == Direction::forward;
    for (forward ? iterator->SeekToFirst() : iterator->SeekToLast(); iterator->Valid();
         forward ? iterator->Next() : iterator->Prev()) {
      auto go_on = visit(iterator->key().ToStringView(), iterator->value().ToStringView());
      if (!go_on) return go_on.error();
      if (!*go_on) return {};
    }
    // A damaged block ends the iteration early; only the status tells.
    if (!iterator->status().ok())
      return translate(iterator->status(), "scanning " + std::string(name(family)));
    return {};
  }

  Result<Sizes> sizes() const override {
    Sizes sizes{};
    for (std::size_t family = 0; family < sizes.size(); ++family) {
      // All files, also those that a scan still reads: what the disk has to bear.
      for (const auto& property :
           {rocksdb::DB::Properties::kTotalSstFilesSize, rocksdb::DB::Properties::kCurSizeAllMemTables}) {
        std::uint64_t bytes = 0;
        if (!database_->GetIntProperty(handles_[family], property, &bytes))
          return make_error(ErrorCode::storage, "the database does not tell " + property,
                            std::string(kFamilyNames[family]));
        sizes[family] += bytes;
      }
    }
    return sizes;
  }

  Backups* backups() override { return backups_.get(); }

 private:
  // After a write that failed (no space, a read-only file system) the database takes no more until it is told
  // to look again whether the trouble is over.
  rocksdb::Status resume() {
    if (!stumbled_) return rocksdb::Status::OK();
    const auto status = database_->Resume();
    stumbled_ = !status.ok();
    return status;
  }

  static std::string_view name(Family family) { return kFamilyNames[static_cast<std::size_t>(family)]; }
  rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return handles_[static_cast<std::size_t>(family)];
  }

  std::unique_ptr<rocksdb::DB> database_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;  // by Family, then "default"
  bool stumbled_ = false;                              // of the one thread that writes
  std::unique_ptr<Backups> backups_;
};

Result<void> refuse_unknown_families(const rocksdb::DBOptions& options, const std::string& directory) {
  std::vector<std::string> present;
  // Fails on a directory without a database, which open() then makes.
  if (!rocksdb::DB::ListColumnFamilies(options, directory, &present).ok()) return {};
  for (const auto& found : present) {
    const bool known = found == rocksdb::kDefaultColumnFamilyName ||
                       std::find(kFamilyNames.begin(), kFamilyNames.end(), found) != kFamilyNames.end();
    if (!known) {
      return make_error(ErrorCode::conflict,
                        "the data was written by a newer sellerd (it holds \"" + found + "\")", directory,
                        "install that version again, or restore a backup made with this one");
    }
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Engine>> open_rocks(const RocksOptions& wanted) {
  const auto options = database_options(wanted);
  const std::string directory = wanted.directory.string();
  if (auto known = refuse_unknown_families(options, directory); !known) return known.error();
  const auto cache = rocksdb::NewLRUCache(kBlockCacheBytes, /*num_shard_bits=*/2);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const auto name : kFamilyNames) descriptors.emplace_back(std::string(name), family_options(cache));
  descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName, family_options(cache));
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* database = nullptr;
  const auto status = rocksdb::DB::Open(options, directory, descriptors, &handles, &database);
  if (!status.ok()) return within(directory, translate(status, "opening the database"));
  return std::unique_ptr<Engine>(std::make_unique<RocksEngine>(std::unique_ptr<rocksdb::DB>(database),
                                                               std::move(handles), wanted.backups));
}

}  // namespace sellerd::store
