// Whether an integration is well, in a word and a reason. Pure.
#pragma once

#include <string>

#include "common/api/service.h"
#include "ctl/dashboard/styled.h"

namespace sellerd::ctl::dashboard {

struct Health {
  Style style = Style::good;  // good, warning or bad
  std::string word;           // "ok", "attention", or the state when it is not active
  std::string reason;         // empty when it is well
};

Health health_of(const api::IntegrationStatus& integration);

// Of the daemon as a whole: stopped by hand, alarms, or well.
Health health_of(const api::GetStatus::Reply& status);

// How a run's state looks.
Style style_of(RunState state);

}  // namespace sellerd::ctl::dashboard
