// What the service manager is told, and what it hands over. Everything here does nothing without systemd.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "common/error.h"

namespace sellerd::systemd {

void notify_ready();
// Until the next notify_ready().
void notify_reloading();
void notify_stopping();
void notify_status(const std::string& text);  // one line

// How long the manager waits for a sign of life before it kills and restarts the process; nothing when it
// does not watch this process.
std::optional<std::chrono::microseconds> watchdog_limit();
void notify_alive();

// One record for journald: each field is "NAME=value", the value as it is. False when there is no journal to
// take it. Thread: any.
bool write_journal(const std::vector<std::string>& fields);

// The listening Unix socket of socket activation, if there is one.
// Error: invalid_argument when the manager hands over anything else.
Result<std::optional<int>> activation_socket();

}  // namespace sellerd::systemd
