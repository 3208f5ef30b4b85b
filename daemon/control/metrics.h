// Everything that `sellerctl metrics` shows: names of integrations, modules, operations and states, and
// figures. No personal data, no id of an order.
#pragma once

#include "daemon/control/handlers.h"

namespace sellerd::control {

// OpenMetrics text. What takes a look at the disk is asked on the reader. Errors: storage, corrupt.
Task<Result<std::string>> metrics_text(Services& services);

}  // namespace sellerd::control
