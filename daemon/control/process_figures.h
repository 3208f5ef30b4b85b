// What this process takes, as the system says.
#pragma once

#include <cstdint>
#include <optional>

#include "common/error.h"

namespace sellerd::control {

struct ProcessFigures {
  std::int64_t resident_bytes = 0;
  std::optional<std::int64_t>
      heap_bytes;  // allocated and not freed; nothing where the allocator is not glibc's
  std::int64_t open_descriptors = 0;
};

// Thread: any. Error: storage where /proc does not tell.
Result<ProcessFigures> process_figures();

}  // namespace sellerd::control
