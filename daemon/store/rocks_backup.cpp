#include "daemon/store/rocks_backup.h"

#include <rocksdb/db.h>
#include <rocksdb/utilities/backup_engine.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>

#include "common/json.h"
#include "daemon/store/engine.h"
#include "daemon/store/private_file.h"
#include "daemon/store/store.h"

namespace sellerd::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSeeBackupDirectory = "see backup_dir in sellerd.conf(5)";

// What a backup says of itself beside its files.
struct Label {
  std::string version;
  Timestamp made{};
  std::uint64_t schema = 0;
  std::int64_t records = 0;
  std::vector<std::string> families;

  static constexpr std::string_view kTypeName = "Label";
  static constexpr auto fields() {
    using Self = Label;
    return Fields{
        SELLERD_FIELD(version, "The sellerd that made it."),
        SELLERD_FIELD(made, "When, by that sellerd's clock."),
        SELLERD_FIELD(schema, "Schema of the database."),
        SELLERD_FIELD(records, "Version of its records."),
        SELLERD_FIELD(families, "The column families that it knew."),
    };
  }
};

Label own_label(Timestamp now) {
  Label label{.version = SELLERD_VERSION,
              .made = now,
              .schema = kSchemaVersion,
              .records = kRecordVersion,
              .families = {}};
  for (const auto name : kFamilyNames) label.families.emplace_back(name);
  return label;
}

// A backup that somebody else put there has none that we understand.
std::optional<Label> label_of(const rocksdb::BackupInfo& backup) {
  const auto text = parse_json(backup.app_metadata);
  if (!text) return std::nullopt;
  auto label = from_json<Label>(*text, Strictness::lenient);
  if (!label) return std::nullopt;
  return std::move(*label);
}

bool is_newer(const Label& label) {
  const auto known = [](const std::string& family) {
    return std::find(kFamilyNames.begin(), kFamilyNames.end(), family) != kFamilyNames.end();
  };
  return label.schema > kSchemaVersion || label.records > kRecordVersion ||
         !std::all_of(label.families.begin(), label.families.end(), known);
}

Backup described(const rocksdb::BackupInfo& info) {
  Backup backup{.id = info.backup_id,
                .made = Timestamp(std::chrono::seconds(info.timestamp)),
                .bytes = static_cast<std::int64_t>(info.size),
                .files = static_cast<std::int64_t>(info.number_files)};
  if (const auto label = label_of(info)) {
    backup.made = label->made;
    backup.version = label->version;
  }
  return backup;
}

std::string ids_text(const std::vector<Backup>& backups) {
  std::string text;
  for (const auto& backup : backups) text += (text.empty() ? "" : ", ") + std::to_string(backup.id);
  return text;
}

class RocksBackups final : public Backups {
 public:
  RocksBackups(fs::path directory, DatabaseDoor database)
      : directory_(std::move(directory)), database_(std::move(database)) {}

  const fs::path& directory() const override { return directory_; }

  Result<std::vector<Backup>> list() const override {
    if (!exists()) return std::vector<Backup>();
    auto engine = open_to_read();
    if (!engine) return engine.error();
    return listed(**engine);
  }

  Result<Backup> create(Timestamp now) override {
    if (database_ == nullptr) return make_error(ErrorCode::conflict, "the database is not open");
    if (auto made = make_directory(); !made) return made.error();
    for (bool again = false;; again = true) {
      auto engine = open_to_write();
      if (!engine) return engine.error();
      const auto id = made(**engine, now);
      if (!id) return id.error();
      // A file that an older backup has already is not copied again, nor looked at: what has happened to it
      // since would be in this backup and in all to come.
      const auto read = (*engine)->VerifyBackup(*id, /*verify_with_checksum=*/true);
      if (read.ok()) return found(**engine, *id);
      if (auto erased = erase_in(**engine, *id); !erased) return erased.error();
      const auto damaged = shared_file_in(read.ToString());
      if (again || !read.IsCorruption() || !damaged) return translate(read, "reading the new backup");
      // The database has it still, and gives it back to the older ones too.
      std::error_code failure;
      fs::remove(*damaged, failure);
    }
  }

