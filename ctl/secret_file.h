// Secret parameters, such as an account's credentials, come from a file: arguments are visible to every
// process.
#pragma once

#include <istream>
#include <string>
#include <string_view>

#include "common/error.h"
#include "ctl/command.h"
#include "ctl/io.h"

namespace sellerd::ctl {

// Larger is no such file.
inline constexpr std::size_t kMaximumSecretFile = 64u << 10;

// The record in a file's text: a JSON object with exactly the shape's fields, its texts not empty. Pure.
// Errors: invalid_argument naming the field under `outer`; they never repeat what the file holds.
Result<json::object> parse_secrets(const Shape& record, std::string_view outer, std::string_view text);

// Reads the files that the command line names ("-" is io.in) into the invocation's parameters, and warns on
// io.err about one that others can read. Error: invalid_argument.
Result<void> add_secrets(Invocation& invocation, Io& io);

}  // namespace sellerd::ctl
