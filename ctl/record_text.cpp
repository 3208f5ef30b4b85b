#include "ctl/record_text.h"

#include <algorithm>

#include "ctl/cell.h"

namespace sellerd::ctl {
namespace {

constexpr std::size_t kFieldIndent = 2;

bool is_record_list(const Shape& shape) {
  return shape.kind == Kind::list && shape.element.front().kind == Kind::record;
}

bool is_plain(const Shape& shape) {
  return shape.kind != Kind::record && !is_record_list(shape);
}

std::string indented(std::string_view block) {
  std::string text;
  while (!block.empty()) {
    const auto end = block.find('\n');
    text += std::string(kFieldIndent, ' ') + std::string(block.substr(0, end)) + "\n";
    block = end == std::string_view::npos ? std::string_view{} : block.substr(end + 1);
  }
  return text;
}

std::string list_table(const Shape& element, const json::array& list, Terminal terminal) {
  terminal.width -= std::min(terminal.width, kFieldIndent);
  const auto fields = table_fields(element);
  Table table(table_columns(fields), terminal);
  std::string text;
  for (const auto& entry : list) {
    if (entry.is_object()) text += table.add(table_row(fields, entry.get_object()));
  }
  return indented(text + table.finish());
}

Column column_of(const FieldShape& field) {
  const auto align = cell_align(field.shape);
  return {heading(field.name), align, align == Align::right || field.shape.kind == Kind::time};
}

}  // namespace

std::vector<const FieldShape*> table_fields(const Shape& record) {
  std::vector<const FieldShape*> marked;
  std::vector<const FieldShape*> plain;
  for (const auto& field : record.fields) {
    if (field.traits.privacy == Privacy::secret) continue;
    if (field.traits.column) marked.push_back(&field);
    if (is_plain(field.shape)) plain.push_back(&field);
  }
  return marked.empty() ? plain : marked;
}

std::vector<Column> table_columns(const std::vector<const FieldShape*>& fields) {
  std::vector<Column> columns;
  for (const auto* field : fields) columns.push_back(column_of(*field));
  return columns;
}

std::vector<std::string> table_row(const std::vector<const FieldShape*>& fields, const json::object& record) {
  std::vector<std::string> cells;
  for (const auto* field : fields) cells.push_back(field_text(*field, record));
  return cells;
}

std::string labelled_lines(const std::vector<std::pair<std::string, std::string>>& lines,
                           std::size_t indent) {
  std::size_t width = 0;
  for (const auto& [name, value] : lines) width = std::max(width, display_width(name));
  std::string text;
  for (const auto& [name, value] : lines) {
    text += std::string(indent, ' ') + pad(name, width + 2, Align::left) + value + "\n";
  }
  return text;
}

std::string record_text(const Shape& shape, const json::object& record, const Terminal& terminal) {
  std::vector<std::pair<std::string, std::string>> lines;
  std::string tables;
  for (const auto& field : shape.fields) {
    if (field.traits.privacy == Privacy::secret) continue;
    lines.emplace_back(label(field.name), field_text(field, record));
    const auto* value = record.if_contains(field.name);
    if (value == nullptr || !value->is_array() || !is_record_list(field.shape) || value->get_array().empty())
      continue;
    tables += "\n" + label(field.name) + "\n" +
              list_table(field.shape.element.front(), value->get_array(), terminal);
  }
  return labelled_lines(lines, 0) + tables;
}

}  // namespace sellerd::ctl
