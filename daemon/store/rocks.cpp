#include "daemon/store/rocks.h"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <mutex>
#include <vector>

#include "daemon/store/private_file.h"
#include "daemon/store/rocks_backup.h"
#include "daemon/store/rocks_tail.h"

namespace sellerd::store {
namespace {

// An erased record lies in its file until that is compacted: no erasure waits longer for it, once it is in a
// file.
constexpr std::chrono::seconds kErasedLeavesDisk = std::chrono::days(7);

constexpr std::size_t kBlockCacheBytes = 32u << 20;
constexpr std::size_t kWriteBufferBytes = 8u << 20;
constexpr int kFilesToCompact = 8;
constexpr auto kWriteBufferFilter = 0.02;  // of its bytes
constexpr std::uint64_t kWalBytes =
    64ull << 20;  // replay costs 9 to 17 ms a megabyte: a restart stays near a second
constexpr int kOpenFiles = 512;
constexpr std::size_t kProbeBytes = 1u << 20;

constexpr std::string_view kWayOut =
    "sellerd --restore-backup latest; \"Damaged database\" in docs/storage.md tells more";

Error translate(const rocksdb::Status& status, std::string_view doing) {
  const std::string message = std::string(doing) + ": " + status.ToString();
  // A file that the database counts on and that is not there is damage, too.
  if (status.IsCorruption() || status.IsPathNotFound())
    return make_error(ErrorCode::corrupt, message, {}, std::string(kWayOut));
  if (status.IsNoSpace()) {
    return make_error(ErrorCode::storage, message, {}, "free some disk space; writing goes on by itself");
  }
  return make_error(ErrorCode::storage, message);
}

rocksdb::ColumnFamilyOptions family_options(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  // Indexes and filters live in the cache too, in parts of a block's size: memory stays what it is however
  // many files there are.
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.format_version = 5;
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = kWriteBufferBytes;
  // Most looks are for what is not there: a new order's record, customer, stock. A filter says so without a
  // search.
  options.memtable_prefix_bloom_size_ratio = kWriteBufferFilter;
  options.memtable_whole_key_filtering = true;
  // ZSTD in the last level, which is written again and again, would take an eighth off the disk and be a
  // sixth of what taking orders in costs.
  options.compression = rocksdb::kLZ4Compression;
  options.level_compaction_dynamic_level_bytes = true;
  // New orders' ids lie all over the last level: however few files are compacted, most of it is written
  // again.
  options.level0_file_num_compaction_trigger = kFilesToCompact;
  options.ttl = kErasedLeavesDisk.count();
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

rocksdb::DBOptions database_options(const RocksOptions& wanted, rocksdb::WALRecoveryMode recovery) {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.wal_recovery_mode = recovery;
  options.max_total_wal_size = kWalBytes;
  options.max_open_files = kOpenFiles;
  options.keep_log_file_num = 2;
  options.max_log_file_size = 1u << 20;
  options.info_log_level = rocksdb::WARN_LEVEL;
  if (wanted.environment != nullptr) options.env = wanted.environment;
  return options;
}

// A database that is open, with its column families.
class Books {
 public:
  Books(std::unique_ptr<rocksdb::DB> database, std::vector<rocksdb::ColumnFamilyHandle*> handles)
      : database_(std::move(database)), handles_(std::move(handles)) {}
  Books(const Books&) = delete;

  ~Books() {
    for (auto* handle : handles_) database_->DestroyColumnFamilyHandle(handle);
    database_->Close();
  }

  rocksdb::DB& database() const { return *database_; }
  rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return handles_[static_cast<std::size_t>(family)];
  }

 private:
  std::unique_ptr<rocksdb::DB> database_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;  // by Family, then "default"
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

// Without the file CURRENT RocksDB makes a new database in the place of the old one, and erases its files.
Result<void> refuse_headless(const rocksdb::DBOptions& options, const std::string& directory) {
  std::vector<std::string> names;
  if (!options.env->GetChildren(directory, &names).ok()) return {};
  bool has_data = false;
  for (const auto& name : names) {
    if (name == "CURRENT") return {};
    has_data = has_data || name.ends_with(".sst") || name.ends_with(".log");
  }
  if (!has_data) return {};
  return make_error(ErrorCode::corrupt, "the database lacks its file CURRENT, which says where it begins",
                    directory, std::string(kWayOut));
}

Result<std::unique_ptr<Books>> open_books(const RocksOptions& wanted, rocksdb::WALRecoveryMode recovery) {
  const auto options = database_options(wanted, recovery);
  const std::string directory = wanted.directory.string();
  if (auto whole = refuse_headless(options, directory); !whole) return whole.error();
  if (auto known = refuse_unknown_families(options, directory); !known) return known.error();
  const auto cache = rocksdb::NewLRUCache(kBlockCacheBytes, /*num_shard_bits=*/2);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const auto name : kFamilyNames) descriptors.emplace_back(std::string(name), family_options(cache));
  descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName, family_options(cache));
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* database = nullptr;
  const auto status = rocksdb::DB::Open(options, directory, descriptors, &handles, &database);
  if (!status.ok()) return within(directory, translate(status, "opening the database"));
  return std::make_unique<Books>(std::unique_ptr<rocksdb::DB>(database), std::move(handles));
}

rocksdb::Env& environment_of(const RocksOptions& wanted) {
  return wanted.environment != nullptr ? *wanted.environment : *rocksdb::Env::Default();
}

// The default (point in time) drops every acknowledged record behind a damaged byte and still opens "OK". So
// it is for logs only of which nothing acknowledged is dropped.
Result<std::unique_ptr<Books>> open_books(const RocksOptions& wanted) {
  constexpr auto kReportDamage = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  auto& environment = environment_of(wanted);
  const std::string directory = wanted.directory.string();
  auto books = open_books(wanted, kReportDamage);
  const auto is_damaged = [&books] { return !books && books.error().code == ErrorCode::corrupt; };
  if (is_damaged() && shorten_manifest(environment, directory)) books = open_books(wanted, kReportDamage);
  if (is_damaged() && only_unsynced_is_damaged(environment, directory))
    books = open_books(wanted, rocksdb::WALRecoveryMode::kPointInTimeRecovery);
  return books;
}

// Whether the disk takes what opening the database again would write: its log, into tables.
Result<void> try_disk(const RocksOptions& wanted) {
  auto& environment = environment_of(wanted);
  const std::string directory = wanted.directory.string();
  std::uint64_t needed = kProbeBytes;
  std::vector<std::string> names;
  environment.GetChildren(directory, &names).PermitUncheckedError();
  for (const auto& name : names) {
    std::uint64_t bytes = 0;
    if (name.ends_with(".log") && environment.GetFileSize(directory + "/" + name, &bytes).ok())
      needed += bytes;
  }
  std::uint64_t free = needed;
  environment.GetFreeSpace(directory, &free).PermitUncheckedError();
  if (free < needed) return translate(rocksdb::Status::NoSpace(), "writing");
  const std::string file = directory + "/probe";
  std::unique_ptr<rocksdb::WritableFile> probe;
  auto status = environment.NewWritableFile(file, &probe, rocksdb::EnvOptions());
  if (status.ok()) status = probe->Append(std::string(kProbeBytes, '\0'));
  if (status.ok()) status = probe->Sync();
  if (status.ok()) status = probe->Close();
  probe.reset();
  environment.DeleteFile(file).PermitUncheckedError();
  return status.ok() ? Result<void>() : translate(status, "writing");
}

class RocksEngine final : public Engine {
 public:
  RocksEngine(RocksOptions options, std::unique_ptr<Books> books) : options_(std::move(options)) {
    put(std::move(books));
    if (!options_.backups.empty()) {
      backups_ = rocks_backups(options_.backups, [this](const DatabaseWork& work) {
        const auto books = take();
        return books ? work(books->database()) : rocksdb::Status::Incomplete("the database is not open");
      });
    }
  }

