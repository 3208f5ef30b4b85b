// Checks that the query parameters of several operations share. Errors: invalid_argument whose field is the
// parameter. Pure.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/error.h"
#include "common/time_text.h"
#include "tests/sandbox/request_target.h"

namespace sellerd::sandbox {

Error invalid(std::string_view parameter, std::string message);

// The whole of `text` as a number.
template <class Number>
bool parse_number(std::string_view text, Number& value) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} && end == text.data() + text.size();
}

// Nullopt when absent.
Result<std::optional<Timestamp>> read_time(const Parameters& parameters, std::string_view name);

// A page size from 1 to `most`; `size` stays as it is when absent.
Result<> read_page_size(const Parameters& parameters, std::string_view name, std::size_t most,
                        std::size_t& size);

// marketplaceIds may be absent, but may name nothing other than the seller's one.
Result<> check_marketplaces(const Parameters& parameters, std::string_view marketplace_id, std::size_t most);

// The same where it must be given.
Result<> require_marketplaces(const Parameters& parameters, std::string_view marketplace_id,
                              std::size_t most);

// Of the values of those parameters, given or not: for tokens that belong to one search.
std::uint64_t fingerprint(const Parameters& parameters, std::span<const std::string_view> names);

}  // namespace sellerd::sandbox
