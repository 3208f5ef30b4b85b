#include "common/tax_report_cells.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "common/ascii.h"
#include "common/charset.h"
#include "common/json.h"

namespace sellerd {
namespace {

enum Cell : std::size_t {
  kGstin,
  kInvoice,
  kInvoiceDate,
  kTransaction,
  kOrder,
  kShipmentItem,
  kQuantity,
  kSku,
  kHsn,
  kFromState,
  kToState,
  kToCountry,
  kToPostalCode,
  kValue,
  kTaxable,
  kTax,
  kCgstRate,
  kSgstRate,
  kUtgstRate,
  kIgstRate,
  kCgst,
  kSgst,
  kUtgst,
  kIgst,
  kCess,
  kShippingCgst,
  kShippingSgst,
  kShippingUtgst,
  kShippingIgst,
  kShippingCess,
  kWrapCgst,
  kWrapSgst,
  kWrapUtgst,
  kWrapIgst,
  kWrapCess,
  kTcsCgst,
  kTcsSgst,
  kTcsUtgst,
  kTcsIgst,
  kCreditNote,
  kCreditNoteDate,
  kBillToGstin,
  kShipToGstin,
  kCells,
};

// As a report of January 2026 has them; those of the file for businesses after Seller Central's description.
constexpr std::array<SheetColumn, kCells> kColumns = {{
    {"Seller Gstin"},
    {"Invoice Number"},
    {"Invoice Date"},
    {"Transaction Type"},
    {"Order Id"},
    {"Shipment Item Id"},
    {"Quantity"},
    {"Sku"},
    {"Hsn/sac", false},
    {"Ship From State"},
    {"Ship To State"},
    {"Ship To Country", false},
    {"Ship To Postal Code", false},
    {"Invoice Amount"},
    {"Tax Exclusive Gross"},
    {"Total Tax Amount"},
    {"Cgst Rate"},
    {"Sgst Rate"},
    {"Utgst Rate", false},
    {"Igst Rate"},
    {"Cgst Tax"},
    {"Sgst Tax"},
    {"Utgst Tax", false},
    {"Igst Tax"},
    {"Compensatory Cess Tax", false},
    {"Shipping Cgst Tax", false},
    {"Shipping Sgst Tax", false},
    {"Shipping Utgst Tax", false},
    {"Shipping Igst Tax", false},
    {"Shipping Cess Tax Amount", false},
    {"Gift Wrap Cgst Tax", false},
    {"Gift Wrap Sgst Tax", false},
    {"Gift Wrap Utgst Tax", false},
    {"Gift Wrap Igst Tax", false},
    {"Gift Wrap Compensatory Cess Tax", false},
    {"Tcs Cgst Amount", false},
    {"Tcs Sgst Amount", false},
    {"Tcs Utgst Amount", false},
    {"Tcs Igst Amount", false},
    {"Credit Note No", false},
    {"Credit Note Date", false},
    {"Customer Bill To Gstid", false},
    {"Customer Ship To Gstid", false},
}};

constexpr std::string_view kRupee = "INR";

Error wrong(Cell cell, std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(kColumns[cell].name));
}

// The sum of some cells; an empty one is nothing.
Result<Money> sum_of(const CsvRow& row, std::initializer_list<Cell> cells) {
  Money sum = *Money::parse("0", kRupee);
  for (const auto cell : cells) {
    if (row.cells[cell].empty()) continue;
    const auto amount = Money::parse(row.cells[cell], kRupee);
    if (!amount) return wrong(cell, amount.error().message);
    if (auto added = add_to(sum, *amount); !added) return wrong(cell, added.error().message);
  }
  return sum;
}

Result<std::int64_t> rate_of(const CsvRow& row) {
  std::int64_t sum = 0;
  for (const auto cell : {kCgstRate, kSgstRate, kUtgstRate, kIgstRate}) {
    const auto rate = read_rate(row.cells[cell]);
    if (!rate) return wrong(cell, rate.error().message);
    sum += *rate;
  }
  return sum;
}

// "2026-01-04 23:26:44" is 2026-01-04.
Result<std::string> day_of(const CsvRow& row, Cell cell) {
  const auto& text = row.cells[cell];
  const bool good = text.size() >= 10 && text[4] == '-' && text[7] == '-' &&
                    (text.size() == 10 || !is_ascii_digit(text[10])) &&
                    std::all_of(text.begin(), text.begin() + 4, is_ascii_digit);
  if (!good)
    return wrong(cell, "\"" + std::string(cut_utf8(text, 40)) + "\" is not a date such as 2026-01-04");
  return text.substr(0, 10);
}

Result<std::int64_t> units_of(const CsvRow& row) {
  const auto& text = row.cells[kQuantity];
  const bool good =
      !text.empty() && text.size() <= 6 && std::all_of(text.begin(), text.end(), is_ascii_digit);
  if (!good) return wrong(kQuantity, "is not a number of units");
  return std::stoll(text);
}

void name_documents(const CsvRow& row, TaxReportRow& taken) {
  taken.document = row.cells[kInvoice];
  if (taken.transaction != "Refund") return;
  taken.original_document = taken.document;
  taken.document = row.cells[kCreditNote];
}

Result<void> read_amounts(const CsvRow& row, TaxReportRow& taken) {
  struct Amount {
    Money TaxReportRow::* member;
    std::initializer_list<Cell> cells;
  };
  const Amount amounts[] = {
      {&TaxReportRow::value, {kValue}},
      {&TaxReportRow::taxable, {kTaxable}},
      {&TaxReportRow::tax, {kTax}},
      {&TaxReportRow::igst, {kIgst, kShippingIgst, kWrapIgst}},
      {&TaxReportRow::cgst, {kCgst, kShippingCgst, kWrapCgst}},
      {&TaxReportRow::sgst, {kSgst, kShippingSgst, kWrapSgst, kUtgst, kShippingUtgst, kWrapUtgst}},
      {&TaxReportRow::cess, {kCess, kShippingCess, kWrapCess}},
      {&TaxReportRow::tcs_igst, {kTcsIgst}},
      {&TaxReportRow::tcs_cgst, {kTcsCgst}},
      {&TaxReportRow::tcs_sgst, {kTcsSgst, kTcsUtgst}},
  };
  for (const auto& amount : amounts) {
    const auto sum = sum_of(row, amount.cells);
    if (!sum) return sum.error();
    taken.*amount.member = *sum;
  }
  return {};
}

}  // namespace

