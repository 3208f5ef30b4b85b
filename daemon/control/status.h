// How the daemon and every integration stand, with what needs a person.
#pragma once

#include "common/api/service.h"
#include "daemon/control/handlers.h"

namespace sellerd::control {

// A first import can freeze thousands of orders; a glance does not count them all.
inline constexpr std::int64_t kMostFrozenCounted = 1'000;

// Reads a few records for each integration: a millisecond or so. Errors: storage, corrupt.
Result<api::GetStatus::Reply> status_now(const Services& services);

}  // namespace sellerd::control
