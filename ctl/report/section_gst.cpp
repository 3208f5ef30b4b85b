// GST by state and rate, of the whole months that the period touches.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "ctl/report/figure.h"
#include "ctl/report/sections.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

constexpr std::size_t kMostStates = 12;
constexpr std::int64_t kPaise = 100;  // a bar is in whole rupees
constexpr std::array<std::string_view, 6> kStyles = {"rate0", "rate1", "rate2", "rate3", "rate4", "rate5"};

std::string rate_name(const std::string& rate) {
  return rate.empty() ? "rate not known" : rate + " %";
}

using Rates = std::set<std::string, ByRate>;

Result<Money> tax_of(const GstSum& sum) {
  Money tax;
  for (const auto* part : {&sum.igst, &sum.cgst, &sum.sgst, &sum.cess}) {
    if (auto added = add_to(tax, *part); !added) return added.error();
  }
  return tax;
}

std::string place_name(const std::string& place) {
  return place.empty() ? "not known" : place;
}

// Of one place: what is taxed at each rate, and at all of them.
struct StatePlace {
  std::string name;
  std::map<std::string, Money> taxable;
  Money all;
  bool too_large = false;  // `all` lacks what could not be summed
};

std::vector<StatePlace> places_of(const GstSums& sums) {
  std::map<std::string, StatePlace> places;
  for (const auto& [key, sum] : sums.by_rate) {
    auto& place = places[key.first];
    place.name = place_name(key.first);
    place.taxable[key.second] = sum.taxable;
    if (!add_to(place.all, sum.taxable)) place.too_large = true;
  }
  std::vector<StatePlace> sorted;
  for (auto& [name, place] : places) sorted.push_back(std::move(place));
  std::sort(sorted.begin(), sorted.end(), [](const StatePlace& left, const StatePlace& right) {
    return std::tie(right.too_large, right.all.minor, left.name) <
           std::tie(left.too_large, left.all.minor, right.name);
  });
  return sorted;
}

void draw(Html& html, const ChartName& name, const GstSums& sums, const Rates& rates) {
  std::vector<Series> series;
  // Grey is kept for what is not known.
  std::size_t known = 0;
  for (const auto& rate : rates) {
    const auto style = rate.empty() ? 0 : std::min(++known, kStyles.size() - 1);
    series.push_back({rate_name(rate), kStyles[style], "INR, " + rate_name(rate)});
  }
  auto places = places_of(sums);
  const auto others = places.size() - std::min(places.size(), kMostStates);
  places.resize(places.size() - others);
  std::vector<Bar> bars;
  for (const auto& place : places) {
    Bar bar{{place.name, {}}, place.too_large ? "too large" : amount_text(place.all)};
    for (const auto& rate : rates) {
      const auto found = place.taxable.find(rate);
      // More may have been taken back than was sold; the table says so.
      bar.group.values.push_back(
          found == place.taxable.end() ? 0 : std::max<std::int64_t>(found->second.minor / kPaise, 0));
    }
    bars.push_back(std::move(bar));
  }
  write_legend(html, series);
  write_bars(html, name, series, bars);
  if (others > 0) {
    html.element("p", {{"class", "small"}},
                 count_of(static_cast<std::int64_t>(others), "other place") + " in the table.");
  }
}

std::string months_text(const GstSums& sums) {
  if (sums.months.empty()) return "no month";
  if (sums.months.size() == 1) return sums.months.front();
  return sums.months.front() + " to " + sums.months.back();
}

void write_notes(Html& html, const GstSums& sums) {
  if (!sums.by_basis.empty()) {
    std::string text = "Taxable value by whose word it is:";
    for (const auto& [basis, taxable] : sums.by_basis) {
      text += (text.back() == ':' ? " " : ", ") + amount_text(taxable) + " " + basis;
    }
    html.element("p", {{"class", "small"}},
                 text +
                     ". (report: the marketplace's tax report; edited: a person's; inferred: from the "
                     "orders' amounts)");
  }
  if (sums.set_aside > 0) {
    html.element("p", {{"class", "small"}, {"id", "gst-set-aside"}},
                 "Set aside, in no figure above: " + count_of(sums.set_aside, "order") +
                     ". sellerctl gst entries --month ... --section set_aside says why.");
  }
}

}  // namespace

std::string amount_text(const Money& amount) {
  if (amount.currency == Currency()) return "-";
  const auto text = amount.amount_text();
  const auto point = std::min(text.find('.'), text.size());
  const bool negative = text.starts_with('-');
  // The sign is put back by hand: "-0" would lose it.
  const auto whole = std::stoll(text.substr(negative ? 1 : 0, point));
  return (negative ? "-" : "") + grouped(whole) + text.substr(point) + " " +
         std::string(amount.currency.code());
}

Result<GstTotal> gst_total(const GstSums& sums) {
  GstTotal total;
  for (const auto& [key, sum] : sums.by_rate) {
    const auto tax = tax_of(sum);
    if (!tax) return tax.error();
    if (auto added = add_to(total.tax, *tax); !added) return added.error();
    if (auto added = add_to(total.taxable, sum.taxable); !added) return added.error();
  }
  return total;
}

void write_gst(Html& html, const ReportData& data) {
  open_section(html, "gst", "GST");
  const ChartName name{"gst-places", "Taxable value by state and rate",
                       "Of the whole months " + months_text(data.gst) +
                           ", sales less what was taken back, by place of supply."};
  DataTable table{.caption = "GST by state and rate", .headings = {{"State"}, {"Rate"}}};
  add_numbers(table, {"Taxable", "IGST", "CGST", "SGST or UTGST", "Cess"});
  Rates rates;
  for (const auto& [key, sum] : data.gst.by_rate) {
    rates.insert(key.second);
    table.rows.push_back({place_name(key.first), rate_name(key.second), amount_text(sum.taxable),
                          amount_text(sum.igst), amount_text(sum.cgst), amount_text(sum.sgst),
                          amount_text(sum.cess)});
  }
  write_figure(html, name, table, "There are no sales to tax in these months.",
               [&] { draw(html, name, data.gst, rates); });
  write_notes(html, data.gst);
  html.close();
}

}  // namespace sellerd::ctl
