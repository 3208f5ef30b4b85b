// Bands from groups on the left to series on the right, as thick as there are many.
#include <algorithm>

#include "ctl/report/chart.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

constexpr std::int64_t kFlowHeight = 200;  // of all together, in pixels
constexpr std::int64_t kEndGap = 26;       // between two ends on a side: room for a label
constexpr std::int64_t kFlowTop = 4;
constexpr std::int64_t kEnd = 8;  // how wide an end is
constexpr std::int64_t kBandWidth = 100;
constexpr std::size_t kLongestEnd = 20;  // columns; two have room beside each other on a narrow page

// An end of bands on one side.
struct End {
  std::string name;
  std::string_view style;
  std::int64_t count = 0;
  std::int64_t top = 0;
  std::int64_t height = 0;
  std::int64_t used = 0;  // of the height, by bands drawn so far
};

std::int64_t thickness(std::int64_t count, std::int64_t all) {
  return count == 0 ? 0 : std::max<std::int64_t>(count * kFlowHeight / all, 1);
}

// Puts the ends below each other; returns where they end. Each is as high as its bands.
std::int64_t lay_out(std::vector<End>& ends) {
  std::int64_t top = kFlowTop;
  for (auto& end : ends) {
    if (end.count == 0) continue;
    end.top = top;
    top += std::max(end.height, std::int64_t{12}) + kEndGap;
  }
  return top;
}

std::string point(std::int64_t x, std::int64_t y) {
  return std::to_string(x) + "," + std::to_string(y);
}

std::string band_path(std::int64_t from, std::int64_t to, std::int64_t thick) {
  constexpr std::int64_t half = kBandWidth / 2;
  return "M" + point(0, from) + "C" + point(half, from) + " " + point(half, to) + " " +
         point(kBandWidth, to) + "L" + point(kBandWidth, to + thick) + "C" + point(half, to + thick) + " " +
         point(half, from + thick) + " " + point(0, from + thick) + "Z";
}

void write_end(Html& html, const End& end, bool left) {
  html.leaf("rect", {{"class", std::string(end.style)},
                     {"x", left ? "0" : "100%"},
                     {"y", std::to_string(end.top)},
                     {"width", std::to_string(kEnd)},
                     {"height", std::to_string(end.height)},
                     {"transform", left ? "translate(0)" : "translate(-" + std::to_string(kEnd) + ")"}});
  html.element("text",
               {{"class", "label"},
                {"x", left ? "0" : "100%"},
                {"dx", std::to_string(left ? kEnd + 6 : -kEnd - 6)},
                {"y", std::to_string(end.top + std::max(end.height, std::int64_t{12}) / 2 + 5)},
                {"text-anchor", left ? "start" : "end"}},
               fit(clean(end.name), kLongestEnd, true) + " " + grouped(end.count));
}

}  // namespace

void write_flow(Html& html, const ChartName& name, const std::vector<Series>& series,
                const std::vector<Group>& groups) {
  std::int64_t all = 0;
  for (const auto& group : groups) all += sum_of(group);
  if (all == 0) return;
  std::vector<End> left;
  std::vector<End> right;
  for (const auto& group : groups) left.push_back({.name = group.label, .style = "source"});
  for (const auto& each : series) right.push_back({.name = each.name, .style = each.style});
  for (std::size_t from = 0; from < groups.size(); ++from) {
    for (std::size_t to = 0; to < series.size(); ++to) {
      const auto count = groups[from].values.at(to);
      for (auto* end : {&left[from], &right[to]}) {
        end->count += count;
        end->height += thickness(count, all);
      }
    }
  }
  const auto height = std::max(lay_out(left), lay_out(right));
  open_chart(html, name, height);
  // The bands alone are stretched to the width there is.
  html.open("svg", {{"width", "100%"},
                    {"height", std::to_string(height)},
                    {"viewBox", "0 0 " + std::to_string(kBandWidth) + " " + std::to_string(height)},
                    {"preserveAspectRatio", "none"}});
  for (std::size_t from = 0; from < groups.size(); ++from) {
    for (std::size_t to = 0; to < series.size(); ++to) {
      const auto count = groups[from].values.at(to);
      if (count == 0) continue;
      const auto thick = thickness(count, all);
      html.open("path",
                {{"class", "band " + std::string(series[to].style)},
                 {"d", band_path(left[from].top + left[from].used, right[to].top + right[to].used, thick)}});
      close_with_tip(html, groups[from].label, count, series[to]);
      left[from].used += thick;
      right[to].used += thick;
    }
  }
  html.close();
  for (const auto& end : left) {
    if (end.count > 0) write_end(html, end, true);
  }
  for (const auto& end : right) {
    if (end.count > 0) write_end(html, end, false);
  }
  html.close();
}

}  // namespace sellerd::ctl
