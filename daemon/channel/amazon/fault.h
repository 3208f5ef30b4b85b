// Amazon's own words about a failed call, made safe to show. Pure.
#pragma once

#include <string>
#include <string_view>

#include "common/json.h"

namespace sellerd::amazon {

// The first of errors[] in an answer's body; empty texts when the body is of another shape.
struct Fault {
  std::string code;
  std::string message;
};

Fault read_fault(const json::value& body);

// At most `longest` bytes of a foreign text, cut between characters: control characters become spaces, bytes
// that are not UTF-8 become U+FFFD, and what looks like one of Amazon's tokens or secrets becomes
// "[redacted]".
std::string printable(std::string_view text, std::size_t longest);

// The fault speaks of the page token: it is stale, or does not belong to these parameters.
bool blames_page_token(const Fault& fault);

}  // namespace sellerd::amazon
