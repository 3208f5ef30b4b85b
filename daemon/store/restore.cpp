#include "daemon/store/restore.h"

#include "common/json.h"
#include "daemon/store/private_file.h"

namespace sellerd::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRestoreRequest = "the request of a restore";
constexpr std::size_t kLongestRequest = 64u << 10;

fs::path request_file(const fs::path& data_directory) {
  return data_directory / "restore.request";
}

fs::path books_restoring(const fs::path& data_directory) {
  return data_directory / "books.restoring";
}

Error file_error(const fs::path& path, std::string_view doing, const std::error_code& failure) {
  return make_error(ErrorCode::storage, std::string(doing) + ": " + failure.message(), path.string());
}

Result<void> remove_whole(const fs::path& path) {
  std::error_code failure;
  fs::remove_all(path, failure);
  if (failure) return file_error(path, "cannot be removed", failure);
  return sync_directory(path.parent_path());
}

Result<void> move_to(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  fs::rename(from, to, failure);
  if (failure) return file_error(from, "cannot be renamed", failure);
  return sync_directory(to.parent_path());
}

Result<bool> is_there(const fs::path& path) {
  std::error_code failure;
  const bool there = fs::exists(path, failure);
  if (failure) return file_error(path, "cannot be looked at", failure);
  return there;
}

// The long step: the books are not touched.
Result<void> prepare(const fs::path& data_directory, const Backups& backups, const RestoreCheck& check,
                     RestoreRequest request) {
  const auto restoring = books_restoring(data_directory);
  if (auto removed = remove_whole(restoring); !removed) return removed;
  if (auto restored = backups.restore(request.backup, restoring); !restored) return restored;
  if (auto good = check(restoring, request); !good) return good;
  if (auto synced = sync_directory(restoring); !synced) return synced;
  request.phase = RestorePhase::restored;
  return ask_restore(data_directory, request);
}

}  // namespace

Result<Backup> find_restorable(const Backups& backups, std::uint32_t id, const fs::path& data_directory) {
  if (auto good = backups.verify(id); !good) return good.error();
  const auto all = backups.list();
  if (!all) return all.error();
  for (const auto& backup : *all) {
    if (backup.id != id) continue;
    std::error_code unknown;
    const auto space = fs::space(data_directory, unknown);
    if (!unknown && space.available < static_cast<std::uintmax_t>(backup.bytes)) {
      return make_error(ErrorCode::storage,
                        "the backup takes " + std::to_string(backup.bytes) + " bytes, there is room for " +
                            std::to_string(space.available),
                        data_directory.string(), "free some disk space");
    }
    return backup;
  }
  return make_error(ErrorCode::not_found, "backup " + std::to_string(id) + " is gone", "id");
}

Result<std::optional<RestoreRequest>> restore_asked(const fs::path& data_directory) {
  const auto file = request_file(data_directory);
  const auto text = read_private_file(file, kRestoreRequest, kLongestRequest);
  if (!text) return text.error();
  if (!*text) return std::optional<RestoreRequest>();
  const auto value = parse_json(**text);
  auto request =
      value ? from_json<RestoreRequest>(*value, Strictness::strict) : Result<RestoreRequest>(value.error());
  if (!request) {
    return make_error(
        ErrorCode::corrupt, std::string(kRestoreRequest) + " is not understood: " + request.error().text(),
        file.string(), "see \"Backups\" in docs/storage.md: remove it once `books` are those that you want");
  }
  return std::optional(std::move(*request));
}

Result<void> ask_restore(const fs::path& data_directory, const RestoreRequest& request) {
  return write_private_file(request_file(data_directory), kRestoreRequest,
                            json::serialize(to_json(request)) + "\n");
}

Result<bool> restore_step(const fs::path& data_directory, const Backups& backups, const RestoreCheck& check) {
  const auto request = restore_asked(data_directory);
  if (!request) return request.error();
  if (!*request) return false;
  Result<void> done;
  if ((*request)->phase == RestorePhase::asked) {
    done = prepare(data_directory, backups, check, **request);
  } else {
    const auto books = books_of(data_directory);
    const auto before = books_before_restore(data_directory);
    const auto prepared = is_there(books_restoring(data_directory));
    const auto present = is_there(books);
    const auto older = is_there(before);
    if (!prepared || !present || !older)
      return !prepared ? prepared.error() : !present ? present.error() : older.error();
    if (!*prepared) {
      done = remove_whole(request_file(data_directory));
    } else if (!*present) {
      done = move_to(books_restoring(data_directory), books);
    } else if (*older) {
      done = remove_whole(before);
    } else {
      done = move_to(books, before);
    }
  }
  if (!done) return done.error();
  return true;
}

Result<void> forget_restore(const fs::path& data_directory) {
  if (auto removed = remove_whole(request_file(data_directory)); !removed) return removed;
  return remove_whole(books_restoring(data_directory));
}

}  // namespace sellerd::store
