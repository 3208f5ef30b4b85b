// Orders that an earlier run should have found: how long they stayed unseen.
#include <algorithm>

#include "ctl/report/figure.h"
#include "ctl/report/sections.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

struct LateStep {
  const char* name;
  std::int64_t below;  // seconds
};
constexpr std::array kLateSteps = {LateStep{"< 15 min", 15 * kMinute}, LateStep{"15 min - 1 h", kHour},
                                   LateStep{"1 - 4 h", 4 * kHour},     LateStep{"4 - 12 h", 12 * kHour},
                                   LateStep{"12 - 24 h", kDay},        LateStep{"1 - 3 days", 3 * kDay},
                                   LateStep{"3 - 7 days", 7 * kDay},   LateStep{"> 7 days", INT64_MAX}};

std::string seconds_text(std::int64_t seconds) {
  return format_duration(std::chrono::seconds(seconds));
}

std::string about(std::vector<std::int64_t> seconds) {
  std::string text =
      "How long after the marketplace's time of change an order was found that an earlier "
      "run should have found.";
  if (seconds.empty()) return text;
  std::sort(seconds.begin(), seconds.end());
  return text + " Half of them within " + seconds_text(seconds[(seconds.size() - 1) / 2]) +
         ", the last after " + seconds_text(seconds.back()) + ".";
}

}  // namespace

void write_late(Html& html, const ReportData& data) {
  open_section(html, "late", "Late orders");
  DataTable table{.caption = "Late orders by delay", .headings = {{"Found after"}, {"Orders", true}}};
  std::vector<Bar> bars;
  std::int64_t from = INT64_MIN;
  for (const auto& step : kLateSteps) {
    const auto count = std::count_if(data.late_seconds.begin(), data.late_seconds.end(),
                                     [&](std::int64_t late) { return late >= from && late < step.below; });
    from = step.below;
    bars.push_back({{step.name, {count}}, grouped(count)});
    if (!data.late_seconds.empty()) table.rows.push_back({step.name, grouped(count)});
  }
  const ChartName name{"late-orders", "Late orders by delay", about(data.late_seconds)};
  write_figure(html, name, table, "No order was found late in these days.",
               [&] { write_bars(html, name, {{"orders", "late"}}, bars); });
  html.close();
}

}  // namespace sellerd::ctl
