#include "ctl/dashboard/health.h"

#include "ctl/text.h"

namespace sellerd::ctl::dashboard {
namespace {

void add_reason(Health& health, Style style, const std::string& reason) {
  health.reason += (health.reason.empty() ? "" : ", ") + reason;
  health.word = "attention";
  if (health.style != Style::bad) health.style = style;
}

}  // namespace

Style style_of(RunState state) {
  switch (state) {
    case RunState::succeeded:
      return Style::good;
    case RunState::running:
    case RunState::cancelled:
      return Style::plain;
    case RunState::partial:
    case RunState::interrupted:
      return Style::warning;
    case RunState::failed:
      break;
  }
  return Style::bad;
}

Health health_of(const api::IntegrationStatus& integration) {
  Health health{.word = "ok"};
  if (integration.state != IntegrationState::active) {
    health.style = integration.state == IntegrationState::inactive ? Style::warning : Style::bad;
    health.word = enum_name(integration.state);
    health.reason = integration.state_reason;
    return health;
  }
  for (const auto& module : integration.modules) {
    if (!module.last_run) continue;
    const auto style = style_of(module.last_run->state);
    if (style == Style::bad || style == Style::warning) {
      add_reason(
          health, style,
          std::string(enum_name(module.module)) + " run " + std::string(enum_name(module.last_run->state)));
    }
  }
  if (integration.totals.quarantined > 0)
    add_reason(health, Style::warning, grouped(integration.totals.quarantined) + " in quarantine");
  if (integration.frozen_orders > 0)
    add_reason(health, Style::warning, count_of(integration.frozen_orders, "order") + " frozen");
  if (integration.pushes.rejected > 0)
    add_reason(health, Style::bad, grouped(integration.pushes.rejected) + " of the stock figures refused");
  return health;
}

Health health_of(const api::GetStatus::Reply& status) {
  if (status.stopped) return {Style::bad, "STOPPED by hand", "nothing runs until sellerctl resume-all"};
  if (!status.alarms.empty()) {
    return {Style::bad, count_of(static_cast<std::int64_t>(status.alarms.size()), "alarm"), {}};
  }
  return {Style::good, "all well", {}};
}

}  // namespace sellerd::ctl::dashboard
