// What the cells of a row of the merchant tax report (MTR) mean. Pure. Errors: invalid_argument naming the
// column.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "common/api/tax.h"
#include "common/sheet.h"

namespace sellerd {

// The columns that are read; the cells of a row below have their order.
std::span<const SheetColumn> tax_report_columns();

// What tells the row from others: order, transaction, documents, shipped item.
Result<void> read_tax_row_identity(const CsvRow& row, TaxReportRow& taken);
// Everything else. Requires the identity.
Result<void> read_tax_row_rest(const CsvRow& row, api::TaxReportLine& line);

// The cells by their columns as JSON, without what tells who or where the buyer is.
std::string shown_tax_cells(const CsvRow& row);

// A rate as the report writes it, "0.18", in hundredths of a percent: 1800. Empty is 0. Anything else than a
// decimal fraction from 0 to 1 of at most four places is an error.
Result<std::int64_t> read_rate(std::string_view text);

}  // namespace sellerd
