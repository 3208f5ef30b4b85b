// Columns over time.
#include <algorithm>

#include "ctl/report/chart.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

// The style leaves room at the left for the axis.
constexpr std::string_view kStyle = "chart columns";
constexpr std::int64_t kHeight = 180;     // of the plot, in pixels
constexpr std::int64_t kColumnsTop = 10;  // room for half a letter
constexpr std::int64_t kBottom = 24;      // room for the labels
// Few columns are not made wider than this many would be.
constexpr std::size_t kFewest = 14;
constexpr std::int64_t kColumnShare = 76;  // in percent of its slot; the rest is the gap

class Axis {
 public:
  explicit Axis(std::size_t columns) : slots_(static_cast<std::int64_t>(std::max(columns, kFewest))) {}

  std::string left(std::size_t column) const {
    return percent_text(static_cast<std::int64_t>(column) * kWholeAxis / slots_);
  }
  std::string middle(std::size_t column) const {
    return percent_text((static_cast<std::int64_t>(column) * 100 + kColumnShare / 2) * kWholeAxis / slots_ /
                        100);
  }
  std::string right(std::size_t column) const {
    return percent_text((static_cast<std::int64_t>(column) * 100 + kColumnShare) * kWholeAxis / slots_ / 100);
  }
  std::string width() const { return percent_text(kWholeAxis * kColumnShare / 100 / slots_); }

 private:
  std::int64_t slots_;
};

std::int64_t pixels(std::int64_t place, std::int64_t height) {
  return place * height / kWholeAxis;
}

void write_line(Html& html, std::int64_t value, std::int64_t y) {
  html.leaf("line", {{"class", value == 0 ? "base" : "grid"},
                     {"x1", "0"},
                     {"x2", "100%"},
                     {"y1", std::to_string(y)},
                     {"y2", std::to_string(y)}});
  html.element("text", {{"class", "tick"}, {"x", "-8"}, {"y", std::to_string(y + 4)}, {"text-anchor", "end"}},
               grouped(value));
}

// The first, the last, and one between them where there is room.
void write_labels(Html& html, const Axis& axis, const std::vector<Group>& columns, std::int64_t y) {
  const auto write = [&](std::size_t column, const std::string& x, const char* anchor) {
    html.element("text", {{"class", "tick"}, {"x", x}, {"y", std::to_string(y)}, {"text-anchor", anchor}},
                 columns[column].label);
  };
  if (columns.empty()) return;
  write(0, axis.left(0), "start");
  if (columns.size() < kFewest) return;
  write(columns.size() / 2, axis.middle(columns.size() / 2), "middle");
  write(columns.size() - 1, axis.right(columns.size() - 1), "end");
}

// Of a value that is more than nothing something can be seen.
std::int64_t visible(std::int64_t value, std::int64_t height) {
  return value > 0 ? std::max<std::int64_t>(height, 1) : 0;
}

void write_column(Html& html, const Axis& axis, std::size_t column, std::int64_t y, std::int64_t height,
                  const Series& series, const Group& group, std::int64_t value) {
  html.open("rect", {{"class", std::string(series.style)},
                     {"x", axis.left(column)},
                     {"y", std::to_string(y)},
                     {"width", axis.width()},
                     {"height", std::to_string(height)}});
  close_with_tip(html, group.label, value, series);
}

std::int64_t highest_of(const std::vector<Group>& columns, std::size_t series) {
  std::int64_t highest = 0;
  for (const auto& group : columns) highest = std::max(highest, group.values.at(series));
  return highest;
}

}  // namespace

void write_columns(Html& html, const ChartName& name, const std::vector<Series>& series,
                   const std::vector<Group>& columns) {
  std::int64_t highest = 0;
  for (const auto& group : columns) highest = std::max(highest, sum_of(group));
  const Scale scale(highest, Scale::Steps::even);
  const Axis axis(columns.size());
  open_chart(html, name, kColumnsTop + kHeight + kBottom, kStyle);
  for (const auto line : scale.lines())
    write_line(html, line, kColumnsTop + kHeight - pixels(scale.place(line), kHeight));
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const auto& group = columns[column];
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < series.size(); ++i) {
      const auto value = group.values.at(i);
      if (value == 0) continue;
      const auto below = pixels(scale.place(sum), kHeight);
      sum += value;
      const auto height = visible(value, pixels(scale.place(sum), kHeight) - below);
      write_column(html, axis, column, kColumnsTop + kHeight - below - height, height, series[i], group,
                   value);
    }
  }
  write_labels(html, axis, columns, kColumnsTop + kHeight + 18);
  html.close();
}

void write_mirrored(Html& html, const ChartName& name, const std::vector<Series>& series,
                    const std::vector<Group>& columns) {
  const Scale up(highest_of(columns, 0), Scale::Steps::tenfold);
  const auto lowest = highest_of(columns, 1);
  const Scale down(lowest, Scale::Steps::tenfold);
  // A step is as high below the line as above it.
  const auto steps = [](const Scale& scale) { return static_cast<std::int64_t>(scale.lines().size()) - 1; };
  const auto below = lowest == 0 ? 0 : kHeight * steps(down) / steps(up);
  const auto base = kColumnsTop + kHeight;
  const Axis axis(columns.size());
  open_chart(html, name, kColumnsTop + kHeight + below + kBottom, kStyle);
  for (const auto line : up.lines()) write_line(html, line, base - pixels(up.place(line), kHeight));
  for (const auto line : down.lines()) {
    if (below > 0 && line > 0) write_line(html, line, base + pixels(down.place(line), below));
  }
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const auto& group = columns[column];
    if (const auto value = group.values.at(0); value > 0) {
      const auto height = visible(value, pixels(up.place(value), kHeight));
      write_column(html, axis, column, base - height, height, series[0], group, value);
    }
    if (const auto value = group.values.at(1); value > 0) {
      const auto height = visible(value, pixels(down.place(value), below));
      write_column(html, axis, column, base, height, series[1], group, value);
    }
  }
  write_labels(html, axis, columns, base + below + 18);
  html.close();
}

}  // namespace sellerd::ctl
