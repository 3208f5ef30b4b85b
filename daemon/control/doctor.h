// The doctor: looks at everything that tends to go wrong, one finding after the other.
#pragma once

#include "common/api/service.h"
#include "daemon/control/handlers.h"

namespace sellerd::control {

// Calls each active account's marketplace once. Errors: storage, corrupt, where the books cannot be read.
Task<Result<void>> diagnose(Services& services, ReplyStream<api::Diagnose::Reply>& stream);

}  // namespace sellerd::control
