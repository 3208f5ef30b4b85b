// Values of replies as short text, after their declared kind. Pure. Reads the JSON itself and not a typed
// record, so that a word which only a newer daemon knows is shown and not refused.
#pragma once

#include <string>

#include "ctl/shape.h"
#include "ctl/text.h"

namespace sellerd::ctl {

// "-" for what is absent or empty; money "561.90 INR"; time "2026-08-05 04:31" in UTC; a record of counts as
// its counts that are not zero, "2,000 created, 1 failed"; other records and lists as their values. Clean, on
// one line.
std::string cell_text(const Shape& shape, const json::value& value);

// As cell_text, of a record's field that may be missing.
std::string field_text(const FieldShape& field, const json::object& record);

// Numbers and money stand on the right.
Align cell_align(const Shape& shape);

// "Seller id" and "SELLER ID" of "seller_id".
std::string label(std::string_view field);
std::string heading(std::string_view field);

}  // namespace sellerd::ctl
