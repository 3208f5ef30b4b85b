#include "daemon/books/order_edit.h"

#include <algorithm>

#include "common/charset.h"

namespace sellerd::books {
namespace {

const LineRate* rate_of(const std::vector<LineRate>& rates, const OrderLine& line, const Order& order) {
  const auto by_id = std::find_if(rates.begin(), rates.end(),
                                  [&](const LineRate& rate) { return rate.line_id == line.line_id; });
  if (by_id != rates.end()) return &*by_id;
  // A report numbers the lines; the marketplace's ids are then not there to be found.
  const auto by_sku = std::find_if(rates.begin(), rates.end(), [&](const LineRate& rate) {
    return rate.sku == line.sku &&
           std::none_of(order.lines.begin(), order.lines.end(),
                        [&](const OrderLine& other) { return other.line_id == rate.line_id; });
  });
  return by_sku == rates.end() ? nullptr : &*by_sku;
}

Error no_line(const std::string& name, const Order& order) {
  std::string lines;
  for (const auto& line : order.lines) lines += (lines.empty() ? "" : ", ") + line.line_id + " " + line.sku;
  return make_error(ErrorCode::invalid_argument,
                    "the order has no line \"" + std::string(cut_utf8(name, 60)) + "\"", "tax",
                    "its lines: " + lines);
}

void set_rate(std::vector<LineRate>& rates, const Order& order, const OrderLine& line, std::int64_t rate) {
  if (const auto* held = rate_of(rates, line, order)) {
    rates.erase(rates.begin() + (held - rates.data()));
  }
  rates.push_back({line.line_id, line.sku, rate});
}

// Reads the texts: those for one line win over those for all.
Result<void> take_wish(const Order& order, const std::vector<std::string>& texts,
                       std::vector<LineRate>& rates) {
  std::vector<std::pair<const OrderLine*, std::int64_t>> named;
  for (const auto& text : texts) {
    // A SKU may hold the sign itself.
    const auto sign = text.rfind('=');
    const auto rate = read_percent(std::string_view(text).substr(sign == std::string::npos ? 0 : sign + 1));
    if (!rate) return within("tax", rate.error());
    if (sign == std::string::npos) {
      for (const auto& line : order.lines) set_rate(rates, order, line, *rate);
      continue;
    }
    const auto name = text.substr(0, sign);
    const auto before = named.size();
    for (const auto& line : order.lines) {
      if (line.line_id == name || line.sku == name) named.emplace_back(&line, *rate);
    }
    if (named.size() == before) return no_line(name, order);
  }
  for (const auto& [line, rate] : named) set_rate(rates, order, *line, rate);
  return {};
}

// What the lines without a rate would lose.
struct Losses {
  std::size_t lines = 0;
  Money tax;
  std::string text;  // line by line
};

Result<Losses> losses(const Order& order, const OrderTax& tax, const std::vector<LineRate>& rates) {
  Losses all;
  for (const auto& line : order.lines) {
    if (rate_of(rates, line, order) != nullptr) continue;
    Money lost;
    for (const auto& amount : tax.amounts) {
      if (amount.line_id != line.line_id) continue;
      if (auto added = add_to(lost, amount.tax); !added) return within("tax", added.error());
    }
    if (lost.minor == 0) continue;
    ++all.lines;
    if (auto added = add_to(all.tax, lost); !added) return within("tax", added.error());
    all.text += (all.text.empty() ? "" : ", ") + line.line_id + " " + line.sku + " " + lost.amount_text();
  }
  return all;
}

// One amount of an edited line.
void take_rate(TaxedAmount& amount, std::int64_t rate, SupplyKind supply) {
  if (!amount.taxable) return;
  const Money none{0, amount.tax.currency};
  std::optional<TaxSplit> split;
  Result<Money> whole = none;
  if (supply == SupplyKind::intra_state) {
    // Each is computed by itself, so both are the same.
    const auto half = share_of(*amount.taxable, rate, 2);
    if (!half) return;
    whole = add(*half, *half);
    split = TaxSplit{none, *half, *half};
  } else {
    whole = share_of(*amount.taxable, rate);
    if (whole && supply != SupplyKind::unresolved) split = TaxSplit{*whole, none, none};
  }
  if (!whole) return;
  amount.sent_tax = amount.tax;
  amount.tax = *whole;
  amount.split = split;
  amount.rate = rate_text(rate);
  amount.inferred_rate.clear();
  if (supply != SupplyKind::unresolved) {
    amount.tax_rate = (supply == SupplyKind::intra_state ? "GST" : "IGST") + amount.rate;
  }
}

}  // namespace

Result<std::vector<LineRate>> plan_rates(const Order& order, const OrderTax& tax, const RatesWish& wish) {
  if (tax.supply == SupplyKind::unregistered) {
    return make_error(ErrorCode::conflict, "the business is not registered for GST: there is no tax to book",
                      "tax", "sellerctl organisation set --registered yes");
  }
  if (tax.balance == TaxBalance::set_aside) {
    return make_error(
        ErrorCode::conflict,
        "the order's amounts are set aside, so a rate has nothing to be a share of: " + tax.reason, "tax",
        tax.hint);
  }
  std::vector<LineRate> rates;
  if (tax.edit) rates = tax.edit->rates;
  if (auto taken = take_wish(order, wish.rates, rates); !taken) return taken.error();
  const auto lost = losses(order, tax, rates);
  if (!lost) return lost.error();
  if (lost->lines == 0) return rates;
  if (!wish.force) {
    return make_error(ErrorCode::conflict,
                      std::to_string(lost->lines) + (lost->lines == 1 ? " line" : " lines") + " would lose " +
                          lost->tax.text() + " of the marketplace's tax: " + lost->text,
                      "tax", "give every line a rate; or add --force to book the others at 0 %");
  }
  for (const auto& line : order.lines) {
    if (rate_of(rates, line, order) == nullptr) set_rate(rates, order, line, 0);
  }
  return rates;
}

std::vector<std::string> rate_warnings(const std::vector<LineRate>& rates, Day day) {
  std::vector<std::string> warnings;
  const auto in_force = gst_rates_on(day);
  for (const auto& rate : rates) {
    if (std::find(in_force.begin(), in_force.end(), rate.rate) != in_force.end()) continue;
    std::string known;
    for (const auto each : in_force) known += (known.empty() ? "" : ", ") + rate_text(each);
    warnings.push_back(rate_text(rate.rate) + " % was no rate of GST on the day of the sale (" + known +
                       "): line " + rate.line_id + " " + rate.sku);
  }
  return warnings;
}

void apply_edit(const Order& order, const OrderEdit& edit, OrderTax& tax) {
  tax.edit = edit;
  if (edit.rates.empty() || tax.balance == TaxBalance::set_aside) return;
  Money sent;
  for (const auto& amount : tax.amounts) {
    if (!add_to(sent, amount.tax)) return;
  }
  for (auto& amount : tax.amounts) {
    const auto line = std::find_if(order.lines.begin(), order.lines.end(),
                                   [&](const OrderLine& each) { return each.line_id == amount.line_id; });
    if (line == order.lines.end()) continue;
    if (const auto* rate = rate_of(edit.rates, *line, order)) take_rate(amount, rate->rate, tax.supply);
  }
  if (!tax.amounts.empty()) tax.sent_tax = sent;
}

}  // namespace sellerd::books
