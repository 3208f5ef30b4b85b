// Work that is shared out to processes side by side: a simulated world has one thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace sellerd::simulation {

// Calls `work(share)` for every share from 0 to `count` - 1, each in a process of its own, or here when there
// is one. Returns what each returned. Throws std::runtime_error when a process ended without returning
// anything; the others have ended by then. Thread: the only one.
std::vector<std::string> in_processes(unsigned count, const std::function<std::string(unsigned share)>& work);

}  // namespace sellerd::simulation
