#include "daemon/books/tax_report_rows.h"

#include <algorithm>

#include "common/model/units.h"
#include "common/tax_report.h"
#include "common/time_text.h"
#include "daemon/books/india_states.h"
#include "daemon/books/place_of_supply.h"

namespace sellerd::books {
namespace {

constexpr std::size_t kLongestText = 200;
// Ends the order id in a row's name.
constexpr char kEndOfOrder = '|';

Error bad(std::string_view field, std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(field));
}

bool is_short(const std::string& text) {
  return text.size() <= kLongestText;
}

bool is_day(const std::string& text) {
  return text.size() == 10 && parse_time(text + "T00:00:00Z").has_value();
}

// What becomes part of keys, and of sums.
Result<void> check(const TaxReportRow& row) {
  const bool is_id = !row.order_id.empty() && row.order_id.find(kEndOfOrder) == std::string::npos;
  if (!is_id || !is_short(row.order_id)) return bad("order_id", "is no order id");
  if (row.transaction.empty() || !is_short(row.transaction)) return bad("transaction", "must be said");
  for (const auto* text : {&row.document, &row.original_document, &row.shipment_item_id, &row.seller_gstin,
                           &row.buyer_gstin, &row.sku, &row.hsn}) {
    if (!is_short(*text)) return bad("document", "a text of the row is too long");
  }
  if (!is_day(row.document_day)) return bad("document_day", "is not a day such as 2026-01-04");
  if (row.quantity < -kMostUnits || row.quantity > kMostUnits) return bad("quantity", "is too large");
  if (row.occurrence < 0) return bad("occurrence", "must be 0 or more");
  for (const auto* amount : {&row.value, &row.taxable, &row.tax, &row.igst, &row.cgst, &row.sgst, &row.cess,
                             &row.tcs_igst, &row.tcs_cgst, &row.tcs_sgst}) {
    if (amount->currency.code() != "INR") return bad("value", "amounts must be in INR");
  }
  return {};
}

}  // namespace

Result<TaxReportRow> tax_report_row(api::TaxReportLine line, std::uint32_t integration) {
  line.row.integration = integration;
  const auto* from = read_india_state(line.ship_from_state);
  line.row.ship_from = from == nullptr ? std::string() : std::string(from->code);
  line.row.place = place_of_supply(line.ship_to_state, line.ship_to_postal_code, line.ship_to_country);
  if (auto good = check(line.row); !good) return good.error();
  return std::move(line.row);
}

std::string tax_row_id(const TaxReportRow& row) {
  return row.order_id + kEndOfOrder + tax_row_name(row);
}

std::string_view order_of_tax_row_id(std::string_view id) {
  return id.substr(0, id.find(kEndOfOrder));
}

std::string_view name_of_tax_row_id(std::string_view id) {
  const auto end = id.find(kEndOfOrder);
  return end == std::string_view::npos ? std::string_view() : id.substr(end + 1);
}

}  // namespace sellerd::books
