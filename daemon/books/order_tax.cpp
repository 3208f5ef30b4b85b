#include "daemon/books/order_tax.h"

#include <algorithm>
#include <set>

#include "daemon/books/charge_sums.h"
#include "daemon/books/india_states.h"
#include "daemon/books/order_edit.h"
#include "daemon/books/place_of_supply.h"
#include "daemon/books/supply.h"

namespace sellerd::books {
namespace {

constexpr std::string_view kRupee = "INR";

// The currency of its first amount; none when it has no amounts.
Currency currency_of(const Order& order) {
  if (order.total) return order.total->currency;
  for (const auto& line : order.lines) {
    if (!line.charges.empty()) return line.charges.front().amount.currency;
  }
  return {};
}

bool is_cancelled(const OrderLine& line) {
  return !line.cancelled_by.empty();
}

void set_aside(OrderTax& tax, std::string reason) {
  tax.balance = TaxBalance::set_aside;
  tax.reason = std::move(reason);
}

Result<void> add_lines(const Order& order, OrderTax& tax) {
  for (const auto& line : order.lines) {
    auto sums = kind_sums(line);
    if (!sums) return sums.error();
    for (auto& sum : *sums) {
      tax.amounts.push_back({.line_id = line.line_id,
                             .sku = line.sku,
                             .kind = std::move(sum.kind),
                             .price = sum.price,
                             .tax = sum.tax});
    }
  }
  return {};
}

struct Sum {
  Money prices;
  Money tax;
  Money both;
};

Result<Sum> sum_of(const std::vector<TaxedAmount>& amounts, Currency currency) {
  Sum sum{{0, currency}, {0, currency}, {0, currency}};
  for (const auto& amount : amounts) {
    if (auto added = add_to(sum.prices, amount.price); !added) return added.error();
    if (auto added = add_to(sum.tax, amount.tax); !added) return added.error();
  }
  for (const auto& part : {sum.prices, sum.tax}) {
    if (auto added = add_to(sum.both, part); !added) return added.error();
  }
  return sum;
}

std::optional<TaxBalance> balance_of(const Sum& sum, const Money& total) {
  if (sum.tax.minor == 0 && sum.prices == total) return TaxBalance::untaxed;
  if (sum.both == total) return TaxBalance::exclusive;
  if (sum.prices == total) return TaxBalance::inclusive;
  return std::nullopt;
}

std::string equation_of(const Sum& sum, const Money& total, std::optional<TaxBalance> balance) {
  const auto prices = sum.prices.amount_text();
  const auto tax = sum.tax.amount_text();
  if (!balance) {
    return prices + " + " + tax + " = " + sum.both.text() + ", and without the tax " + sum.prices.text() +
           "; the total sent is " + total.text();
  }
  if (*balance == TaxBalance::exclusive) return prices + " + " + tax + " = " + total.text();
  const std::string within = *balance == TaxBalance::inclusive ? ", " + tax + " of it tax" : ", no tax";
  return prices + " = " + total.text() + within;
}

// Decides by the total; a line that was cancelled may be left out of it.
void weigh(const Order& order, OrderTax& tax) {
  if (!order.total) {
    return set_aside(tax,
                     tax.amounts.empty()
                         ? "no amounts were sent"
                         : "no total was sent, so it is not known what the prices contain; an order report "
                           "has none");
  }
  if (tax.amounts.empty() && order.total->minor != 0) {
    return set_aside(tax, "a total was sent, and no amounts that make it up");
  }
  const auto all = sum_of(tax.amounts, order.total->currency);
  if (!all) return set_aside(tax, all.error().message);
  auto balance = balance_of(*all, *order.total);
  tax.equation = equation_of(*all, *order.total, balance);
  if (!balance) {
    auto living = tax.amounts;
    std::erase_if(living, [&](const TaxedAmount& amount) {
      return std::any_of(order.lines.begin(), order.lines.end(), [&](const OrderLine& line) {
        return line.line_id == amount.line_id && is_cancelled(line);
      });
    });
    const auto rest = sum_of(living, order.total->currency);
    if (rest && living.size() < tax.amounts.size()) balance = balance_of(*rest, *order.total);
    if (balance) {
      tax.equation = equation_of(*rest, *order.total, balance) + ", without the cancelled lines";
      tax.amounts = std::move(living);
    }
  }
  if (!balance) return set_aside(tax, "the amounts make up the total neither with the tax nor without it");
  tax.balance = *balance;
}

void find_taxable(TaxedAmount& amount, TaxBalance balance) {
  if (balance == TaxBalance::set_aside) return;
  amount.taxable = amount.price;
  if (balance != TaxBalance::inclusive) return;
  const auto without = add(amount.price, {-amount.tax.minor, amount.tax.currency});
  if (without) amount.taxable = *without;
}

// The order's sums from its amounts: sums of what is rounded already, never rounded anew. A sum that lacks a
// part, or that cannot be, is absent.
void add_up(OrderTax& tax, Currency currency) {
  if (tax.amounts.empty()) return;
  Money whole{0, currency};
  Money taxable = whole;
  TaxSplit split{whole, whole, whole};
  bool has_tax = true;
  bool has_taxable = true;
  bool has_split = true;
  for (const auto& amount : tax.amounts) {
    has_tax = add_to(whole, amount.tax).has_value() && has_tax;
    has_taxable = amount.taxable && add_to(taxable, *amount.taxable).has_value() && has_taxable;
    has_split = amount.split && add_to(split.igst, amount.split->igst) &&
                add_to(split.cgst, amount.split->cgst) && add_to(split.sgst, amount.split->sgst) && has_split;
  }
  if (has_tax) tax.tax = whole;
  if (has_taxable) tax.taxable = taxable;
  if (has_split) tax.split = split;
}

// What the tax report says of the units of one SKU that were shipped.
struct Reported {
  std::int64_t rate = 0;
  Money tax;
  TaxSplit split;
};

std::optional<Reported> reported_of(const std::vector<TaxReportRow>& report, const std::string& sku) {
  std::optional<Reported> found;
  for (const auto& row : report) {
    if (row.transaction != "Shipment" || row.sku != sku) continue;
    if (!found) {
      found = Reported{row.rate, row.tax, {row.igst, row.cgst, row.sgst}};
      continue;
    }
    const auto tax = add(found->tax, row.tax);
    const auto igst = add(found->split.igst, row.igst);
    const auto cgst = add(found->split.cgst, row.cgst);
    const auto sgst = add(found->split.sgst, row.sgst);
    // Units of one SKU under two rates are told apart nowhere.
    if (row.rate != found->rate || !tax || !igst || !cgst || !sgst) return std::nullopt;
    found = Reported{row.rate, *tax, {*igst, *cgst, *sgst}};
  }
  return found;
}

// Where the report agrees with the tax that was sent for a SKU, its rate and its split are the order's.
void take_report(const std::string& sku, const Reported& reported, OrderTax& tax) {
  std::int64_t sent = 0;
  std::int64_t cgst = 0;
  TaxedAmount* first = nullptr;
  for (auto& amount : tax.amounts) {
    if (amount.sku != sku) continue;
    if (!amount.split) return;
    if (first == nullptr) first = &amount;
    sent += amount.tax.minor;
    cgst += amount.split->cgst.minor;
  }
  const auto& split = reported.split;
  const bool within_state = tax.supply == SupplyKind::intra_state;
  const std::int64_t expected = within_state ? split.cgst.minor + split.sgst.minor : split.igst.minor;
  if (first == nullptr || sent != reported.tax.minor || sent != expected) return;
  for (auto& amount : tax.amounts) {
    if (amount.sku != sku) continue;
    amount.rate = rate_text(reported.rate);
    amount.tax_rate = (within_state ? "GST" : "IGST") + amount.rate;
  }
  if (!within_state) return;
  first->split->cgst.minor += split.cgst.minor - cgst;
  first->split->sgst.minor -= split.cgst.minor - cgst;
}

void take_reports(const TaxSituation& situation, OrderTax& tax) {
  std::set<std::string> skus;
  for (const auto& amount : tax.amounts) skus.insert(amount.sku);
  for (const auto& sku : skus) {
    if (const auto reported = reported_of(situation.report, sku)) take_report(sku, *reported, tax);
  }
}

void split_amounts(const Order& order, const TaxSituation& situation, OrderTax& tax) {
  const bool within_state = tax.supply == SupplyKind::intra_state;
  const bool resolved = tax.supply != SupplyKind::unresolved && tax.supply != SupplyKind::unregistered;
  for (auto& amount : tax.amounts) {
    find_taxable(amount, tax.balance);
    amount.split = split_tax(amount.tax, tax.supply);
    if (resolved) amount.tax_rate = within_state ? "GST0" : "IGST0";
    const auto line = std::find_if(order.lines.begin(), order.lines.end(),
                                   [&](const OrderLine& each) { return each.line_id == amount.line_id; });
    if (!amount.taxable || line == order.lines.end()) continue;
    const auto rate =
        infer_rate(amount.taxable->minor, amount.tax.minor, line->quantity_ordered, situation.day);
    if (rate) amount.inferred_rate = rate_text(*rate);
  }
  if (resolved) take_reports(situation, tax);
}

std::string hint_of(const Order& order, const OrderTax& tax) {
  if (tax.place.found_by == PlaceSource::unresolved && order.status != OrderStatus::cancelled) {
    return "sellerctl orders place " + order.order_id + " --state ...";
  }
  if (tax.seller_state.empty() && tax.supply == SupplyKind::unresolved) {
    return "sellerctl organisation set --state ...";
  }
  const bool lacks_total = !order.total && !tax.amounts.empty();
  return lacks_total ? "sellerctl orders pull " + order.order_id : std::string();
}

}  // namespace

bool bears_gst(const Order& order) {
  const auto currency = currency_of(order);
  return currency == Currency{} || currency.code() == kRupee;
}

OrderTax tax_of_order(const Order& order, const TaxSituation& situation) {
  OrderTax tax{.place = place_of(order),
               .seller_state = situation.seller_state,
               .seller_state_from = situation.seller_state_from};
  if (situation.fix) {
    tax.place = {.code = situation.fix->code, .found_by = PlaceSource::hand};
  }
  tax.place_name = india_state_name(tax.place.code);
  tax.supply = supply_of(tax.seller_state, tax.place.code, situation.registered, situation.to_economic_zone);
  tax.territory_tax = territory_tax_name(tax.place.code);
  if (auto added = add_lines(order, tax); !added) {
    tax.amounts.clear();
    set_aside(tax, added.error().message);
  } else {
    weigh(order, tax);
  }
  if (order.status == OrderStatus::cancelled) set_aside(tax, "cancelled: there is no supply");
  split_amounts(order, situation, tax);
  if (situation.edit) apply_edit(order, *situation.edit, tax);
  add_up(tax, currency_of(order));
  tax.hint = hint_of(order, tax);
  return tax;
}

bool is_unbalanced(const Order& order) {
  if (!order.total || order.status == OrderStatus::cancelled || !bears_gst(order)) return false;
  return tax_of_order(order, {}).balance == TaxBalance::set_aside;
}

}  // namespace sellerd::books
