#include "daemon/control/doctor.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "daemon/control/alarm.h"
#include "daemon/control/findings.h"
#include "daemon/control/status.h"
#include "daemon/store/backups.h"
#include "daemon/store/places.h"

namespace sellerd::control {
namespace {

using api::Finding;
using api::FindingLevel;

using Findings = std::vector<Finding>;

constexpr Duration kBackupIsOld = std::chrono::days(7);

void look_at_host(const Services& services, Findings& findings) {
  const auto free = services.store.engine().free_bytes();
  if (free) {
    findings.push_back(disk_finding(*free));
  } else {
    findings.push_back({FindingLevel::failure, "disk", free.error().text(), free.error().hint});
  }
  // A key that the service manager hands over is its to guard.
  for (const auto& path : {services.data_directory, store::key_ring_of(services.data_directory),
                           services.data_directory / services.master_key_file.filename()}) {
    struct stat information{};
    if (::stat(path.c_str(), &information) == 0) {
      findings.push_back(
          permission_finding(path, information.st_mode & 07777, information.st_uid, ::geteuid()));
    }
  }
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) findings.push_back(descriptor_finding(limit.rlim_cur));
}

// Errors: storage, corrupt.
Result<void> look_at_books(const Services& services, Findings& findings) {
  std::optional<Timestamp> newest;
  auto scanned = services.store.scan(store::kRuns, {}, store::Direction::backward,
                                     [&](const Run& run, std::string_view) {
                                       newest = run.started;
                                       return false;
                                     });
  if (!scanned) return scanned;
  if (newest) {
    if (auto back = clock_set_back_finding(services.clock.now(), *newest))
      findings.push_back(std::move(*back));
  }
  findings.push_back({FindingLevel::good,
                      "books",
                      "can be read; records of version " + std::to_string(kRecordVersion) +
                          ". Every record is checked by: sellerd --check-data, while it is stopped",
                      {}});
  return {};
}

// Credentials, clock, roles: by one call that every account may make.
Task<> look_at_account(Services& services, const Integration& integration, Findings& findings) {
  auto channel = services.integrations.channel(integration.number);
  if (!channel) {
    findings.push_back({FindingLevel::failure, "credentials", channel.error().text(), channel.error().hint});
    co_return;
  }
  findings.push_back(secret_finding(integration, services.clock.now()));
  // That it is stopped, or refused, is among the alarms.
  if (integration.state != IntegrationState::active || services.engine.stopped()) {
    findings.push_back(
        {FindingLevel::warning, "account", "the marketplace of " + integration.name + " was not asked", {}});
    if (integration.state == IntegrationState::inactive)
      findings.back().advice = "sellerctl enable " + integration.name;
    co_return;
  }
  CallContext context;
  context.impatient = true;
  const auto before = services.clock.now();
  const auto account = co_await (*channel)->verify(context);
  const auto after = services.clock.now();
  if (!account) {
    const bool ours = account.error().code == ErrorCode::needs_reauth;
    const auto hint = ours ? "sellerctl reauthorize " + integration.name : account.error().hint;
    findings.push_back({FindingLevel::failure, "account", integration.name + ": " + account.error().text(),
                        hint.empty() ? "try again; sellerctl history" : hint});
    co_return;
  }
  findings.push_back(
      {FindingLevel::good, "account", "the marketplace of " + integration.name + " accepts it", {}});
  if (account->server_time)
    findings.push_back(clock_finding(integration.name, before + (after - before) / 2, *account->server_time));
  for (const auto& bucket : (*channel)->quota()) {
    if (auto empty = quota_finding(integration.name, bucket)) findings.push_back(std::move(*empty));
  }
}

// A role that the application lacks shows where it was needed: in what a run of the module has met.
void look_at_roles(const api::IntegrationStatus& account, Findings& findings) {
  for (const auto& module : account.modules) {
    if (!module.last_run) continue;
    const auto& run = *module.last_run;
    const auto what = std::string(enum_name(run.module)) + " of " + account.name;
    if (run.state == RunState::succeeded || run.state == RunState::partial) {
      findings.push_back(
          {FindingLevel::good, "roles", what + ": run " + std::to_string(run.id) + " was let in", {}});
    } else if (run.state == RunState::failed) {
      findings.push_back({FindingLevel::failure, "roles", what + ": " + run.reason,
                          "sellerctl history show " + std::to_string(run.id)});
    }
  }
}

// Lost books cost a first sync; what was said and counted by hand does not come back by it.
Task<> look_at_backups(Services& services, Findings& findings) {
  auto* const backups = services.store.backups();
  if (backups == nullptr) co_return;
  const auto all = co_await services.backup_worker.run([backups] { return backups->list(); });
  if (!all) {
    findings.push_back({FindingLevel::failure, "backup", all.error().text(), all.error().hint});
    co_return;
  }
  const auto newest =
      std::find_if(all->begin(), all->end(), [](const Backup& backup) { return backup.damage.empty(); });
  if (newest == all->end()) {
    findings.push_back({FindingLevel::warning, "backup", "there is none", "sellerctl backup create"});
    co_return;
  }
  const auto age = services.clock.now() - newest->made;
  const bool old = age > kBackupIsOld;
  findings.push_back({old ? FindingLevel::warning : FindingLevel::good, "backup",
                      "the newest is " + format_duration(age) + " old",
                      old ? "sellerctl backup create --keep 7, every night by a timer" : ""});
}

// What the status says needs a person.
Result<void> look_at_status(const Services& services, Findings& findings) {
  const auto status = status_now(services);
  if (!status) return status.error();
  for (const auto& account : status->integrations) look_at_roles(account, findings);
  for (auto& alarm : alarms_of(services, *status)) {
    findings.push_back({FindingLevel::warning, "alarm", std::move(alarm.what),
                        alarm.advice.empty() ? "sellerctl status" : std::move(alarm.advice)});
  }
  return {};
}

}  // namespace

Task<Result<void>> diagnose(Services& services, ReplyStream<api::Diagnose::Reply>& stream) {
  Findings findings;
  look_at_host(services, findings);
  if (auto looked = look_at_books(services, findings); !looked) co_return looked;
  for (const auto& integration : services.integrations.all())
    co_await look_at_account(services, integration, findings);
  if (auto looked = look_at_status(services, findings); !looked) co_return looked;
  co_await look_at_backups(services, findings);
  for (auto& finding : findings) {
    if (!co_await stream.send({std::move(finding)})) break;
  }
  co_return Result<void>();
}

}  // namespace sellerd::control
