#include "daemon/restore.h"

#include <charconv>

#include "daemon/store/rocks.h"
#include "daemon/store/rocks_backup.h"
#include "daemon/store/store.h"
#include "daemon/sync/removal.h"
#include "daemon/system_clock.h"

namespace sellerd {
namespace {

namespace fs = std::filesystem;

// Opens books that lie there as a start does, and writes into their audit what happened to them.
Result<void> note_in(const fs::path& books, const std::string& actor, const std::string& action,
                     const std::string& subject) {
  auto engine = store::open_rocks({.directory = books});
  if (!engine) return engine.error();
  store::Store store(std::move(*engine));
  if (auto ready = store.prepare(); !ready) return ready;
  store::Batch batch;
  const auto now = SystemClock().now();
  if (auto noted = sync::note_audit(store, batch, {0, now, actor, action, subject}); !noted) return noted;
  return store.commit(batch);
}

Result<void> check(const fs::path& restored, const store::RestoreRequest& request) {
  return note_in(restored, request.actor, "backup restored", std::to_string(request.backup));
}

Result<std::uint32_t> number_of(const store::Backups& backups, const std::string& which) {
  if (which == "latest") {
    const auto all = backups.list();
    if (!all) return all.error();
    for (const auto& backup : *all) {
      if (backup.damage.empty()) return backup.id;
    }
    return make_error(ErrorCode::not_found, "there is no backup yet", backups.directory().string());
  }
  std::uint32_t number = 0;
  const auto [end, failure] = std::from_chars(which.data(), which.data() + which.size(), number);
  if (failure != std::errc() || end != which.data() + which.size()) {
    return make_error(ErrorCode::invalid_argument, "\"" + which + "\" is neither a number nor latest",
                      "--restore-backup");
  }
  return number;
}

}  // namespace

Result<Backup> ask_for_restore(const fs::path& data_directory, const store::Backups& backups,
                               std::uint32_t backup, const std::string& actor) {
  auto found = store::find_restorable(backups, backup, data_directory);
  if (!found) return found;
  const auto asked = store::ask_restore(
      data_directory, {.backup = backup, .directory = backups.directory().string(), .actor = actor});
  if (!asked) return asked.error();
  return found;
}

Result<RestoreOutcome> restore_as_asked(const fs::path& data_directory) {
  const auto asked = store::restore_asked(data_directory);
  if (!asked) return asked.error();
  if (!*asked) return RestoreOutcome();
  RestoreOutcome outcome{.asked = true, .request = **asked, .failure = {}};
  const auto backups = store::rocks_backups(outcome.request.directory);
  for (;;) {
    const auto more = store::restore_step(data_directory, *backups, check);
    if (more && !*more) return outcome;
    if (more) continue;
    const auto left = store::restore_asked(data_directory);
    if (!left) return left.error();
    const bool untouched = *left && (*left)->phase == store::RestorePhase::asked;
    if (!untouched) return more.error();
    outcome.failure = more.error();
    break;
  }
  if (auto forgotten = store::forget_restore(data_directory); !forgotten) return forgotten.error();
  std::error_code unknown;
  if (!fs::exists(store::books_of(data_directory), unknown)) return outcome;
  // Where not even that can be opened, the start says so.
  (void)note_in(store::books_of(data_directory), outcome.request.actor, "backup restore failed",
                std::to_string(outcome.request.backup) + ": " + outcome.failure->message);
  return outcome;
}

Result<Backup> restore_now(const fs::path& data_directory, const fs::path& backup_directory,
                           const std::string& which) {
  // What a cut left half done comes first.
  if (auto finished = restore_as_asked(data_directory); !finished) return finished.error();
  const auto backups = store::rocks_backups(backup_directory);
  const auto number = number_of(*backups, which);
  if (!number) return number.error();
  auto found = ask_for_restore(data_directory, *backups, *number, "sellerd --restore-backup");
  if (!found) return found;
  const auto outcome = restore_as_asked(data_directory);
  if (!outcome) return outcome.error();
  if (outcome->failure) return *outcome->failure;
  return found;
}

}  // namespace sellerd
