// A file read from front to back, decompressed by the xz program when its name ends in ".xz".
#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>

#include "common/error.h"

namespace sellerd::sandbox {

class InputFile {
 public:
  // Error: not_found when the file cannot be opened.
  static Result<InputFile> open(const std::string& path);

  // 0 at the end.
  std::size_t read(char* buffer, std::size_t size);

  // To be asked after the end: error unavailable when xz is missing, malformed when it could not decode the
  // file.
  Result<> finish();

 private:
  struct Close {
    bool pipe = false;
    void operator()(std::FILE* file) const { pipe ? pclose(file) : std::fclose(file); }
  };

  InputFile(std::FILE* file, bool pipe, std::string path)
      : file_(file, Close{pipe}), path_(std::move(path)) {}

  std::unique_ptr<std::FILE, Close> file_;
  std::string path_;
};

}  // namespace sellerd::sandbox
