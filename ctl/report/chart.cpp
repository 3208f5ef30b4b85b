#include "ctl/report/chart.h"

#include <numeric>

#include "ctl/text.h"

namespace sellerd::ctl {

std::int64_t sum_of(const Group& group) {
  return std::accumulate(group.values.begin(), group.values.end(), std::int64_t{0});
}

void write_legend(Html& html, const std::vector<Series>& series) {
  html.open("ul", {{"class", "legend"}});
  for (const auto& each : series) {
    html.open("li");
    html.open("svg", {{"class", "swatch"}, {"aria-hidden", "true"}})
        .leaf("rect", {{"class", std::string(each.style)}, {"width", "100%"}, {"height", "100%"}})
        .close();
    html.text(each.name).close();
  }
  html.close();
}

void open_chart(Html& html, const ChartName& name, std::int64_t height, std::string_view style) {
  html.open("svg", {{"class", std::string(style)},
                    {"role", "img"},
                    {"width", "100%"},
                    {"height", std::to_string(height)},
                    {"aria-labelledby", name.id + "-title"},
                    {"aria-describedby", name.id + "-about"}});
  html.element("title", {{"id", name.id + "-title"}}, name.title);
  html.element("desc", {{"id", name.id + "-about"}}, name.description);
}

void close_with_tip(Html& html, std::string_view label, std::int64_t value, const Series& series) {
  const auto& unit = series.unit.empty() ? series.name : series.unit;
  html.element("title", std::string(label) + ": " + grouped(value) + " " + unit).close();
}

}  // namespace sellerd::ctl
