// Base 64 of RFC 4648, with '+', '/' and padding: what a page token must survive on its way through a URL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sellerd::sandbox {

std::string base64(std::string_view bytes);

// Nullopt for anything that base64() does not produce.
std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace sellerd::sandbox
