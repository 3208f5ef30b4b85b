// The JSON document of an answer. Pure.
#pragma once

#include <string>
#include <string_view>

#include "common/json.h"

namespace sellerd::amazon {

// Parses into memory that is freed as a whole with the returned value. A document that is refused for nothing
// but bytes that are not UTF-8 or half surrogate pairs (a title cut in the middle of a character) is read
// with U+FFFD in their places: one bad title must not cost a page of a hundred orders. Error: malformed.
Result<json::value> parse_answer(std::string_view body);

// Replaces what is not UTF-8 and \u escapes of lone surrogates. Exposed for its tests.
std::string repair_json_text(std::string_view text);

}  // namespace sellerd::amazon
