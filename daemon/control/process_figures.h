// What this process takes, as the system says.
#pragma once

#include <cstdint>

#include "common/error.h"

namespace sellerd::control {

struct ProcessFigures {
  std::int64_t resident_bytes = 0;
  std::int64_t heap_bytes = 0;  // allocated and not freed, in all of the allocator's arenas
  std::int64_t open_descriptors = 0;
};

// Thread: any. Error: storage where /proc does not tell.
Result<ProcessFigures> process_figures();

}  // namespace sellerd::control
