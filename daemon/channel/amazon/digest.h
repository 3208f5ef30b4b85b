// SHA-256 for telling things apart; nothing here is a secret.
#pragma once

#include <string>
#include <string_view>

namespace sellerd::amazon {

// The first 16 hexadecimal digits of the SHA-256 of the bytes.
std::string short_digest(std::string_view bytes);

}  // namespace sellerd::amazon
