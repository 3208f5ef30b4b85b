// Real rates on an order that came with amounts of tax. Pure.
//
// A marketplace that sends amounts only loses them when rates take their place. Zoho Inventory recomputes the
// whole order when some lines are given a rate, and the others, being at 0 %, lose theirs. Here that is
// refused, with what would be lost; only when it is asked for are they booked so.
#pragma once

#include <string>
#include <vector>

#include "common/model/order.h"
#include "common/model/tax.h"
#include "daemon/books/gst_rates.h"

namespace sellerd::books {

// What somebody wants: "18" for every line, "KURTA-M=5" for one (by its id, or by a SKU, which may be that of
// several lines); what names a line goes before what is for all.
struct RatesWish {
  std::vector<std::string> rates;
  bool force = false;
};

// The rates that the order then has; `tax` is its tax as it stands. Lines that have a rate already keep it
// unless another is wanted. Errors: invalid_argument that names the text which is no rate or no line,
// conflict when a line would lose the tax that was sent (naming lines and sums), or when it is not known what
// the amounts contain.
Result<std::vector<LineRate>> plan_rates(const Order& order, const OrderTax& tax, const RatesWish& wish);

// What looks wrong with the rates, and counts all the same: one that was not in force on that day.
std::vector<std::string> rate_warnings(const std::vector<LineRate>& rates, Day day);

// Puts the edit upon what follows from the amounts as sent. Lines it does not name are left alone; so is an
// order whose amounts are set aside, where there is nothing to take a share of.
void apply_edit(const Order& order, const OrderEdit& edit, OrderTax& tax);

}  // namespace sellerd::books
