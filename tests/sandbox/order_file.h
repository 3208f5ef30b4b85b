// Builds the marketplace out of real exports of one Amazon.in seller.
//
// What is changed, and nothing else:
// - Dates. The file has days only. All of them are moved by one number of days, so that its last day becomes
// the day
//   before `start`; each order gets a time of day and a time of its last update, at least five minutes before
//   `start`.
// - Amounts, which the export states per line with or without GST by its status, are split into price and
// tax.
// - "400081.0" becomes "400081": the ".0" is the exporting program's, not Amazon's.
// - Line ids, titles, prices of things never sold and the ASINs of those are invented.
#pragma once

#include <string>

#include "common/error.h"
#include "tests/sandbox/market_data.h"

namespace sellerd::sandbox {

// `orders_path`: an "Amazon Sale Report", `stock_path`: a "Sale Report" with SKU Code and Stock, or empty;
// CSV, or CSV in .xz. Records of one order id are one order wherever they stand. Errors: not_found,
// unavailable, malformed naming the file and record.
Result<MarketData> load_orders(const std::string& orders_path, const std::string& stock_path,
                               Timestamp start);

}  // namespace sellerd::sandbox
