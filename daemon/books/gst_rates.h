// The rates of GST, as they were in force. Pure; tables. In hundredths of a percent: 1800 is 18 %.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/money.h"

namespace sellerd::books {

using Day = std::chrono::year_month_day;

// The rates for goods on that day, ascending, CGST and SGST together; empty before GST began.
std::span<const std::int64_t> gst_rates_on(Day day);

// The one rate in force that makes this tax of this amount (in minor units, both of one sign), with an
// allowance for rounding of two paise a unit or half a percent of the tax. Nothing when none fits, or several
// do, as with very small amounts.
std::optional<std::int64_t> infer_rate(std::int64_t taxable, std::int64_t tax, std::int64_t units, Day day);

// 1800 is "18", 25 is "0.25".
std::string rate_text(std::int64_t rate);

// "18", "18%", "0.25": from 0 to 100 %, two decimals at the most. Error: invalid_argument.
Result<std::int64_t> read_percent(std::string_view text);

// This share of the amount, rounded half away from zero to the minor unit: `rate` in hundredths of a percent,
// divided by `parts` (2 for CGST and for SGST). Error: invalid_argument when it leaves 64 bits.
Result<Money> share_of(const Money& amount, std::int64_t rate, int parts = 1);

// Invoices to consumers of another state above this value (in paise) are filed one by one.
std::int64_t large_invoice_limit(Day day);

}  // namespace sellerd::books
