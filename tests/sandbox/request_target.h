// What a request's URL asks for, whatever its host: path segments and query parameters, decoded.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.h"

namespace sellerd::sandbox {

using Parameters = std::map<std::string, std::string, std::less<>>;

struct Target {
  std::string path;                   // as sent, without the query
  std::vector<std::string> segments;  // decoded; "/a/b" has two
  Parameters parameters;
};

// Accepts an absolute URL or a path. Errors: invalid_argument for a bad percent sign, or for a parameter that
// is given twice (Amazon's arrays are one value with commas), naming it.
Result<Target> parse_target(std::string_view url);

// The same for an application/x-www-form-urlencoded body.
Result<Parameters> parse_form(std::string_view text);

// The value, or null when the parameter is absent.
const std::string* find_parameter(const Parameters& parameters, std::string_view name);

// "A,B" has two elements; a blank text has one blank one.
std::vector<std::string_view> split_list(std::string_view text);

}  // namespace sellerd::sandbox
