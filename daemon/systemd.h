// What the service manager is told, and what it hands over. Everything here does nothing without systemd.
#pragma once

#include <optional>
#include <string>

#include "common/error.h"

namespace sellerd::systemd {

void notify_ready();
void notify_stopping();
void notify_status(const std::string& text);  // one line

// The listening Unix socket of socket activation, if there is one.
// Error: invalid_argument when the manager hands over anything else.
Result<std::optional<int>> activation_socket();

}  // namespace sellerd::systemd