std::span<const SheetColumn> tax_report_columns() {
  return kColumns;
}

Result<void> read_tax_row_identity(const CsvRow& row, TaxReportRow& taken) {
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    if (row.cells[cell].find(kReplacementCharacter) != std::string::npos)
      return wrong(static_cast<Cell>(cell), "holds bytes that are no characters");
  }
  taken.order_id = row.cells[kOrder];
  if (taken.order_id.empty()) return wrong(kOrder, "is empty");
  taken.transaction = row.cells[kTransaction];
  if (taken.transaction.empty()) return wrong(kTransaction, "is empty");
  taken.shipment_item_id = row.cells[kShipmentItem];
  name_documents(row, taken);
  return {};
}

Result<void> read_tax_row_rest(const CsvRow& row, api::TaxReportLine& line) {
  line.ship_from_state = row.cells[kFromState];
  line.ship_to_state = row.cells[kToState];
  line.ship_to_postal_code = row.cells[kToPostalCode];
  line.ship_to_country = row.cells[kToCountry];
  auto& taken = line.row;
  taken.seller_gstin = row.cells[kGstin];
  // Orders up to 18 February 2021 have it under Ship To, later ones under Bill To.
  taken.buyer_gstin = row.cells[row.cells[kBillToGstin].empty() ? kShipToGstin : kBillToGstin];
  taken.sku = row.cells[kSku];
  taken.hsn = row.cells[kHsn];
  const bool is_credit = taken.transaction == "Refund" && !row.cells[kCreditNoteDate].empty();
  auto day = day_of(row, is_credit ? kCreditNoteDate : kInvoiceDate);
  if (!day) return day.error();
  taken.document_day = std::move(*day);
  const auto units = units_of(row);
  if (!units) return units.error();
  taken.quantity = *units;
  const auto rate = rate_of(row);
  if (!rate) return rate.error();
  taken.rate = *rate;
  return read_amounts(row, taken);
}

std::string shown_tax_cells(const CsvRow& row) {
  constexpr std::size_t longest_cell = 80;
  json::object cells;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const bool is_personal = cell == kToPostalCode || cell == kBillToGstin || cell == kShipToGstin;
    if (row.cells[cell].empty() || is_personal) continue;
    cells[kColumns[cell].name] = cut_utf8(row.cells[cell], longest_cell);
  }
  return json::serialize(cells);
}

Result<std::int64_t> read_rate(std::string_view text) {
  constexpr std::size_t places = 4;
  auto bad = make_error(ErrorCode::invalid_argument,
                        "\"" + std::string(cut_utf8(text, 20)) + "\" is not a rate such as 0.18");
  if (text.empty()) return 0;
  if (!is_ascii_digit(text.front()) || text.front() > '1') return bad;
  std::int64_t rate = text.front() - '0';
  text.remove_prefix(1);
  if (!text.empty() && (text.front() != '.' || text.size() == 1)) return bad;
  if (!text.empty()) text.remove_prefix(1);
  for (std::size_t i = 0; i < std::max(text.size(), places); ++i) {
    const char digit = i < text.size() ? text[i] : '0';
    if (!is_ascii_digit(digit) || (i >= places && digit != '0')) return bad;
    if (i < places) rate = rate * 10 + (digit - '0');
  }
  if (rate > 10'000) return bad;
  return rate;
}

}  // namespace sellerd
