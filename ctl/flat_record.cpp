#include "ctl/flat_record.h"

#include <algorithm>

namespace sellerd::ctl {
namespace {

const json::value* find(const json::object& value, std::string_view name) {
  const auto* found = value.if_contains(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

std::string text_of(const json::value* value) {
  if (value == nullptr) return {};
  if (value->is_string()) return std::string(value->get_string());
  if (!value->is_array()) return json::serialize(*value);
  const auto& list = value->get_array();
  if (!std::all_of(list.begin(), list.end(), [](const json::value& each) { return each.is_string(); }))
    return json::serialize(*value);
  std::string words;
  for (const auto& each : list) {
    if (!words.empty()) words += ' ';
    words += std::string_view(each.get_string());
  }
  return words;
}

void add_columns(const FieldShape& field, const std::string& name, Currencies currencies,
                 std::vector<std::string>& columns) {
  if (field.shape.kind == Kind::record) {
    for (auto& column : flat_columns(field.shape, currencies, name + "_"))
      columns.push_back(std::move(column));
    return;
  }
  columns.push_back(name);
  if (field.shape.kind == Kind::money && currencies == Currencies::shown)
    columns.push_back(name + "_currency");
}

void add_cells(const FieldShape& field, const json::value* value, Currencies currencies,
               std::vector<std::string>& cells) {
  static const json::object none;
  const auto& parts = value != nullptr && value->is_object() ? value->get_object() : none;
  if (field.shape.kind == Kind::record) {
    for (auto& cell : flat_cells(field.shape, parts, currencies)) cells.push_back(std::move(cell));
  } else if (field.shape.kind == Kind::money) {
    cells.push_back(text_of(find(parts, "amount")));
    if (currencies == Currencies::shown) cells.push_back(text_of(find(parts, "currency")));
  } else {
    cells.push_back(text_of(value));
  }
}

}  // namespace

std::vector<std::string> flat_columns(const Shape& record, Currencies currencies, const std::string& before) {
  std::vector<std::string> columns;
  for (const auto& field : record.fields)
    add_columns(field, before + std::string(field.name), currencies, columns);
  return columns;
}

std::vector<std::string> flat_cells(const Shape& record, const json::object& value, Currencies currencies) {
  std::vector<std::string> cells;
  for (const auto& field : record.fields) add_cells(field, find(value, field.name), currencies, cells);
  return cells;
}

}  // namespace sellerd::ctl
