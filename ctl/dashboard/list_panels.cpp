#include "ctl/dashboard/list_panels.h"

#include "ctl/dashboard/health.h"
#include "ctl/progress_text.h"
#include "ctl/table.h"
#include "ctl/text.h"

namespace sellerd::ctl::dashboard {
namespace {

// What is listed is of these days; a moment that is not known is "-".
std::string without_year(Timestamp time) {
  const auto text = short_time(time);
  const auto year_end = text.find('-');
  return year_end == 0 || year_end == std::string::npos ? text : text.substr(year_end + 1);
}

// Narrower lists show less, so that what they show can be read.
constexpr std::size_t kNarrow = 56;

struct PanelRow {
  std::vector<std::string> cells;
  Target target;
  Style style = Style::plain;
};

// Lays the rows out as a table; a row has a cell for each column.
Content table_of(const std::vector<Column>& columns, const std::vector<PanelRow>& rows, const Canvas& canvas,
                 std::string nothing) {
  Content content{.nothing = std::move(nothing)};
  Table table(columns, terminal_of(canvas), rows.size() + 1);
  for (const auto& row : rows) {
    std::vector<std::string> cells;
    for (const auto& cell : row.cells) cells.push_back(clean(cell));
    table.add(std::move(cells));
  }
  // One line a row, the heading first.
  std::string_view text;
  const std::string all = table.finish();
  text = all;
  const auto next = [&text] {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    return line;
  };
  if (!rows.empty()) content.heading = Line(next(), Style::faint).cut(canvas.width, canvas.unicode);
  for (const auto& row : rows) {
    content.entries.push_back({{Line(next(), row.style).cut(canvas.width, canvas.unicode)}, row.target});
  }
  return content;
}

std::string missing_or(const Model& model, Panel panel, const char* otherwise) {
  const auto found = model.missing.find(std::string(panel_name(panel)));
  return found == model.missing.end() ? otherwise : found->second;
}

}  // namespace

Content run_list(const Model& model, const Canvas& canvas) {
  const bool is_narrow = canvas.width < kNarrow;
  std::vector<Column> columns{{"RUN", Align::right, true}, {"WHAT"}, {"STATE"}, {"RECORDS"}};
  if (!is_narrow) columns.insert(columns.begin() + 1, {"WHEN", Align::left, true});
  std::vector<PanelRow> rows;
  for (const auto& run : model.runs) {
    const auto what = std::string(enum_name(run.module)) + " " + run.integration_name;
    PanelRow row{
        {std::to_string(run.id), what, std::string(enum_name(run.state)), counts_that_are(run.counts)},
        {Target::Kind::run, std::to_string(run.id), run.integration_name}};
    if (!is_narrow) row.cells.insert(row.cells.begin() + 1, without_year(run.started));
    const auto style = style_of(run.state);
    if (style != Style::good) row.style = style;
    rows.push_back(std::move(row));
  }
  return table_of(columns, rows, canvas, missing_or(model, Panel::runs, "nothing has run yet"));
}

Content order_list(const Model& model, const Canvas& canvas) {
  const bool is_narrow = canvas.width < kNarrow;
  std::vector<Column> columns{{"ORDER", Align::left, true}, {"STATUS"}, {"TOTAL", Align::right, true}};
  if (!is_narrow) columns.insert(columns.begin() + 1, {"PLACED", Align::left, true});
  std::vector<PanelRow> rows;
  for (const auto& order : model.orders) {
    PanelRow row{
        {order.order_id, std::string(enum_name(order.status)), order.total ? order.total->text() : "-"},
        {Target::Kind::order, order.order_id, model.integration_name(order.integration)}};
    if (!is_narrow) row.cells.insert(row.cells.begin() + 1, without_year(order.created));
    if (order.status == OrderStatus::attention) row.style = Style::warning;
    rows.push_back(std::move(row));
  }
  return table_of(columns, rows, canvas, missing_or(model, Panel::orders, "no order is held yet"));
}

Content item_list(const Model& model, const Canvas& canvas) {
  std::vector<Column> columns{{"ITEM"}, {"FREE", Align::right, true}, {"OF", Align::right, true}, {"STATE"}};
  std::vector<PanelRow> rows;
  for (const auto& item : model.items) {
    PanelRow row{
        {item.sku, grouped(item.available), grouped(item.on_hand), std::string(enum_name(item.state))},
        {Target::Kind::sku, item.sku, {}}};
    if (item.available < 0) row.style = Style::bad;
    rows.push_back(std::move(row));
  }
  return table_of(columns, rows, canvas, missing_or(model, Panel::items, "no item is known yet"));
}

Content quota_list(const Model& model, const Canvas& canvas) {
  std::vector<Column> columns{
      {"OPERATION"}, {"LEFT", Align::right, true}, {"OF", Align::right, true}, {"429", Align::right, true}};
  std::vector<PanelRow> rows;
  for (const auto& bucket : model.quota) {
    PanelRow row{
        {bucket.operation, grouped(bucket.calls_left), grouped(bucket.burst), grouped(bucket.throttled)},
        {Target::Kind::channel, bucket.integration, {}}};
    if (bucket.calls_left == 0) row.style = Style::warning;
    rows.push_back(std::move(row));
  }
  return table_of(columns, rows, canvas, missing_or(model, Panel::quota, "nothing has been called yet"));
}

}  // namespace sellerd::ctl::dashboard
