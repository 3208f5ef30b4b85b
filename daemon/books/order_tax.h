// What the marketplace's amounts say about the tax of an order. Pure.
//
// Amounts are taken as sent: nothing is computed anew from a rate but the lines that a person has given one
// (order_edit.h). The marketplace sends amounts and no rates, so they are booked under a rate of 0 % until
// its tax report says the real one.
#pragma once

#include <vector>

#include "common/model/order.h"
#include "common/model/tax.h"
#include "daemon/books/gst_rates.h"

namespace sellerd::books {

// What the order itself does not say.
struct TaxSituation {
  std::string seller_state;       // GST code of the state that is sold from; empty when not known
  std::string seller_state_from;  // what that follows from
  bool registered = true;
  std::optional<PlaceFix> fix;        // what a person has said
  Day day = std::chrono::sys_days();  // of the sale, in the marketplace's calendar
  std::vector<TaxReportRow> report;   // the rows of the tax report about the order
  std::optional<OrderEdit> edit;      // rates that a person has given its lines
  bool to_economic_zone = false;      // as is said of the customer
};

// Whether GST is what its amounts hold: they are in rupees, or there are none.
bool bears_gst(const Order& order);

// Whether a total was sent that its amounts do not make up, of an order that is not cancelled: somebody must
// look at it.
bool is_unbalanced(const Order& order);

// Never fails: what does not add up is set aside with both sums and the reason.
OrderTax tax_of_order(const Order& order, const TaxSituation& situation);

}  // namespace sellerd::books
