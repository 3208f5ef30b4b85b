// The charts of the report, as SVG: widths are shares of what there is room for, heights and letters keep
// their size, so that a chart can be read on a telephone and on paper alike. Pure.
//
// Each is an image with a name and a description; what it shows stands in the table beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/report/html.h"
#include "ctl/report/scale.h"

namespace sellerd::ctl {

// What an image says to those who do not see it.
struct ChartName {
  std::string id;  // unique within the page
  std::string title;
  std::string description;
};

struct Series {
  std::string name;
  std::string_view style;  // its class in the style sheet
  std::string unit{};      // what a value is called when it is pointed at; the name when empty
};

// Values of one thing, one for each series; none is negative.
struct Group {
  std::string label;
  std::vector<std::int64_t> values;
};
std::int64_t sum_of(const Group& group);

// The colours and their names.
void write_legend(Html& html, const std::vector<Series>& series);

// Columns side by side, the series of each on top of each other.
void write_columns(Html& html, const ChartName& name, const std::vector<Series>& series,
                   const std::vector<Group>& columns);

// Columns of the first series upwards and of the second downwards from one line, each step of the axis ten
// times the one before.
void write_mirrored(Html& html, const ChartName& name, const std::vector<Series>& series,
                    const std::vector<Group>& columns);

// Bars below each other, each under its label, with `note` at the right. The longest takes the whole width,
// or what is `whole`.
struct Bar {
  Group group;
  std::string note;
};
void write_bars(Html& html, const ChartName& name, const std::vector<Series>& series,
                const std::vector<Bar>& bars, std::optional<std::int64_t> whole = {});

// How many come from each group on the left to each series on the right.
void write_flow(Html& html, const ChartName& name, const std::vector<Series>& series,
                const std::vector<Group>& groups);

// For the charts themselves: the image, which is open then, and its name. `style` is its classes in the style
// sheet.
void open_chart(Html& html, const ChartName& name, std::int64_t height, std::string_view style = "chart");
// What a value says when it is pointed at; closes the element.
void close_with_tip(Html& html, std::string_view label, std::int64_t value, const Series& series);

}  // namespace sellerd::ctl