  Result<std::optional<std::string>> get(Family family, std::string_view key) const override {
    const auto books = take();
    if (!books) return not_open();
    std::string value;
    const auto status = books->database().Get({}, books->handle(family), key, &value);
    if (status.IsNotFound()) return std::optional<std::string>{};
    if (!status.ok()) return translate(status, "reading " + std::string(name(family)));
    return std::optional<std::string>(std::move(value));
  }

  Result<void> write(std::span<const Write> writes, Durability durability) override {
    if (stumbled_) {
      if (auto opened = open_again(); !opened) return opened;
    }
    const auto books = take();
    rocksdb::WriteBatch batch;
    note_synced(batch, synced_, previous_);
    for (const auto& write : writes) {
      auto* const handle = books->handle(write.family);
      const auto status =
          write.value ? batch.Put(handle, write.key, *write.value) : batch.Delete(handle, write.key);
      if (!status.ok()) return translate(status, "preparing a write");
    }
    rocksdb::WriteOptions options;
    options.sync = durability == Durability::synced;
    const auto status = books->database().Write(options, &batch);
    if (status.ok()) {
      const auto latest = books->database().GetLatestSequenceNumber();
      previous_ = latest + 1 - static_cast<std::uint64_t>(batch.Count());
      if (options.sync) synced_ = latest;
      return {};
    }
    stumbled_ = true;
    return translate(status, "writing");
  }

