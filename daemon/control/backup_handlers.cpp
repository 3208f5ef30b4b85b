// Backups of the books: making, looking at and restoring them. All of it happens on a thread of its own,
// since it takes as long as the disk takes.
#include "common/api/backup.h"
#include "daemon/control/change.h"
#include "daemon/store/backups.h"

namespace sellerd::control {
namespace {

Result<store::Backups*> backups_of(const Services& services) {
  auto* backups = services.store.backups();
  if (backups == nullptr) return make_error(ErrorCode::refused, "these books lie where no backup is made");
  return backups;
}

std::string text_of(const std::vector<std::uint32_t>& ids) {
  std::string text;
  for (const auto id : ids) text += (text.empty() ? "" : ", ") + std::to_string(id);
  return text;
}

// Whether a backup is being made. Thread: the event loop's.
struct Making {
  bool under_way = false;
};

class Turn {
 public:
  explicit Turn(Making& making) : making_(making) { making_.under_way = true; }
  ~Turn() { making_.under_way = false; }
  Turn(const Turn&) = delete;

 private:
  Making& making_;
};

Task<Result<api::CreateBackup::Reply>> create(Services& services, std::shared_ptr<Making> making,
                                              api::CreateBackup::Request request, std::string actor) {
  if (request.keep && *request.keep < 1)
    co_return make_error(ErrorCode::invalid_argument, "must be 1 or more", "keep");
  const auto backups = backups_of(services);
  if (!backups) co_return backups.error();
  if (making->under_way) {
    co_return make_error(ErrorCode::conflict, "a backup is being made already", {}, "sellerctl backup list");
  }
  const Turn turn(*making);
  auto made = co_await services.backup_worker.run(
      [backups = *backups, now = services.clock.now()] { return backups->create(now); });
  if (!made) co_return made.error();
  api::CreateBackup::Reply reply{.backup = std::move(*made),
                                 .directory = (*backups)->directory().string(),
                                 .erased = {},
                                 .master_key = services.master_key_file.string()};
  auto noted = co_await note_deed(services, {actor, "backup created", std::to_string(reply.backup.id)});
  if (!noted) co_return noted.error();
  if (!request.keep) co_return reply;
  auto erased = co_await services.backup_worker.run(
      [backups = *backups, keep = static_cast<std::size_t>(*request.keep)] { return backups->keep(keep); });
  if (!erased) co_return erased.error();
  reply.erased = std::move(*erased);
  if (reply.erased.empty()) co_return reply;
  noted = co_await note_deed(services, {std::move(actor), "backup erased", text_of(reply.erased)});
  if (!noted) co_return noted.error();
  co_return reply;
}

Task<Result<std::vector<Backup>>> all_backups(Services& services) {
  const auto backups = backups_of(services);
  if (!backups) co_return backups.error();
  co_return co_await services.backup_worker.run([backups = *backups] { return backups->list(); });
}

Task<Result<void>> list(Services& services, ReplyStream<api::ListBackups::Reply>& stream) {
  auto all = co_await all_backups(services);
  if (!all) co_return all.error();
  for (auto& backup : *all) {
    const api::ListBackups::Reply reply{std::move(backup)};
    if (!co_await stream.send(reply)) break;
  }
  co_return Result<void>();
}

// A backup that is not whole is a finding, one that is not there an error.
bool is_finding(const Error& error) {
  return error.code == ErrorCode::corrupt || error.code == ErrorCode::conflict ||
         error.code == ErrorCode::storage;
}

Task<Result<void>> verify(Services& services, api::VerifyBackup::Request request,
                          ReplyStream<api::VerifyBackup::Reply>& stream) {
  const auto backups = backups_of(services);
  if (!backups) co_return backups.error();
  std::vector<std::uint32_t> ids;
  if (request.id) {
    ids.push_back(*request.id);
  } else {
    const auto all = co_await all_backups(services);
    if (!all) co_return all.error();
    for (const auto& backup : *all) ids.push_back(backup.id);
  }
  for (const auto id : ids) {
    const auto good =
        co_await services.backup_worker.run([backups = *backups, id] { return backups->verify(id); });
    if (!good && !is_finding(good.error())) co_return good.error();
    const api::VerifyBackup::Reply reply{
        {.id = id, .good = good.has_value(), .problem = good ? std::string() : good.error().message}};
    if (!co_await stream.send(reply)) break;
  }
  co_return Result<void>();
}

Task<Result<api::RestoreBackup::Reply>> restore(Services& services, std::uint32_t id, std::string actor) {
  const auto backups = backups_of(services);
  if (!backups) co_return backups.error();
  // First: what is written down happens at the next start, whatever comes between.
  auto noted = co_await note_deed(services, {actor, "backup restore asked", std::to_string(id)});
  if (!noted) co_return noted.error();
  auto found = co_await services.backup_worker.run(
      [&services, id, actor = std::move(actor)] { return services.ask_restore(id, actor); });
  if (!found) co_return found.error();
  services.restart();
  co_return api::RestoreBackup::Reply{.backup = std::move(*found),
                                      .data_directory = services.data_directory.string()};
}

Task<Result<api::DeleteBackup::Reply>> erase(Services& services, std::uint32_t id, std::string actor) {
  const auto backups = backups_of(services);
  if (!backups) co_return backups.error();
  const auto erased =
      co_await services.backup_worker.run([backups = *backups, id] { return backups->erase(id); });
  if (!erased) co_return erased.error();
  auto noted = co_await note_deed(services, {std::move(actor), "backup erased", std::to_string(id)});
  if (!noted) co_return noted.error();
  co_return api::DeleteBackup::Reply{id};
}

}  // namespace

void add_backup_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::CreateBackup>([&services, making = std::make_shared<Making>()](
                                        api::CreateBackup::Request request, const Caller& caller) {
    return create(services, making, request, caller.peer.name);
  });
  dispatcher.add<api::ListBackups>(
      [&services](api::ListBackups::Request, const Caller&, ReplyStream<api::ListBackups::Reply>& stream) {
        return list(services, stream);
      });
  dispatcher.add<api::VerifyBackup>([&services](api::VerifyBackup::Request request, const Caller&,
                                                ReplyStream<api::VerifyBackup::Reply>& stream) {
    return verify(services, request, stream);
  });
  dispatcher.add<api::RestoreBackup>([&services](api::RestoreBackup::Request request, const Caller& caller) {
    return restore(services, request.id, caller.peer.name);
  });
  dispatcher.add<api::DeleteBackup>([&services](api::DeleteBackup::Request request, const Caller& caller) {
    return erase(services, request.id, caller.peer.name);
  });
}

}  // namespace sellerd::control
