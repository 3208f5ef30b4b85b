// The world as the client sees it; tests give it another one.
#pragma once

#include <functional>
#include <istream>
#include <ostream>

#include "common/paths.h"
#include "common/time_text.h"
#include "ctl/prompt.h"
#include "ctl/terminal.h"

namespace sellerd::ctl {

struct Io {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  Terminal terminal;  // of `out`
  Environment environment;
  std::function<Timestamp()> now;
  Prompt* prompt = nullptr;  // null: there is no one to ask
};

}  // namespace sellerd::ctl
