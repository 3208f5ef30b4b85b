// The daemon's directory: made with mode 0700, and held by one daemon at a time.
#pragma once

#include <filesystem>

#include "common/error.h"

namespace sellerd {

class DataDirectory {
 public:
  // Makes the directory when it is missing and takes its lock.
  // Errors: conflict when another sellerd holds it (naming its process), storage when it cannot be made or
  // written.
  static Result<DataDirectory> open(const std::filesystem::path& path);

  DataDirectory(DataDirectory&& other) noexcept;
  DataDirectory& operator=(DataDirectory&&) = delete;
  ~DataDirectory();

  const std::filesystem::path& path() const { return path_; }

 private:
  DataDirectory(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::filesystem::path path_;
  int lock_;
};

}  // namespace sellerd
