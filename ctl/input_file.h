// Files that the command line names: whole, of bounded size; "-" is standard input.
#pragma once

#include <cstddef>
#include <istream>
#include <string>

#include "common/error.h"

namespace sellerd::ctl {

struct InputText {
  std::string text;
  bool exposed = false;  // a file that group or others may read
};

// Error: invalid_argument for what cannot be read or is larger than `limit` bytes.
Result<InputText> read_input(const std::string& path, std::istream& in, std::size_t limit);

}  // namespace sellerd::ctl
