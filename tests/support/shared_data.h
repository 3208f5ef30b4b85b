// The developers' data files, which are no part of the project.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace sellerd::test {

// Where the file lies: under $SELLERD_SHARED_DATA, or beside the project. Empty when it is not on this
// machine: a test that wants it says so and passes.
inline std::string shared_data(const std::string& name) {
  const char* given = std::getenv("SELLERD_SHARED_DATA");
  const std::string folder = given != nullptr ? given : std::string(SELLERD_SOURCE_DIR) + "/../shared/data";
  const std::string path = folder + "/" + name;
  return std::filesystem::exists(path) ? path : std::string{};
}

}  // namespace sellerd::test
