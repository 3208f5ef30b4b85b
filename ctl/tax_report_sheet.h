// Amazon.in's merchant tax report (MTR) as a CSV file. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "common/api/tax.h"

namespace sellerd::ctl {

// The rows in the order of their order ids, those of one order as in the file. Columns are known by their
// names, in any order and case; the file for businesses has the buyer's GSTIN more. Nothing of the buyer but
// that and the address's state, country and PIN code is read. Appends what is wrong to `errors`, each with
// its line.
std::vector<api::TaxReportLine> read_tax_report(std::string_view text, std::vector<Error>& errors);

// A rate as the report writes it, "0.18", in hundredths of a percent: 1800. Empty is 0. Error:
// invalid_argument for anything else than a decimal fraction from 0 to 1 of at most four places.
Result<std::int64_t> read_rate(std::string_view text);

}  // namespace sellerd::ctl
