// Bars below each other.
#include <algorithm>

#include "ctl/report/chart.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

constexpr std::int64_t kRow = 38;    // pixels from one bar to the next
constexpr std::int64_t kLabel = 14;  // from the top of a row to the line that its letters stand on
constexpr std::int64_t kBar = 20;    // from there to the bar
constexpr std::int64_t kBarHeight = 10;
constexpr std::size_t kLongestBarLabel = 34;  // columns; a narrow page has room for no more beside the note

void write_bar(Html& html, const std::vector<Series>& series, const Group& group, std::int64_t whole,
               std::int64_t y) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const auto value = group.values.at(i);
    if (value == 0) continue;
    const auto left = share_of(sum, whole);
    sum += value;
    html.open("rect", {{"class", std::string(series[i].style)},
                       {"x", percent_text(left)},
                       {"y", std::to_string(y)},
                       {"width", percent_text(std::max<std::int64_t>(share_of(sum, whole) - left, 20))},
                       {"height", std::to_string(kBarHeight)}});
    close_with_tip(html, group.label, value, series[i]);
  }
}

}  // namespace

void write_bars(Html& html, const ChartName& name, const std::vector<Series>& series,
                const std::vector<Bar>& bars, std::optional<std::int64_t> whole) {
  std::int64_t longest = 1;
  for (const auto& bar : bars) longest = std::max(longest, sum_of(bar.group));
  longest = std::max(longest, whole.value_or(1));
  open_chart(html, name, static_cast<std::int64_t>(bars.size()) * kRow);
  std::int64_t top = 0;
  for (const auto& bar : bars) {
    const auto line = std::to_string(top + kLabel);
    html.element("text", {{"class", "label"}, {"x", "0"}, {"y", line}},
                 fit(clean(bar.group.label), kLongestBarLabel, true));
    html.element("text", {{"class", "note"}, {"x", "100%"}, {"y", line}, {"text-anchor", "end"}}, bar.note);
    html.leaf("rect", {{"class", "track"},
                       {"x", "0"},
                       {"y", std::to_string(top + kBar)},
                       {"width", "100%"},
                       {"height", std::to_string(kBarHeight)}});
    write_bar(html, series, bar.group, longest, top + kBar);
    top += kRow;
  }
  html.close();
}

}  // namespace sellerd::ctl
