// A file that the command line names for what is written: whole or not at all, and never over another one
// unless that was asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd::ctl {

class OutputFile {
 public:
  // Without a path, or with "-", it is standard output. `option` is what errors name.
  OutputFile(std::optional<std::string> path, bool force, std::string option)
      : path_(path.value_or("-")), force_(force), option_(std::move(option)) {}

  bool is_standard_output() const { return path_ == "-"; }

  // Whether it could be written by now. Error: invalid_argument when it exists and force is not given.
  Result<void> check() const;

  // Requires that it is not standard output. What is not whole yet lies beside it as FILE.PID.part, which is
  // never one that was there before. Errors: invalid_argument as above, or when the file cannot be made;
  // storage.
  Result<void> write(std::string_view text) const;

 private:
  Error exists() const;
  Error unwritable(ErrorCode code) const;  // says what errno says
  Result<void> write_all(int descriptor, std::string_view text) const;
  Result<void> put_in_place(const std::string& part) const;

  std::string path_;
  bool force_;
  std::string option_;
};

}  // namespace sellerd::ctl
