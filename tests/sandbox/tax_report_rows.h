// The contents of the merchant tax report: comma-separated values, a header line first.
#pragma once

#include <cstddef>

#include "tests/sandbox/market_data.h"
#include "tests/sandbox/report_rows.h"
#include "tests/sandbox/shop.h"

namespace sellerd::sandbox {

// GET_GST_MTR_B2B_CUSTOM of the orders of businesses, or GET_GST_MTR_B2C_CUSTOM of the others: a row for each
// line whose invoice (when the goods left), credit note (when they came back) or cancellation lies in
// from <= time <= to. Times are India's. Answers the number of rows.
std::size_t write_tax_rows(const MarketData& data, const Shop& shop, bool businesses, Timestamp from,
                           Timestamp to, const RowSink& sink);

}  // namespace sellerd::sandbox
