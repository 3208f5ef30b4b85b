// What the kernel says of another process.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace sellerd::test {

// How many of its descriptors stand for something whose name starts so: "socket:", "/tmp/x".
inline std::size_t descriptors_of(pid_t process, std::string_view name) {
  std::size_t count = 0;
  std::error_code gone;
  for (const auto& entry :
       std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/fd", gone)) {
    std::error_code closed;
    count += std::filesystem::read_symlink(entry.path(), closed).string().starts_with(name);
  }
  return count;
}

// The most memory that it ever had, in megabytes.
inline std::int64_t peak_memory(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6)) / 1024;
  }
  return -1;
}

}  // namespace sellerd::test
