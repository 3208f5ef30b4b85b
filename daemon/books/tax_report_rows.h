// From what the marketplace's tax report says to what the books hold of it. Pure.
#pragma once

#include <string>
#include <string_view>

#include "common/api/tax.h"

namespace sellerd::books {

// The line as a row of the books: with the states that its addresses lie in, without the PIN code. Error:
// invalid_argument naming the field of the row, for what can be no key and no sum.
Result<TaxReportRow> tax_report_row(api::TaxReportLine line, std::uint32_t integration);

// One name for a row among all of an account: order id, then what tells it from the order's others.
std::string tax_row_id(const TaxReportRow& row);
// The first part of such a name, and what is behind it.
std::string_view order_of_tax_row_id(std::string_view id);
std::string_view name_of_tax_row_id(std::string_view id);

}  // namespace sellerd::books
