// What Amazon has to say against a listing or against a write to it: the issues of the Listings Items API and
// of a feed's processing report. Pure.
#pragma once

#include <string>
#include <string_view>

#include "daemon/channel/amazon/object_reader.h"

namespace sellerd::amazon {

// The code and message of an issue, safe to show: "99022: The quantity is missing". Empty for a warning or an
// information; a severity of another name counts as an error.
std::string read_error_issue(ObjectReader& issue);

// Appends one issue's words to those of others, up to a length that is still readable. Empty words add
// nothing.
void add_words(std::string& all, std::string_view words);

// The words of all errors among an array of issues.
std::string read_error_issues(ObjectReader& reader, std::string_view key);

}  // namespace sellerd::amazon
