// Putting the books of a backup in the place of the present ones. What is to be done is written in the data
// directory, and each step is on the disk before the next begins; so a cut at any moment leaves the old books
// or the new ones, and whoever comes next goes on. The database must not be open.
//
//   asked:    the backup is written into books.restoring and looked at; the books are untouched
//   restored: books becomes books.before-restore, books.restoring becomes books
#pragma once

#include <functional>
#include <optional>

#include "daemon/store/backups.h"
#include "daemon/store/places.h"

namespace sellerd::store {

enum class RestorePhase { asked, restored };

}  // namespace sellerd::store

template <>
struct sellerd::EnumTable<sellerd::store::RestorePhase> {
  static constexpr std::string_view kTypeName = "RestorePhase";
  static constexpr std::array kNames = {
      std::pair{store::RestorePhase::asked, std::string_view("asked")},
      std::pair{store::RestorePhase::restored, std::string_view("restored")},
  };
};

namespace sellerd::store {

// The file restore.request.
struct RestoreRequest {
  std::uint32_t backup = 0;
  std::string directory;
  std::string actor;
  RestorePhase phase = RestorePhase::asked;

  static constexpr std::string_view kTypeName = "RestoreRequest";
  static constexpr auto fields() {
    using Self = RestoreRequest;
    return Fields{
        SELLERD_FIELD(backup, "The backup's number."),
        SELLERD_FIELD(directory, "Where it lies."),
        SELLERD_FIELD(actor, "Who asked for it."),
        SELLERD_FIELD(phase, "How far it is."),
    };
  }
};

// The backup, when it can be restored there: it is whole, and there is room. Errors: those of
// Backups::verify().
Result<Backup> find_restorable(const Backups& backups, std::uint32_t id,
                               const std::filesystem::path& data_directory);

// Errors: storage, and corrupt when the file is none of ours.
Result<std::optional<RestoreRequest>> restore_asked(const std::filesystem::path& data_directory);
Result<void> ask_restore(const std::filesystem::path& data_directory, const RestoreRequest& request);

// Looks at restored books before they become the books, and may write into them.
using RestoreCheck =
    std::function<Result<void>(const std::filesystem::path& restored, const RestoreRequest& request)>;

// Does the next step; false when there was none left. After an error in the phase `asked` the books are as
// they were: forget_restore() makes an end. After one in the phase `restored` it must be tried again before
// the books are opened.
Result<bool> restore_step(const std::filesystem::path& data_directory, const Backups& backups,
                          const RestoreCheck& check);

// Takes back what was asked and only prepared. Requires the phase `asked`.
Result<void> forget_restore(const std::filesystem::path& data_directory);

}  // namespace sellerd::store
