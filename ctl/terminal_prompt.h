// Asks on the terminal that the program was started from.
#pragma once

#include <memory>
#include <ostream>

#include "ctl/prompt.h"

namespace sellerd::ctl {

// Null unless both stdin and stdout are a terminal. Questions go to `out`. While a secret is typed the
// terminal shows nothing of it; it is as before when ask() returns, whatever ended it.
std::unique_ptr<Prompt> terminal_prompt(std::ostream& out);

}  // namespace sellerd::ctl