  Result<void> verify(std::uint32_t id) const override {
    auto engine = open_to_read();
    if (!engine) return engine.error();
    return verified(**engine, id);
  }

  Result<void> erase(std::uint32_t id) override {
    if (!exists()) return none_yet();
    auto engine = open_to_write();
    if (!engine) return engine.error();
    if (auto known = check_known(listed(**engine), id); !known) return known;
    return erase_in(**engine, id);
  }

  Result<std::vector<std::uint32_t>> keep(std::size_t count) override {
    auto engine = open_to_write();
    if (!engine) return engine.error();
    std::vector<std::uint32_t> erased;
    std::size_t good = 0;
    for (const auto& backup : listed(**engine)) {
      if (good < count) {
        good += backup.damage.empty() ? 1 : 0;
        continue;
      }
      if (auto gone = erase_in(**engine, backup.id); !gone) return gone.error();
      erased.push_back(backup.id);
    }
    return erased;
  }

  Result<void> restore(std::uint32_t id, const fs::path& target) const override {
    auto engine = open_to_read();
    if (!engine) return engine.error();
    if (auto good = verified(**engine, id); !good) return good;
    const auto restored =
        (*engine)->RestoreDBFromBackup(rocksdb::RestoreOptions(), id, target.string(), target.string());
    if (!restored.ok()) return translate(restored, "restoring backup " + std::to_string(id));
    return sync_directory(target);
  }

  void stop() override { stopped_ = true; }

 private:
  // The engine's own directory for what it says of each: a cut amid the first backup can leave the outer one
  // alone.
  bool exists() const {
    std::error_code failure;
    return fs::exists(directory_ / "meta", failure);
  }

  Error none_yet() const {
    return make_error(ErrorCode::not_found, "there is no backup yet", directory_.string(),
                      "sellerctl backup create");
  }

  Error stopped() const { return make_error(ErrorCode::cancelled, "sellerd stops: there is no new backup"); }

  Error translate(const rocksdb::Status& status, const std::string& doing) const {
    const std::string message = doing + ": " + status.ToString();
    if (status.IsNoSpace()) {
      return make_error(ErrorCode::storage, message, directory_.string(),
                        "free some disk space, or erase a backup: sellerctl backup delete");
    }
    return make_error(status.IsCorruption() ? ErrorCode::corrupt : ErrorCode::storage, message,
                      directory_.string());
  }

  // Copies the database, and reads nothing of the copy.
  Result<rocksdb::BackupID> made(rocksdb::BackupEngine& engine, Timestamp now) {
    if (stopped_) return stopped();
    rocksdb::CreateBackupOptions options;
    // Without, every backup would have its own copy of the write-ahead log, which is never shared.
    options.flush_before_backup = true;
    options.progress_callback = [this, &engine] {
      if (stopped_) engine.StopBackup();
    };
    rocksdb::BackupID id = 0;
    const auto label = json::serialize(to_json(own_label(now)));
    const auto copied = database_([&](rocksdb::DB& database) -> rocksdb::Status {
      return engine.CreateNewBackupWithMetadata(options, &database, label, &id);
    });
    if (copied.ok()) return id;
    // What there is of it would keep a full disk full.
    engine.GarbageCollect().PermitUncheckedError();
    if (stopped_) return stopped();
    auto error = translate(copied, "making a backup");
    if (copied.IsCorruption())
      error.hint = "move the file away that is named, and make the backup again: it is copied anew then";
    return error;
  }

  Result<Backup> found(const rocksdb::BackupEngine& engine, rocksdb::BackupID id) const {
    rocksdb::BackupInfo info;
    const auto known = engine.GetBackupInfo(id, &info);
    if (!known.ok()) return translate(known, "backup " + std::to_string(id));
    return described(info);
  }

  Result<void> erase_in(rocksdb::BackupEngine& engine, rocksdb::BackupID id) const {
    const auto gone = engine.DeleteBackup(id);
    if (!gone.ok()) return translate(gone, "erasing backup " + std::to_string(id));
    return {};
  }

