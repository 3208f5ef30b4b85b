#include "daemon/control/process_figures.h"

#include <malloc.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace sellerd::control {
namespace {

constexpr const char* kMemory = "/proc/self/statm";
constexpr const char* kDescriptorDirectory = "/proc/self/fd";

}  // namespace

Result<ProcessFigures> process_figures() {
  ProcessFigures figures;
  std::ifstream memory(kMemory);
  std::int64_t pages = 0;
  std::int64_t resident = 0;
  if (!(memory >> pages >> resident)) return make_error(ErrorCode::storage, "cannot be read", kMemory);
  figures.resident_bytes = resident * ::sysconf(_SC_PAGESIZE);
  // Another allocator (a sanitizer's, a preloaded one) leaves glibc's without a byte.
  const auto heap = ::mallinfo2();
  if (const auto in_use = heap.uordblks + heap.hblkhd; in_use > 0)
    figures.heap_bytes = static_cast<std::int64_t>(in_use);
  std::error_code failure;
  std::filesystem::directory_iterator entries(kDescriptorDirectory, failure);
  if (failure) return make_error(ErrorCode::storage, failure.message(), kDescriptorDirectory);
  // One of them is the look itself.
  for (figures.open_descriptors = -1; entries != std::filesystem::directory_iterator();
       entries.increment(failure)) {
    ++figures.open_descriptors;
    if (failure) return make_error(ErrorCode::storage, failure.message(), kDescriptorDirectory);
  }
  return figures;
}

}  // namespace sellerd::control
