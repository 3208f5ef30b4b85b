// Which addresses the daemon may call: https anywhere, http only to this machine. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd::http {

struct Url {
  bool secure = false;
  std::string host;  // lower case; an IPv6 address without its brackets
  std::uint16_t port = 0;
  std::string target;  // path and query, at least "/"

  // "api.amazon.com", "127.0.0.1:8443", "[::1]:8080": the port only where it is not the scheme's own.
  std::string authority() const;
};

// Errors: invalid_argument, saying which rule is broken, for anything but https://..., or http:// to a
// loopback address; for user names in the address (they would be secrets), fragments, white space and control
// characters. The message never repeats the query.
Result<Url> parse_url(std::string_view text);

// "localhost", 127.0.0.0/8 in its four-part form, or ::1. Nothing else: short and hexadecimal forms are
// refused, since not every program reads them alike.
bool is_loopback(std::string_view host);

}  // namespace sellerd::http
