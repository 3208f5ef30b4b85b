#include "daemon/books/gst_entries.h"

#include <algorithm>

#include "daemon/books/india_states.h"

namespace sellerd::books {
namespace {

bool is_zero(const TaxReportRow& row) {
  return row.value.minor == 0 && row.taxable.minor == 0 && row.tax.minor == 0;
}

bool is_refund(const TaxReportRow& row) {
  return row.transaction == "Refund";
}

GstFigure figure_of(const TaxReportRow& row) {
  return {.basis = GstBasis::report,
          .place = place_text(row.place.code),
          .rate = rate_text(row.rate),
          .quantity = is_refund(row) ? -row.quantity : row.quantity,
          .value = row.value,
          .taxable = row.taxable,
          .igst = row.igst,
          .cgst = row.cgst,
          .sgst = row.sgst,
          .cess = row.cess,
          .orders = 1,
          .order_id = row.order_id,
          .sku = row.sku};
}

void name_document(GstFigure& figure, const TaxReportRow& row) {
  figure.document = row.document;
  figure.document_day = row.document_day;
  figure.buyer_gstin = row.buyer_gstin;
}

bool is_large(std::int64_t document_value, std::string_view from, std::string_view to, Day day) {
  const auto value = document_value < 0 ? -document_value : document_value;
  return find_india_state(from) != find_india_state(to) && value > large_invoice_limit(day);
}

GstFigure table_entry(const TaxReportRow& row, std::int64_t document_value, Day day) {
  auto entry = figure_of(row);
  if (!row.buyer_gstin.empty()) {
    entry.section = is_refund(row) ? GstSection::credit_notes : GstSection::b2b;
    name_document(entry, row);
  } else if (row.place.code.empty()) {
    entry.section = GstSection::set_aside;
    entry.reason = "the place of supply is unresolved: " + row.place.reason;
  } else if (row.place.code == kOutsideIndia) {
    entry.section = is_refund(row) ? GstSection::credit_notes : GstSection::exports;
    name_document(entry, row);
  } else if (is_large(document_value, row.ship_from, row.place.code, day)) {
    entry.section = is_refund(row) ? GstSection::credit_notes : GstSection::b2c_large;
    name_document(entry, row);
  } else {
    entry.section = GstSection::b2c_small;
  }
  return entry;
}

// The same goods by their HSN code; nobody's place or document is told there.
GstFigure hsn_entry(GstFigure entry, std::string hsn) {
  entry.section = GstSection::hsn;
  entry.hsn = std::move(hsn);
  entry.place.clear();
  entry.document.clear();
  entry.document_day.clear();
  entry.buyer_gstin.clear();
  return entry;
}

bool has_left(const Order& order) {
  return std::any_of(order.lines.begin(), order.lines.end(),
                     [](const OrderLine& line) { return line.quantity_fulfilled > 0; });
}

// Why the amounts of an order cannot be filed; empty when they can.
std::string why_not(const Order& order, const OrderTax& tax) {
  if (tax.supply == SupplyKind::unregistered) return "the seller is not registered for GST";
  if (order.status != OrderStatus::fulfilled) return "shipped in part";
  if (tax.place.code.empty()) return "the place of supply is unresolved: " + tax.place.reason;
  if (tax.supply == SupplyKind::unresolved) return "the state that is sold from is not set";
  if (std::find(order.programs.begin(), order.programs.end(), "AMAZON_BUSINESS") != order.programs.end()) {
    return "sold to a business: whether with a GSTIN is in the tax report for businesses alone";
  }
  if (tax.balance == TaxBalance::set_aside) return tax.reason;
  if (!tax.split || !tax.taxable) return "its amounts cannot be summed";
  return {};
}

// The amounts of one line together: shipping and wrapping bear the rate of the goods.
struct LineSum {
  Money value;
  Money taxable;
  Money tax;
  TaxSplit split;
  std::string edited_rate;  // empty where the amounts are as sent
};

std::optional<LineSum> line_sum(const OrderTax& tax, const std::string& line_id, Currency currency) {
  const Money none{0, currency};
  LineSum sum{none, none, none, {none, none, none}, {}};
  bool good = true;
  const auto take = [&good](Money& target, const Money& amount) {
    good = add_to(target, amount).has_value() && good;
  };
  for (const auto& amount : tax.amounts) {
    if (amount.line_id != line_id || !amount.taxable || !amount.split) continue;
    take(sum.taxable, *amount.taxable);
    take(sum.tax, amount.tax);
    if (amount.sent_tax) sum.edited_rate = amount.rate;
    take(sum.split.igst, amount.split->igst);
    take(sum.split.cgst, amount.split->cgst);
    take(sum.split.sgst, amount.split->sgst);
  }
  sum.value = sum.taxable;
  take(sum.value, sum.tax);
  return good ? std::optional(sum) : std::nullopt;
}

}  // namespace

std::string place_text(std::string_view code) {
  if (code == kOutsideIndia) return "96-Other Countries";
  return code.empty() ? std::string() : std::string(code) + "-" + std::string(india_state_name(code));
}

std::vector<GstFigure> entries_of(const TaxReportRow& row, std::int64_t document_value, Day day) {
  std::vector<GstFigure> entries;
  if (is_zero(row)) return entries;
  entries.push_back(table_entry(row, document_value, day));
  if (entries.front().section != GstSection::set_aside)
    entries.push_back(hsn_entry(entries.front(), row.hsn));
  if (row.tcs_igst.minor != 0 || row.tcs_cgst.minor != 0 || row.tcs_sgst.minor != 0) {
    auto collected = figure_of(row);
    collected.section = GstSection::tcs;
    collected.place.clear();
    collected.rate.clear();
    collected.document = row.seller_gstin;
    collected.igst = row.tcs_igst;
    collected.cgst = row.tcs_cgst;
    collected.sgst = row.tcs_sgst;
    collected.cess.minor = 0;
    entries.push_back(std::move(collected));
  }
  return entries;
}

std::vector<GstFigure> entries_of(const Order& order, const OrderTax& tax, Day day) {
  std::vector<GstFigure> entries;
  const bool whole = order.status == OrderStatus::fulfilled;
  if (!whole && (order.status == OrderStatus::cancelled || !has_left(order))) return entries;
  const auto currency = order.total ? order.total->currency : Currency::parse("INR").value();
  const Money none{0, currency};
  GstFigure base{.basis = GstBasis::inferred,
                 .value = none,
                 .taxable = none,
                 .igst = none,
                 .cgst = none,
                 .sgst = none,
                 .cess = none,
                 .orders = 1,
                 .order_id = order.order_id};
  if (auto reason = why_not(order, tax); !reason.empty()) {
    base.reason = std::move(reason);
    base.place = place_text(tax.place.code);
    if (order.total) base.value = *order.total;
    entries.push_back(std::move(base));
    return entries;
  }
  base.place = place_text(tax.place.code);
  base.section = GstSection::b2c_small;
  if (tax.supply == SupplyKind::outside) base.section = GstSection::exports;
  if (tax.supply == SupplyKind::inter_state && order.total && order.total->minor > large_invoice_limit(day))
    base.section = GstSection::b2c_large;
  // Filed by invoice, whose number only the report has.
  if (base.section != GstSection::b2c_small) base.document = "(of order " + order.order_id + ")";
  for (const auto& line : order.lines) {
    const auto sum = line_sum(tax, line.line_id, currency);
    if (!sum || (sum->taxable.minor == 0 && sum->tax.minor == 0)) continue;
    auto entry = base;
    entry.sku = line.sku;
    entry.quantity = line.quantity_ordered;
    entry.value = sum->value;
    entry.taxable = sum->taxable;
    entry.igst = sum->split.igst;
    entry.cgst = sum->split.cgst;
    entry.sgst = sum->split.sgst;
    if (!sum->edited_rate.empty()) {
      entry.basis = GstBasis::edited;
      entry.rate = sum->edited_rate;
    } else if (const auto rate = infer_rate(sum->taxable.minor, sum->tax.minor, line.quantity_ordered, day)) {
      entry.rate = rate_text(*rate);
    }
    entries.push_back(entry);
    entries.push_back(hsn_entry(std::move(entry), {}));
  }
  return entries;
}

}  // namespace sellerd::books
