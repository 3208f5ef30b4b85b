// Command-line options, derived from a request's fields. Pure; knows no command-line library.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/error.h"
#include "ctl/shape.h"

namespace sellerd::ctl {

struct Option {
  std::string_view field;  // its key in the call's parameters
  std::string name;        // "--seller-id", or "ORDER_ID" when it is positional
  std::string value_name;  // "TEXT", "NUMBER", "TIME"; empty for a flag
  std::string doc;
  bool positional = false;
  bool flag = false;
  bool required = false;
  bool repeated = false;  // may be given several times
  bool file = false;      // names a file that holds the value: a secret record
  Shape shape;            // of one value
};

// One option a field, in table order. A secret record becomes the option of a file that holds it; other
// secrets, records and maps become none, as they do not belong on a command line. Required is what is neither
// optional nor a flag nor a list. An optional truth value takes "yes" or "no", since leaving it out says
// neither.
std::vector<Option> options_of(const Shape& request);

// The JSON value of an option's text. A date alone stands for its first moment in UTC; money is "561.90 INR".
// Error: invalid_argument, naming the option.
Result<json::value> read_option(const Option& option, std::string_view text);

}  // namespace sellerd::ctl
