// What the service manager sees of the daemon while it serves: signs of life, and one line that says how
// things stand. Both run on the event loop, so that a loop that hangs falls silent. Without a manager they do
// nothing.
#pragma once

#include <chrono>
#include <string>

#include "common/clock.h"

namespace sellerd {

class Daemon;

// A sign of life at once and then twice in every `limit`; ends never.
Task<> show_life(std::chrono::microseconds limit);

// "2 accounts; running: amazon-in orders". Names of accounts and modules, no personal data.
std::string status_line(Daemon& daemon);

// Tells the status line whenever it has become another; ends never.
Task<> show_status(Daemon& daemon);

}  // namespace sellerd
