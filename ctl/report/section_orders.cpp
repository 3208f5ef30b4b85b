// The orders placed in the period: when, where they go, and how they stand.
#include <algorithm>

#include "ctl/report/figure.h"
#include "ctl/report/sections.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

// Days beyond these are drawn a week a column.
constexpr std::size_t kMostDays = 100;
constexpr std::size_t kWeek = 7;
// The rest is one bar; the table has every place.
constexpr std::size_t kMostDestinations = 12;

constexpr std::array kStatuses = {OrderStatus::fulfilled, OrderStatus::confirmed, OrderStatus::pending,
                                  OrderStatus::attention, OrderStatus::cancelled};

std::vector<Series> status_series() {
  std::vector<Series> series;
  for (const auto status : kStatuses) series.push_back({std::string(enum_name(status)), enum_name(status)});
  return series;
}

std::vector<std::int64_t> by_status(const OrderCount& count) {
  std::vector<std::int64_t> values;
  for (const auto status : kStatuses) values.push_back(count.of(status));
  return values;
}

DataTable count_table(std::string caption, std::string_view of_what, const std::vector<OrderCount>& counts,
                      std::string_view unnamed) {
  DataTable table{.caption = std::move(caption), .headings = {{std::string(of_what)}}};
  add_numbers(table, {"Orders", "Fulfilled", "Confirmed", "Pending", "Attention", "Cancelled", "Units"});
  for (const auto& count : counts) {
    auto& row = table.rows.emplace_back();
    row.push_back(count.name.empty() ? std::string(unnamed) : count.name);
    row.push_back(grouped(count.orders));
    for (const auto value : by_status(count)) row.push_back(grouped(value));
    row.push_back(grouped(count.units));
  }
  return table;
}

void write_days_of_orders(Html& html, const ReportData& data) {
  const auto& days = data.orders.days;
  const auto span = days.size() > kMostDays ? kWeek : 1;
  std::vector<Group> columns;
  for (std::size_t first = 0; first < days.size(); first += span) {
    OrderCount sum;
    for (std::size_t i = first; i < std::min(first + span, days.size()); ++i) sum += days[i];
    columns.push_back({days[first].name, by_status(sum)});
  }
  const ChartName name{"order-days", span == 1 ? "Orders, day by day" : "Orders, week by week",
                       "How many orders were placed, by how they stand now."};
  auto table = count_table("Orders by day", "Day", days, "");
  if (all_orders(data).orders == 0) table.rows.clear();
  write_figure(html, name, table, "No order was placed in these days.", [&] {
    write_legend(html, status_series());
    write_columns(html, name, status_series(), columns);
  });
}

void write_places(Html& html, const ReportData& data) {
  constexpr std::string_view kUnknown = "not known";
  const auto& places = data.orders.places;
  const auto all = all_orders(data).orders;
  std::vector<Bar> bars;
  OrderCount rest;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i >= kMostDestinations) {
      rest += places[i];
      continue;
    }
    const auto& place = places[i];
    bars.push_back({{place.name.empty() ? std::string(kUnknown) : place.name, by_status(place)},
                    grouped(place.orders) + " (" + share_text(place.orders, all) + ")"});
  }
  if (rest.orders > 0) {
    const auto others = static_cast<std::int64_t>(places.size() - kMostDestinations);
    bars.push_back({{count_of(others, "other"), by_status(rest)},
                    grouped(rest.orders) + " (" + share_text(rest.orders, all) + ")"});
  }
  const ChartName name{"order-places", "Orders by state",
                       "Where they are taxed: the place of supply, most orders first."};
  write_figure(html, name, count_table("Orders by state", "State", places, kUnknown),
               "No order was placed in these days.", [&] { write_bars(html, name, status_series(), bars); });
}

// In words that need no knowledge of the marketplace's.
std::string shipper_name(const std::string& word) {
  if (word == "MERCHANT") return "shipped by you";
  if (word == "AMAZON") return "shipped by Amazon";
  return word.empty() ? "not known" : word;
}

void write_statuses(Html& html, const ReportData& data) {
  std::vector<Group> groups;
  auto named = data.orders.shippers;
  for (auto& shipper : named) {
    shipper.name = shipper_name(shipper.name);
    groups.push_back({shipper.name, by_status(shipper)});
  }
  const ChartName name{"order-flow", "What became of them",
                       "From who ships an order to how it stands now; a band is as thick as it has orders."};
  write_figure(html, name, count_table("Orders by who ships and status", "Who ships", named, ""),
               "No order was placed in these days.",
               [&] { write_flow(html, name, status_series(), groups); });
}

}  // namespace

void write_orders(Html& html, const ReportData& data) {
  open_section(html, "orders", "Orders");
  write_days_of_orders(html, data);
  html.open("div", {{"class", "pair"}});
  write_places(html, data);
  write_statuses(html, data);
  html.close().close();
}

}  // namespace sellerd::ctl
