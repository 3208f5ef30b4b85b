// What a file holds, for tests to look at; nothing when it is not there.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace sellerd::test {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace sellerd::test
