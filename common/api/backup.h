// org.sellerd.Backup: copies of the books on this machine, and the way back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/api/method.h"
#include "common/fields.h"
#include "common/model/backup.h"

namespace sellerd::api {

struct CreateBackup {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Backup.Create",
      .access = Access::operate,
      .command = "backup create",
      .doc =
          "Makes a backup of the books while everything goes on. It holds no key: not the master key, and "
          "not the keys of personal data, which can be read in it until its time is over and no longer."};
  struct Request {
    std::optional<std::int64_t> keep;

    static constexpr std::string_view kTypeName = "CreateBackupRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(keep, "Once it is made, erase all but so many of the newest (1 or more)."),
      };
    }
  };
  struct Reply {
    Backup backup;
    std::string directory;
    std::vector<std::uint32_t> erased;
    std::string master_key;

    static constexpr std::string_view kTypeName = "CreateBackupReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{
          SELLERD_FIELD(backup, "The backup."),
          SELLERD_FIELD(directory, "Where it lies, beside the others."),
          SELLERD_FIELD(erased, "The older ones that were erased."),
          SELLERD_FIELD(master_key,
                        "The file with the master key, which is not in the backup: keep a copy of it apart. "
                        "Without it the accounts' credentials must be entered again."),
      };
    }
  };
};

struct ListBackups {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Backup.List",
                                    .access = Access::operate,
                                    .replies = Replies::list,
                                    .command = "backup list",
                                    .doc = "Lists the backups of the books, newest first."};
  struct Request {
    static constexpr std::string_view kTypeName = "ListBackupsRequest";
    static constexpr auto fields() { return Fields{}; }
  };
  struct Reply {
    Backup backup;

    static constexpr std::string_view kTypeName = "ListBackupsReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(backup, "A backup.")};
    }
  };
};

// What a look at every file of a backup found.
struct BackupFinding {
  std::uint32_t id = 0;
  bool good = false;
  std::string problem;

  static constexpr std::string_view kTypeName = "BackupFinding";
  static constexpr auto fields() {
    using Self = BackupFinding;
    return Fields{
        SELLERD_FIELD(id, "The backup's number."),
        SELLERD_FIELD(good, "Whether it can be restored."),
        SELLERD_FIELD(problem, "Why not: the damaged file, or who made it."),
    };
  }
};

struct VerifyBackup {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Backup.Verify",
      .access = Access::operate,
      .replies = Replies::list,
      .command = "backup verify",
      .doc = "Reads every file of a backup, or of all of them, and says whether it can be restored."};
  struct Request {
    std::optional<std::uint32_t> id;

    static constexpr std::string_view kTypeName = "VerifyBackupRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(id, "The backup's number; all when left out.", .positional = true)};
    }
  };
  struct Reply {
    BackupFinding finding;

    static constexpr std::string_view kTypeName = "VerifyBackupReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(finding, "What was found.")};
    }
  };
};

struct RestoreBackup {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Backup.Restore",
      .access = Access::operate,
      .command = "backup restore",
      .doc =
          "Puts the books of a backup in the place of the present ones, which are kept as "
          "books.before-restore. The backup is verified; then the daemon stops, and does it as it starts "
          "again."};
  struct Request {
    std::uint32_t id = 0;

    static constexpr std::string_view kTypeName = "RestoreBackupRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(id, "The backup's number.", .positional = true)};
    }
  };
  struct Reply {
    Backup backup;
    std::string data_directory;

    static constexpr std::string_view kTypeName = "RestoreBackupReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{
          SELLERD_FIELD(backup, "The backup whose books will be there at the next start."),
          SELLERD_FIELD(data_directory, "Where the present books will be kept as books.before-restore."),
      };
    }
  };
};

struct DeleteBackup {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Backup.Delete",
                                    .access = Access::operate,
                                    .command = "backup delete",
                                    .doc = "Erases a backup, and the files that no other one shares."};
  struct Request {
    std::uint32_t id = 0;

    static constexpr std::string_view kTypeName = "DeleteBackupRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(id, "The backup's number.", .positional = true)};
    }
  };
  struct Reply {
    std::uint32_t erased = 0;

    static constexpr std::string_view kTypeName = "DeleteBackupReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(erased, "The backup that is no more.")};
    }
  };
};

struct BackupInterface {
  static constexpr std::string_view kName = "org.sellerd.Backup";
  static constexpr std::string_view kDoc = "Copies of the books, and the way back.";
  using Methods = MethodList<CreateBackup, ListBackups, VerifyBackup, RestoreBackup, DeleteBackup>;
};

}  // namespace sellerd::api