  Result<void> scan(Family family, const Range& range, Direction direction,
                    const ScanVisitor& visit) const override {
    const auto books = take();
    if (!books) return not_open();
    rocksdb::ReadOptions options;
    const rocksdb::Slice lower(range.from);
    const rocksdb::Slice upper(range.to);
    if (!range.from.empty()) options.iterate_lower_bound = &lower;
    if (!range.to.empty()) options.iterate_upper_bound = &upper;
    const std::unique_ptr<rocksdb::Iterator> iterator(
        books->database().NewIterator(options, books->handle(family)));
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
    const auto books = take();
    if (!books) return not_open();
    Sizes sizes{};
    for (std::size_t family = 0; family < sizes.size(); ++family) {
      // All files, also those that a scan still reads: what the disk has to bear.
      for (const auto& property :
           {rocksdb::DB::Properties::kTotalSstFilesSize, rocksdb::DB::Properties::kCurSizeAllMemTables}) {
        std::uint64_t bytes = 0;
        auto* const handle = books->handle(static_cast<Family>(family));
        if (!books->database().GetIntProperty(handle, property, &bytes))
          return make_error(ErrorCode::storage, "the database does not tell " + property,
                            std::string(kFamilyNames[family]));
        sizes[family] += bytes;
      }
    }
    return sizes;
  }

  Result<EngineMemory> memory() const override {
    using Properties = rocksdb::DB::Properties;
    const auto books = take();
    if (!books) return not_open();
    auto& database = books->database();
    EngineMemory memory;
    // All families share one cache, which each of them tells in full.
    const bool told =
        database.GetIntProperty(Properties::kBlockCacheUsage, &memory.cache) &&
        database.GetAggregatedIntProperty(Properties::kSizeAllMemTables, &memory.write_buffers) &&
        database.GetAggregatedIntProperty(Properties::kEstimateTableReadersMem, &memory.tables);
    if (!told) return make_error(ErrorCode::storage, "the database does not tell what it holds in memory");
    return memory;
  }

  Result<std::uint64_t> free_bytes() const override {
    std::uint64_t free = 0;
    const auto status = environment_of(options_).GetFreeSpace(options_.directory.string(), &free);
    if (!status.ok()) return translate(status, "asking the disk");
    return free;
  }

  Backups* backups() override { return backups_.get(); }

 private:
  // The database, which stays open for as long as the pointer is held; null while it is not open.
  std::shared_ptr<Books> take() const {
    const std::lock_guard lock(mutex_);
    return books_;
  }

  void put(std::unique_ptr<Books> books) {
    // Opening has written into tables what the logs held.
    previous_ = synced_ = books->database().GetLatestSequenceNumber();
    const auto closed = std::make_shared<std::promise<void>>();
    auto ended = closed->get_future();
    std::shared_ptr<Books> shared(books.release(), [closed](Books* gone) {
      delete gone;
      closed->set_value();
    });
    const std::lock_guard lock(mutex_);
    books_ = std::move(shared);
    closed_ = std::move(ended);
  }

  // After a write that failed (no space, a read-only file system) the log takes no more, and a library that
  // was built with its checks on ends the process where it is told to go on. So it is opened anew, once the
  // disk takes something; until then what is held can be read.
  Result<void> open_again() {
    if (auto takes = try_disk(options_); !takes) return takes;
    {
      const std::lock_guard lock(mutex_);
      books_.reset();
    }
    // Whoever reads just now is let finish: the files cannot be opened twice.
    closed_.wait();
    auto opened = open_books(options_);
    if (!opened) return opened.error();
    put(std::move(*opened));
    stumbled_ = false;
    return {};
  }

  static Error not_open() {
    return make_error(ErrorCode::storage,
                      "the database is not open: its disk failed, and it has yet to be opened again", {},
                      "this is tried with the next write; see the log");
  }

  static std::string_view name(Family family) { return kFamilyNames[static_cast<std::size_t>(family)]; }

  const RocksOptions options_;
  mutable std::mutex mutex_;      // of the pointer alone
  std::shared_ptr<Books> books_;  // none while it is opened again
  std::future<void> closed_;      // when the last holder of the pointer has let go
  bool stumbled_ = false;         // of the one thread that writes
  // Sequence numbers, of that thread too: up to which all is on the disk, and at which the last batch began.
  std::uint64_t synced_ = 0;
  std::uint64_t previous_ = 0;
  std::unique_ptr<Backups> backups_;
};

}  // namespace

Result<std::unique_ptr<Engine>> open_rocks(const RocksOptions& wanted) {
  if (wanted.environment == nullptr) {
    // RocksDB would make it too, and leave its name to the next power cut.
    if (auto made = make_directories(wanted.directory, 0755); !made) return made.error();
  }
  auto books = open_books(wanted);
  if (!books) return books.error();
  return std::unique_ptr<Engine>(std::make_unique<RocksEngine>(wanted, std::move(*books)));
}

}  // namespace sellerd::store
