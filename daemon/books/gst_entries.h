// What a row of the tax report, or an order that no report has, adds to the tables of GSTR-1. Pure.
//
// An entry is a GstFigure of one order and SKU. Each is in one of the tables, and goods that are in one are
// in hsn as well; what the marketplace has collected at source is an entry of its own.
#pragma once

#include <vector>

#include "common/model/order.h"
#include "common/model/tax.h"
#include "daemon/books/gst_rates.h"

namespace sellerd::books {

// Of a row that is filed (not a cancelled one, nor one of nothing). `document_value` is the value of its
// whole invoice, in paise. Credit notes to consumers lower b2c_small, but for those of large invoices.
std::vector<GstFigure> entries_of(const TaxReportRow& row, std::int64_t document_value, Day day);

// Of an order that has shipped, from its amounts; what does not follow from them is set aside with the
// reason. Nothing for an order that is no supply yet, or none any more.
std::vector<GstFigure> entries_of(const Order& order, const OrderTax& tax, Day day);

// "29-Karnataka", as the portal writes it.
std::string place_text(std::string_view code);

}  // namespace sellerd::books
