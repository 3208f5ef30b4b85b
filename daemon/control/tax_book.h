// What the store holds about tax, put together for the rules. Reads only. Thread: any.
#pragma once

#include "common/api/tax.h"
#include "daemon/books/order_tax.h"
#include "daemon/store/store.h"

namespace sellerd::control {

// Where GST has its days: India has one time zone.
inline constexpr std::string_view kGstZone = "Asia/Kolkata";

// Everything that the tax of the order hangs on besides itself. `day` is the day of its supply, as in
// supply_time(). Errors: storage, corrupt.
Result<books::TaxSituation> tax_situation(const store::Store& store, const Order& order);
// The same, where many orders are asked for.
Result<books::TaxSituation> tax_situation(const store::Store& store, const Order& order,
                                          const Organisation& organisation);

// When its first package left; else when it was placed.
Timestamp supply_time(const Order& order);

// The state that a text names, by name or GST code, as a code; 96 is outside India. Error: invalid_argument
// for the field.
Result<std::string> chosen_state(const std::string& text, std::string_view field);

// Where a row of the tax report and the books disagree; empty when they do not. Errors: storage, corrupt.
Result<std::vector<TaxDifference>> differences_of(const store::Store& store, const TaxReportRow& row);

}  // namespace sellerd::control
