// The columns of a report, found by name: Amazon adds some without notice and orders them as it likes. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/charset.h"

namespace sellerd::amazon {

// `name` in lower case; the header's case does not matter.
std::optional<std::size_t> find_column(const std::vector<std::string>& header, std::string_view name);

// malformed, showing the header: its names may be localised. `report` such as "listings report".
Error missing_column(std::string_view report, std::string_view column, const std::vector<std::string>& header,
                     Charset charset);

// Absent, not zero, for an empty text. Error: malformed for anything but a whole number that is not negative.
Result<std::optional<std::int64_t>> read_quantity(std::string_view text);

// For what must not be repaired, since a repaired SKU would be another SKU. Error: malformed at `column`.
Result<std::string> exact_text(Charset charset, std::string_view bytes, std::string_view column);

}  // namespace sellerd::amazon
