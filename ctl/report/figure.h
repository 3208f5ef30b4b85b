// A figure of the report: its heading, its chart and the table of what the chart shows. Pure.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

#include "ctl/report/chart.h"
#include "ctl/report/html.h"

namespace sellerd::ctl {

struct DataTable {
  struct Heading {
    std::string name;
    bool number = false;  // stands at the right
  };
  std::string caption;
  std::vector<Heading> headings;
  std::vector<std::vector<std::string>> rows;  // the first cell names the row
};

// Rows beyond these are not shown at once but in a box that scrolls.
void write_table(Html& html, const std::string& id, const DataTable& table);

// `chart` writes what is drawn; it is not called where the table has no row: `nothing` is said instead.
void write_figure(Html& html, const ChartName& name, const DataTable& table, std::string_view nothing,
                  const std::function<void()>& chart);

// A part of the page under its heading; open until it is closed.
void open_section(Html& html, const std::string& id, std::string_view heading);

// Columns of numbers, behind those that the table has.
void add_numbers(DataTable& table, std::initializer_list<std::string_view> names);

}  // namespace sellerd::ctl
