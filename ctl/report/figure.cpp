#include "ctl/report/figure.h"

namespace sellerd::ctl {
namespace {

std::string cell_class(const DataTable::Heading& heading) {
  return heading.number ? "number" : "words";
}

void write_head(Html& html, const DataTable& table) {
  html.open("thead").open("tr");
  for (const auto& heading : table.headings)
    html.element("th", {{"scope", "col"}, {"class", cell_class(heading)}}, heading.name);
  html.close().close();
}

void write_row(Html& html, const DataTable& table, const std::vector<std::string>& row) {
  html.open("tr");
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    const auto style = cell_class(table.headings[i]);
    if (i == 0) {
      html.element("th", {{"scope", "row"}, {"class", style}}, row.at(i));
    } else {
      html.element("td", {{"class", style}}, row.at(i));
    }
  }
  html.close();
}

}  // namespace

void write_table(Html& html, const std::string& id, const DataTable& table) {
  // What scrolls can be reached by the keyboard.
  html.open("div",
            {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", table.caption}});
  html.open("table", {{"id", id}});
  html.element("caption", table.caption);
  write_head(html, table);
  html.open("tbody");
  for (const auto& row : table.rows) write_row(html, table, row);
  html.close().close().close();
}

void write_figure(Html& html, const ChartName& name, const DataTable& table, std::string_view nothing,
                  const std::function<void()>& chart) {
  html.open("figure", {{"id", name.id}});
  html.open("figcaption").element("h3", name.title);
  html.element("p", name.description).close();
  if (table.rows.empty()) {
    html.element("p", {{"class", "nothing"}}, nothing);
  } else {
    chart();
    html.open("details").element("summary", "Table: " + table.caption);
    write_table(html, name.id + "-table", table);
    html.close();
  }
  html.close();
}

void open_section(Html& html, const std::string& id, std::string_view heading) {
  html.open("section", {{"id", id}, {"aria-labelledby", id + "-heading"}});
  html.element("h2", {{"id", id + "-heading"}}, heading);
}

void add_numbers(DataTable& table, std::initializer_list<std::string_view> names) {
  for (const auto name : names) table.headings.push_back({std::string(name), true});
}

}  // namespace sellerd::ctl
