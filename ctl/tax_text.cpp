#include "ctl/tax_text.h"

#include "ctl/record_text.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

std::string place_text(const OrderTax& tax) {
  if (tax.place.code.empty()) return "unresolved: " + clean(tax.place.reason);
  std::string text = clean(tax.place.code) + " " + clean(tax.place_name);
  switch (tax.place.found_by) {
    case PlaceSource::postal_code:
      text += ", by the PIN code";
      break;
    case PlaceSource::hand:
      text += ", said by hand";
      break;
    default:
      break;
  }
  if (!tax.place.postal_code_says.empty()) {
    text += " (warning: the PIN code lies in state " + clean(tax.place.postal_code_says) + ")";
  }
  return text;
}

std::string supply_text(const OrderTax& tax) {
  switch (tax.supply) {
    case SupplyKind::intra_state:
      return "within the state: CGST and " + clean(tax.territory_tax);
    case SupplyKind::inter_state:
      return "to another state: IGST";
    case SupplyKind::outside:
      return "outside India: IGST";
    case SupplyKind::unregistered:
      return "no GST: the seller is not registered";
    case SupplyKind::unresolved:
      break;
  }
  return "unresolved: within the state or not is not known";
}

std::string balance_text(const OrderTax& tax) {
  std::string text(enum_name(tax.balance));
  if (tax.balance == TaxBalance::set_aside) text = "set aside";
  if (!tax.reason.empty()) text += ": " + clean(tax.reason);
  return tax.equation.empty() ? text : text + ": " + clean(tax.equation);
}

std::string split_text(const TaxSplit& split, const OrderTax& tax) {
  if (tax.supply != SupplyKind::intra_state) return "IGST " + split.igst.amount_text();
  return "CGST " + split.cgst.amount_text() + " " + clean(tax.territory_tax) + " " + split.sgst.amount_text();
}

std::string amount_text(const TaxedAmount& amount, const OrderTax& tax) {
  std::string text =
      "  " + (amount.sku.empty() ? "(no SKU)" : clean(amount.sku)) + " " + clean(amount.kind) + ": ";
  text += amount.taxable ? amount.taxable->amount_text() + " without tax"
                         : amount.price.amount_text() + " as sent";
  text += ", tax " + amount.tax.amount_text();
  if (amount.sent_tax) text += " (sent: " + amount.sent_tax->amount_text() + ")";
  if (amount.split) text += ", " + split_text(*amount.split, tax);
  if (!amount.tax_rate.empty()) text += ", booked under " + clean(amount.tax_rate);
  if (!amount.inferred_rate.empty()) text += ", " + clean(amount.inferred_rate) + " % fits";
  return text + "\n";
}

// What the edit has made of the tax, and that it is not the marketplace's word.
std::string edit_text(const OrderTax& tax) {
  std::string text = "by " + clean(tax.edit->author) + " at " + short_time(tax.edit->when);
  if (!tax.sent_tax) return text + "; it waits until the amounts add up";
  if (tax.tax) text += ": " + tax.tax->text() + " in place of the " + tax.sent_tax->text() + " sent";
  return text;
}

}  // namespace

std::string tax_text(const OrderTax& tax) {
  std::vector<std::pair<std::string, std::string>> lines = {{"Place of supply", place_text(tax)}};
  if (!tax.seller_state.empty()) {
    lines.emplace_back("Sold from",
                       "state " + clean(tax.seller_state) + ", by " + clean(tax.seller_state_from));
  }
  lines.emplace_back("Supply", supply_text(tax));
  lines.emplace_back("Balance", balance_text(tax));
  if (tax.split && tax.tax) lines.emplace_back("Tax", tax.tax->text() + ": " + split_text(*tax.split, tax));
  if (!tax.hint.empty()) lines.emplace_back("To do", clean(tax.hint));
  if (tax.edit && !tax.edit->rates.empty()) lines.emplace_back("Edited", edit_text(tax));
  if (tax.edit && !tax.edit->note.empty()) lines.emplace_back("Note", clean(tax.edit->note));
  std::string text = "\nTax\n" + labelled_lines(lines, 2);
  for (const auto& amount : tax.amounts) text += amount_text(amount, tax);
  return text;
}

}  // namespace sellerd::ctl
