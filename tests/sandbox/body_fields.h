// Reading of JSON request bodies. What Amazon's models do not name is refused, too: a client has no reason
// to send it. Errors: invalid_argument whose field is the place in the body. Pure.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd::sandbox {

Result<boost::json::object> read_body(const std::string& body);

Result<> refuse_unknown(const boost::json::object& object, std::initializer_list<std::string_view> known);

// A text that is there and is not empty.
Result<std::string> required_text(const boost::json::object& object, std::string_view name);

// Nullopt when absent; what is there must be a text that is not empty.
Result<std::optional<std::string>> optional_text(const boost::json::object& object, std::string_view name);

// marketplaceIds: 1 to 25, all of them the seller's one.
Result<> check_marketplace_list(const boost::json::object& body, std::string_view marketplace_id);

// The value as a whole number from `lowest` to `highest`; nullopt for everything else, 12.0 included.
std::optional<std::int64_t> whole_number(const boost::json::value& value, std::int64_t lowest,
                                         std::int64_t highest);

}  // namespace sellerd::sandbox
