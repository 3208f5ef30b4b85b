// What of the marketplace's quota is in use, and how many calls there were.
#include <algorithm>
#include <map>

#include "ctl/report/figure.h"
#include "ctl/report/sections.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

constexpr std::int64_t kPercent = 100;

void write_buckets(Html& html, const ReportData& data) {
  DataTable table{.caption = "Quota by operation", .headings = {{"Operation"}, {"Account"}}};
  add_numbers(table, {"In use", "Left", "Full bucket", "In use %", "Refused (429)"});
  table.headings.push_back({"One more call every"});
  std::vector<Bar> bars;
  for (const auto& bucket : data.quota) {
    const auto burst = std::max<std::int64_t>(bucket.burst, 1);
    const auto used = std::clamp<std::int64_t>(burst - bucket.calls_left, 0, burst);
    // Operations have buckets of different sizes; a bar is the share of its own.
    bars.push_back(
        {{bucket.operation, {used * kPercent / burst}}, grouped(used) + " of " + grouped(bucket.burst)});
    table.rows.push_back({bucket.operation, bucket.integration, grouped(used), grouped(bucket.calls_left),
                          grouped(bucket.burst), share_text(used, burst), grouped(bucket.throttled),
                          format_duration(Duration(bucket.milliseconds_per_call))});
  }
  const ChartName name{
      "quota-now", "Quota in use",
      "Calls of each operation's bucket that are spent now and have not come back yet. Refused "
      "counts the marketplace's answers 429."};
  write_figure(html, name, table, "No account is connected.",
               [&] { write_bars(html, name, {{"percent in use", "way"}}, bars, kPercent); });
}

void write_calls(Html& html, const ReportData& data) {
  std::map<std::string, std::int64_t> calls;
  for (const auto& row : data.history) calls[row.day] += row.calls;
  const std::vector<Series> series = {{"calls", "way"}};
  DataTable table{.caption = "Calls by day", .headings = {{"Day"}, {"Calls", true}}};
  std::vector<Group> columns;
  for (const auto& day : data.orders.days) {
    const auto found = calls.find(day.name);
    const auto count = found != calls.end() ? found->second : 0;
    columns.push_back({day.name, {count}});
    if (found != calls.end()) table.rows.push_back({day.name, grouped(count)});
  }
  const ChartName name{"calls", "Calls, day by day",
                       "Calls to the marketplace by the runs that began on each day, retries included."};
  write_figure(html, name, table, "No run called the marketplace in these days.",
               [&] { write_columns(html, name, series, columns); });
}

}  // namespace

void write_quota(Html& html, const ReportData& data) {
  open_section(html, "quota", "Quota");
  html.open("div", {{"class", "pair"}});
  write_buckets(html, data);
  write_calls(html, data);
  html.close().close();
}

}  // namespace sellerd::ctl
