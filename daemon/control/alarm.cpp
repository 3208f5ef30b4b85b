#include "daemon/control/alarm.h"

#include "daemon/control/findings.h"
#include "daemon/control/secret_age.h"
#include "daemon/control/status.h"

namespace sellerd::control {
namespace {

using Alarms = std::vector<Alarm>;

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + std::string(count == 1 ? one : many);
}

// Before the disk is quite full: after that not even a failure can be noted.
void add_of_disk(const Services& services, Alarms& alarms) {
  const auto free = services.store.engine().free_bytes();
  if (!free) return;
  auto finding = disk_finding(*free);
  if (finding.level == api::FindingLevel::failure)
    alarms.push_back({"the disk is full, " + finding.found, std::move(finding.advice)});
}

void add_of_stock(const api::IntegrationStatus& status, Alarms& alarms) {
  if (const auto refused = status.pushes.rejected; refused > 0) {
    alarms.push_back({status.name + ": " + counted(refused, " quantity was", " quantities were") + " refused",
                      "sellerctl pushes --state rejected"});
  }
  if (const auto frozen = status.frozen_orders; frozen > 0) {
    alarms.push_back({std::to_string(frozen) + (frozen >= kMostFrozenCounted ? " or more" : "") +
                          (frozen == 1 ? " order of " : " orders of ") + status.name +
                          (frozen == 1 ? " is" : " are") + " frozen",
                      "sellerctl orders --frozen"});
  }
}

void add_of_runs(const api::IntegrationStatus& status, Alarms& alarms) {
  for (const auto& module : status.modules) {
    if (module.last_reconcile && module.last_reconcile->late > 0) {
      alarms.push_back({"the nightly second look at " + status.name + " found " +
                            counted(module.last_reconcile->late, " order", " orders") +
                            " that earlier runs had not been shown",
                        "sellerctl history show " + std::to_string(module.last_reconcile->id)});
    }
    if (module.running || !module.last_run) continue;
    const auto state = module.last_run->state;
    if (state != RunState::failed && state != RunState::interrupted) continue;
    alarms.push_back({"the last " + std::string(enum_name(module.module)) + " run of " + status.name +
                          " was " + std::string(enum_name(state)) + ": " + module.last_run->reason,
                      {}});
  }
}

void add_of_account(const api::IntegrationStatus& status, Alarms& alarms) {
  if (status.state == IntegrationState::needs_reauth) {
    alarms.push_back({status.name + " needs new credentials (" + status.state_reason + ")",
                      "sellerctl reauthorize " + status.name});
  }
  if (status.totals.quarantined > 0) {
    alarms.push_back({status.name + " holds " + counted(status.totals.quarantined, " record", " records") +
                          " in quarantine",
                      "sellerctl quarantine"});
  }
  add_of_stock(status, alarms);
  add_of_runs(status, alarms);
}

std::string describe(stock::Duty duty, const std::string& name) {
  switch (duty) {
    case stock::Duty::write:
      return "quantities of " + name + " do not go out";
    case stock::Duty::batch:
      return "quantities of " + name + " do not go out in batches";
    case stock::Duty::look:
      return "what buyers see of " + name + " cannot be read";
    case stock::Duty::tell:
      return "packages of " + name + " cannot be told to the marketplace";
    case stock::Duty::follow:
      break;
  }
  return "what the marketplace of " + name + " keeps itself cannot be read";
}

}  // namespace

std::vector<Alarm> alarms_of(const Services& services, const api::GetStatus::Reply& status) {
  Alarms alarms;
  if (status.stopped) alarms.push_back({"everything is stopped by hand", "sellerctl resume-all"});
  add_of_disk(services, alarms);
  for (auto& alarm : services.refusals.alarms(status.now)) alarms.push_back(std::move(alarm));
  for (const auto& account : status.integrations) {
    const auto integration = services.integrations.find(std::string_view(account.name));
    if (!integration) continue;  // removed meanwhile
    if (auto alarm = secret_alarm(*integration, status.now)) alarms.push_back(std::move(*alarm));
    add_of_account(account, alarms);
    for (const auto& [duty, error] : services.outgoings.troubles(integration->number))
      alarms.push_back({describe(duty, account.name) + ": " + error.text(), {}});
  }
  return alarms;
}

}  // namespace sellerd::control
