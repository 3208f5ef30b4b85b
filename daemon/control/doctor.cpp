#include "daemon/control/doctor.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/control/findings.h"
#include "daemon/control/status.h"

namespace sellerd::control {
namespace {

using api::Finding;
using api::FindingLevel;

using Findings = std::vector<Finding>;

void look_at_host(const Services& services, Findings& findings) {
  std::error_code failure;
  const auto space = std::filesystem::space(services.data_directory, failure);
  if (failure) {
    findings.push_back({FindingLevel::failure, "disk", "cannot be asked: " + failure.message(), {}});
  } else {
    findings.push_back(disk_finding(space));
  }
  for (const auto& path : {services.data_directory, services.data_directory / "master.key",
                           services.data_directory / "keyring"}) {
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
  if (integration.state != IntegrationState::active || services.engine.stopped()) {
    const auto why = services.engine.stopped() ? std::string("everything is stopped by hand")
                                               : "it is " + std::string(enum_name(integration.state));
    findings.push_back(
        {FindingLevel::warning, "account",
         "the marketplace of " + integration.name + " was not asked: " + why,
         services.engine.stopped() ? "sellerctl resume-all" : "sellerctl enable " + integration.name});
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

// What the status says needs a person; refused roles are among it, as the reason of a run.
Result<void> look_at_alarms(const Services& services, Findings& findings) {
  const auto status = status_now(services);
  if (!status) return status.error();
  for (const auto& alarm : status->alarms) {
    // "what is wrong: what to do"
    const auto colon = alarm.rfind(": ");
    const bool has_advice = colon != std::string::npos && alarm.find("sellerctl", colon) == colon + 2;
    findings.push_back({FindingLevel::warning, "alarm", alarm.substr(0, has_advice ? colon : alarm.size()),
                        has_advice ? alarm.substr(colon + 2) : "sellerctl status"});
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
  if (auto looked = look_at_alarms(services, findings); !looked) co_return looked;
  for (auto& finding : findings) {
    if (!co_await stream.send({std::move(finding)})) break;
  }
  co_return Result<void>();
}

}  // namespace sellerd::control
