// A document outside the API, as it comes over the wire. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "common/error.h"

namespace sellerd::amazon {

struct Document {
  std::string body;  // may be gzip: its first bytes say so
  std::string content_type;
};

// The whole text, for documents that are small enough for that. Errors: malformed, refused beyond the maximum
// (inflate.h).
Result<std::string> unpacked(const Document& document, std::uint64_t maximum);

}  // namespace sellerd::amazon
