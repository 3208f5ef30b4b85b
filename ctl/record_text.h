// A record as a block of labelled lines, for single replies that have no hand-made view. Pure.
#pragma once

#include <string>

#include "ctl/shape.h"
#include "ctl/table.h"

namespace sellerd::ctl {

// The fields that a table of such records shows: those marked as columns, or all plain ones when none is.
std::vector<const FieldShape*> table_fields(const Shape& record);
std::vector<Column> table_columns(const std::vector<const FieldShape*>& fields);
std::vector<std::string> table_row(const std::vector<const FieldShape*>& fields, const json::object& record);

// "Label  value" lines of all open fields; lists of records follow as indented tables.
std::string record_text(const Shape& shape, const json::object& record, const Terminal& terminal);

// "Label   value" lines with the values aligned; every line starts with `indent` spaces.
std::string labelled_lines(const std::vector<std::pair<std::string, std::string>>& lines, std::size_t indent);

}  // namespace sellerd::ctl
