// Text of reports to UTF-8. Pure. A report says its charset in the Content-Type of its download.
#pragma once

#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd {

// U+FFFD, which stands for bytes that mean nothing.
inline constexpr std::string_view kReplacementCharacter = "\xef\xbf\xbd";

enum class Charset {
  utf8,
  cp1252,  // also read for ISO-8859-1 and US-ASCII, of which it is a superset in all printable characters
};

// "text/plain; charset=Cp1252". Without a charset: utf8. Error: malformed for a charset that is not among
// these, since a guess would spoil SKUs.
Result<Charset> charset_of(std::string_view content_type);

// Bytes that the charset does not define become U+FFFD, so that they are seen.
std::string to_utf8(Charset charset, std::string_view bytes);

bool is_valid_utf8(std::string_view bytes);

// At most `longest` bytes of valid UTF-8, cut between characters.
std::string_view cut_utf8(std::string_view text, std::size_t longest);

// Copies UTF-8, with U+FFFD for each byte that is not part of a character.
std::string repair_utf8(std::string_view bytes);

}  // namespace sellerd
