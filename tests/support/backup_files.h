// What a test looks for, and breaks, among the files of backups.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace sellerd::test {

// Every file under the directory with its size, by its path from there.
inline std::map<std::string, std::uintmax_t> sizes_under(const std::filesystem::path& directory) {
  std::map<std::string, std::uintmax_t> sizes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file())
      sizes[std::filesystem::relative(entry.path(), directory).string()] = entry.file_size();
  }
  return sizes;
}

// The largest file of tables in a directory of backups.
inline std::filesystem::path largest_table(const std::filesystem::path& backups) {
  std::filesystem::path largest;
  for (const auto& entry : std::filesystem::directory_iterator(backups / "shared_checksum")) {
    if (largest.empty() || entry.file_size() > std::filesystem::file_size(largest)) largest = entry.path();
  }
  return largest;
}

inline void flip_a_bit(const std::filesystem::path& file) {
  const auto place = static_cast<std::streamoff>(std::filesystem::file_size(file) / 2);
  std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
  bytes.seekg(place);
  const char before = static_cast<char>(bytes.get());
  bytes.seekp(place);
  bytes.put(static_cast<char>(before ^ 1));
}

}  // namespace sellerd::test
