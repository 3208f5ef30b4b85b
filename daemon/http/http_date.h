// The Date header of an answer. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "common/time_text.h"

namespace sellerd::http {

// RFC 9110 section 5.6.7, any of its forms, to the second. Nothing when it is none.
std::optional<Timestamp> parse_http_date(std::string_view text);

}  // namespace sellerd::http
