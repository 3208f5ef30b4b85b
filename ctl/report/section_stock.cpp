// What buyers see of the stock: how much of it is verified, and where it drifted.
#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "ctl/report/figure.h"
#include "ctl/report/sections.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

constexpr std::size_t kMostDrifted = 20;

void write_verified(Html& html, const ReportData& data) {
  const std::vector<Series> series = {
      {"verified: buyers see it", "good"}, {"on the way", "way"}, {"refused", "bad"}};
  DataTable table{.caption = "Quantities by how far they have come", .headings = {{"Account"}}};
  add_numbers(table,
              {"Listings", "Verified", "Verified %", "Queued", "Sent", "Accepted", "Refused", "Set right"});
  std::vector<Bar> bars;
  std::int64_t whole = 0;
  for (const auto& integration : data.status.integrations) {
    const auto& pushes = integration.pushes;
    const auto listings = pushes.listings();
    if (listings == 0) continue;
    whole = std::max(whole, listings);
    const auto share = share_text(pushes.verified, listings);
    bars.push_back({{integration.name,
                     {pushes.verified, pushes.queued + pushes.sent + pushes.accepted, pushes.rejected}},
                    share});
    table.rows.push_back({integration.name, grouped(listings), grouped(pushes.verified), share,
                          grouped(pushes.queued), grouped(pushes.sent), grouped(pushes.accepted),
                          grouped(pushes.rejected), grouped(pushes.corrections)});
  }
  const ChartName name{
      "verified", "Stock verified",
      "Listings by how far their quantity has come, now. Set right counts how often buyers were "
      "found to see something else, and it was sent again."};
  write_figure(html, name, table, "No quantities are sent: sellerctl stock rule ACCOUNT --push yes.", [&] {
    write_legend(html, series);
    write_bars(html, name, series, bars, whole);
  });
}

// How many more buyers see than there are is what hurts: it is sold, and cannot be shipped.
struct StockStep {
  const char* name;
  std::int64_t from;
  std::int64_t to;
};
constexpr std::array kStockSteps = {StockStep{"11 or more too few", INT64_MIN, -11},
                                    StockStep{"2 to 10 too few", -10, -2},
                                    StockStep{"1 too few", -1, -1},
                                    StockStep{"1 too many", 1, 1},
                                    StockStep{"2 to 10 too many", 2, 10},
                                    StockStep{"11 or more too many", 11, INT64_MAX}};

std::int64_t drift_of(const DriftedListing& listing) {
  return listing.live - listing.desired;
}

std::vector<DriftedListing> largest(std::vector<DriftedListing> drifted) {
  std::sort(drifted.begin(), drifted.end(), [](const DriftedListing& left, const DriftedListing& right) {
    const auto size_left = std::abs(drift_of(left));
    const auto size_right = std::abs(drift_of(right));
    return std::tie(size_right, left.sku) < std::tie(size_left, right.sku);
  });
  if (drifted.size() > kMostDrifted) drifted.resize(kMostDrifted);
  return drifted;
}

void write_drift(Html& html, const ReportData& data) {
  const auto& stock = data.stock;
  const auto drifted = static_cast<std::int64_t>(stock.drifted.size());
  DataTable table{.caption = "Listings by drift", .headings = {{"Buyers see"}, {"Listings", true}}};
  std::vector<Bar> bars;
  const auto add = [&](const std::string& label, std::int64_t listings, bool agrees) {
    table.rows.push_back({label, grouped(listings)});
    bars.push_back({{label, {agrees ? listings : 0, agrees ? 0 : listings}}, grouped(listings)});
  };
  if (stock.agreeing + drifted > 0) add("what they should", stock.agreeing, true);
  for (const auto& step : kStockSteps) {
    if (stock.agreeing + drifted == 0) break;
    add(step.name,
        std::count_if(stock.drifted.begin(), stock.drifted.end(),
                      [&](const DriftedListing& listing) {
                        return drift_of(listing) >= step.from && drift_of(listing) <= step.to;
                      }),
        false);
  }
  const ChartName name{"drift", "Drift",
                       "What buyers saw when it was last looked at, beside what they should see. " +
                           count_of(stock.not_seen, "listing") + " not looked at yet."};
  write_figure(html, name, table, "No listing was looked at yet.",
               [&] { write_bars(html, name, {{"as they should", "good"}, {"drifted", "bad"}}, bars); });
  if (stock.drifted.empty()) return;
  DataTable list{
      .caption = drifted > static_cast<std::int64_t>(kMostDrifted)
                     ? "The largest drifts; sellerctl pushes lists all"
                     : "Every drift",
      .headings = {{"Listing"}, {"Account"}, {"Should be", true}, {"Buyers see", true}, {"Drift", true}}};
  for (const auto& listing : largest(stock.drifted)) {
    list.rows.push_back({listing.sku, listing.integration, grouped(listing.desired), grouped(listing.live),
                         (drift_of(listing) > 0 ? "+" : "") + grouped(drift_of(listing))});
  }
  write_table(html, "drifted-table", list);
}

}  // namespace

void write_stock(Html& html, const ReportData& data) {
  open_section(html, "stock", "Stock");
  html.open("div", {{"class", "pair"}});
  write_verified(html, data);
  html.open("div");
  write_drift(html, data);
  html.close().close().close();
}

}  // namespace sellerd::ctl