  // The shared file that the engine's message names.
  std::optional<fs::path> shared_file_in(const std::string& message) const {
    const auto from = message.find("shared_checksum/");
    if (from == std::string::npos) return std::nullopt;
    return directory_ / message.substr(from, message.find_first_of(": \n", from) - from);
  }

  // The engine's messages say nothing of rights.
  Result<void> make_directory() const {
    if (auto made = make_directories(directory_, 0700); !made) {
      return make_error(ErrorCode::storage, "backups cannot be written there: " + made.error().message,
                        directory_.string(), kSeeBackupDirectory);
    }
    if (::access(directory_.c_str(), W_OK | X_OK) != 0) {
      return make_error(ErrorCode::storage,
                        "backups cannot be written there: " + std::string(std::strerror(errno)),
                        directory_.string(), kSeeBackupDirectory);
    }
    return {};
  }

  rocksdb::BackupEngineOptions options() const {
    rocksdb::BackupEngineOptions options(directory_.string(), rocksdb::Env::Default());
    options.sync = true;
    options.share_table_files = true;
    options.share_files_with_checksum = true;
    return options;
  }

  Result<std::unique_ptr<rocksdb::BackupEngine>> open_to_write() const {
    rocksdb::BackupEngine* engine = nullptr;
    const auto opened = rocksdb::BackupEngine::Open(options(), rocksdb::Env::Default(), &engine);
    if (!opened.ok()) return translate(opened, "opening the backups");
    return std::unique_ptr<rocksdb::BackupEngine>(engine);
  }

  Result<std::unique_ptr<rocksdb::BackupEngineReadOnly>> open_to_read() const {
    if (!exists()) return none_yet();
    rocksdb::BackupEngineReadOnly* engine = nullptr;
    const auto opened = rocksdb::BackupEngineReadOnly::Open(options(), rocksdb::Env::Default(), &engine);
    if (!opened.ok()) return translate(opened, "opening the backups");
    return std::unique_ptr<rocksdb::BackupEngineReadOnly>(engine);
  }

  std::vector<Backup> listed(const rocksdb::BackupEngineReadOnlyBase& engine) const {
    std::vector<rocksdb::BackupInfo> infos;
    engine.GetBackupInfo(&infos);
    std::vector<Backup> backups;
    for (const auto& info : infos) backups.push_back(described(info));
    std::vector<rocksdb::BackupID> damaged;
    engine.GetCorruptedBackups(&damaged);
    for (const auto id : damaged) {
      backups.push_back({.id = id, .damage = "files of it are missing"});
    }
    std::sort(backups.begin(), backups.end(),
              [](const Backup& left, const Backup& right) { return left.id > right.id; });
    return backups;
  }

  static Result<void> check_known(const std::vector<Backup>& all, std::uint32_t id) {
    for (const auto& backup : all) {
      if (backup.id == id) return {};
    }
    return make_error(
        ErrorCode::not_found,
        "there is no backup " + std::to_string(id) + (all.empty() ? "" : ", only " + ids_text(all)), "id",
        "sellerctl backup list");
  }

  Result<void> verified(const rocksdb::BackupEngineReadOnlyBase& engine, std::uint32_t id) const {
    if (auto known = check_known(listed(engine), id); !known) return known;
    rocksdb::BackupInfo info;
    if (const auto known = engine.GetBackupInfo(id, &info); !known.ok())
      return translate(known, "backup " + std::to_string(id));
    const auto label = label_of(info);
    if (label && is_newer(*label)) {
      return make_error(
          ErrorCode::conflict,
          "backup " + std::to_string(id) + " was made by a newer sellerd (" + label->version + ")", "id",
          "install that version, or restore an older backup");
    }
    const auto good = engine.VerifyBackup(id, /*verify_with_checksum=*/true);
    if (!good.ok()) return translate(good, "backup " + std::to_string(id));
    return {};
  }

  const fs::path directory_;
  const DatabaseDoor database_;
  std::atomic<bool> stopped_ = false;
};

}  // namespace

std::unique_ptr<Backups> rocks_backups(fs::path directory, DatabaseDoor database) {
  return std::make_unique<RocksBackups>(std::move(directory), std::move(database));
}

}  // namespace sellerd::store
