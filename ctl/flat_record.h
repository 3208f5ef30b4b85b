// A record as one row of a sheet, whole: what lies in it becomes columns of its own. Pure.
//   money              NAME and, where it is shown, NAME_currency
//   a record           NAME_FIELD for each of its fields
//   a list of words    one cell, with a space between
//   other lists, maps  one cell, as JSON
#pragma once

#include <string>
#include <vector>

#include "ctl/shape.h"

namespace sellerd::ctl {

enum class Currencies {
  shown,
  left_out,  // where all amounts are in one
};

// The names, in the order of the record's table; `before` stands before each.
std::vector<std::string> flat_columns(const Shape& record, Currencies currencies = Currencies::shown,
                                      const std::string& before = {});

// The cells for these columns; what is absent is empty.
std::vector<std::string> flat_cells(const Shape& record, const json::object& value,
                                    Currencies currencies = Currencies::shown);

}  // namespace sellerd::ctl
