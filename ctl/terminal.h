// What stdout is, and so how to write to it.
#pragma once

#include <cstddef>

#include "common/paths.h"

namespace sellerd::ctl {

struct Terminal {
  bool interactive = false;  // a person is looking: long cells may be cut to the width
  bool live = false;         // the cursor can be moved: progress is redrawn in place
  bool color = false;
  bool unicode = false;  // characters beyond ASCII of our own may be shown
  std::size_t width = 80;
};

// Pure. `columns` is what the terminal itself says, 0 when it says nothing. COLUMNS wins over it, NO_COLOR
// and TERM=dumb are honoured, and anything but a terminal is plain.
Terminal describe_terminal(const Environment& environment, bool is_terminal, std::size_t columns);

// Of a file descriptor of this process.
Terminal detect_terminal(const Environment& environment, int descriptor);

}  // namespace sellerd::ctl
