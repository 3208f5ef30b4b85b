// What this process and its disk take, as the system says.
#pragma once

#include <cstdint>
#include <filesystem>

#include "common/error.h"

namespace sellerd::control {

struct ProcessFigures {
  std::int64_t resident_bytes = 0;
  std::int64_t open_descriptors = 0;
};

// Thread: any. Error: storage where /proc does not tell.
Result<ProcessFigures> process_figures();

// Bytes that this process may still write on the disk of the directory. Thread: any. Error: storage.
Result<std::int64_t> free_bytes(const std::filesystem::path& directory);

}  // namespace sellerd::control
