// What makes an account active again. Pure.
#pragma once

#include <string>

#include "common/model/integration.h"

namespace sellerd::sync {

// The command; empty when it is active, or on its way out.
inline std::string way_back(const Integration& integration) {
  if (integration.state == IntegrationState::needs_reauth) return "sellerctl reauthorize " + integration.name;
  if (integration.state == IntegrationState::inactive) return "sellerctl enable " + integration.name;
  return {};
}

}  // namespace sellerd::sync
