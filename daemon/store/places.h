// Where things lie in a data directory.
#pragma once

#include <filesystem>

namespace sellerd::store {

// The database.
inline std::filesystem::path books_of(const std::filesystem::path& data_directory) {
  return data_directory / "books";
}

// The database that a restore has replaced.
inline std::filesystem::path books_before_restore(const std::filesystem::path& data_directory) {
  return data_directory / "books.before-restore";
}

// The data keys of personal data.
inline std::filesystem::path key_ring_of(const std::filesystem::path& data_directory) {
  return data_directory / "keyring";
}

}  // namespace sellerd::store
