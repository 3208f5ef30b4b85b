// `sellerctl backup create`, `backup verify` and `backup restore`: what was done, and what a person has to
// know of it.
#include "common/api/backup.h"
#include "ctl/default_view.h"
#include "ctl/session.h"
#include "ctl/text.h"
#include "ctl/typed_call.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

std::string backup_text(const Backup& backup) {
  return "backup " + std::to_string(backup.id) + " of " + utc(backup.made) + ", " + grouped(backup.bytes) +
         " bytes in " + count_of(backup.files, "file");
}

std::string created_text(const api::CreateBackup::Reply& reply) {
  std::string text = "Made " + backup_text(reply.backup) + ", in " + clean(reply.directory) + ".\n";
  std::string erased;
  for (const auto id : reply.erased) erased += (erased.empty() ? "" : ", ") + std::to_string(id);
  if (!erased.empty()) text += "Erased older ones: " + erased + ".\n";
  return text + "The master key is not in it: keep a copy of " + clean(reply.master_key) +
         " apart. The keys of personal data\nare not in it either, and must not be: what has ended stays "
         "unreadable "
         "in every backup.\n";
}

std::string restoring_text(const api::RestoreBackup::Reply& reply) {
  return "The next start of sellerd restores " + backup_text(reply.backup) +
         ".\nsellerd stops now; as a service it starts again by itself, else start it. The present books "
         "will be "
         "kept in\n" +
         clean(reply.data_directory) + "/books.before-restore.\n";
}

}  // namespace

Result<ExitCode> backup_create_view(const Invocation& invocation, Session& session) {
  if (session.json) return default_view(invocation, session);
  const auto parameters = session.call(invocation.command->method, invocation.parameters);
  if (!parameters) return parameters.error();
  const auto reply = read_record<api::CreateBackup::Reply>(*parameters);
  if (!reply) return reply.error();
  if (auto printed = session.print(created_text(*reply)); !printed) return printed.error();
  return ExitCode::ok;
}

Result<ExitCode> backup_restore_view(const Invocation& invocation, Session& session) {
  if (session.json) return default_view(invocation, session);
  const auto parameters = session.call(invocation.command->method, invocation.parameters);
  if (!parameters) return parameters.error();
  const auto reply = read_record<api::RestoreBackup::Reply>(*parameters);
  if (!reply) return reply.error();
  if (auto printed = session.print(restoring_text(*reply)); !printed) return printed.error();
  return ExitCode::ok;
}

// For scripts: one that cannot be restored is a failure of the command.
Result<ExitCode> backup_verify_view(const Invocation& invocation, Session& session) {
  bool good = true;
  bool any = false;
  auto streamed = session.stream(
      invocation.command->method, invocation.parameters, [&](json::object&& one) -> Result<void> {
        const auto reply = read_record<api::VerifyBackup::Reply>(one);
        if (!reply) return reply.error();
        const auto& finding = reply->finding;
        good = good && finding.good;
        any = true;
        if (session.json) return session.print(json_line(to_json(finding)));
        return session.print("backup " + std::to_string(finding.id) + ": " +
                             (finding.good ? "good" : clean(finding.problem)) + "\n");
      });
  if (!streamed) return streamed.error();
  if (!any && !session.json) {
    if (auto printed = session.print("there is no backup yet\n"); !printed) return printed.error();
  }
  return good ? ExitCode::ok : ExitCode::failed;
}

}  // namespace sellerd::ctl
