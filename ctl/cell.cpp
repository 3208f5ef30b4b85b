#include "ctl/cell.h"

#include <algorithm>

namespace sellerd::ctl {
namespace {

constexpr std::string_view kNothing = "-";

std::string listed(std::string text, const std::string& next) {
  if (next == kNothing) return text;
  return text.empty() ? next : text + ", " + next;
}

std::string or_nothing(std::string text) {
  return text.empty() ? std::string(kNothing) : text;
}

bool is_counts(const Shape& shape) {
  return !shape.fields.empty() &&
         std::all_of(shape.fields.begin(), shape.fields.end(),
                     [](const FieldShape& f) { return f.shape.kind == Kind::integer; });
}

std::string counts_text(const Shape& shape, const json::object& record) {
  std::string text;
  for (const auto& field : shape.fields) {
    const auto* count = record.if_contains(field.name);
    if (count == nullptr || !count->is_int64() || count->get_int64() == 0) continue;
    text = listed(std::move(text), grouped(count->get_int64()) + " " + std::string(field.name));
  }
  return text.empty() ? "0" : text;
}

std::string record_cell(const Shape& shape, const json::object& record) {
  if (is_counts(shape)) return counts_text(shape, record);
  std::string text;
  for (const auto& field : shape.fields) text = listed(std::move(text), field_text(field, record));
  return or_nothing(std::move(text));
}

std::string list_cell(const Shape& element, const json::array& list) {
  if (element.kind == Kind::record) return std::to_string(list.size());
  std::string text;
  for (const auto& value : list) text = listed(std::move(text), cell_text(element, value));
  return or_nothing(std::move(text));
}

std::string map_cell(const Shape& element, const json::object& map) {
  std::string text;
  for (const auto& [key, value] : map) {
    text = listed(std::move(text), clean(key) + "=" + cell_text(element, value));
  }
  return or_nothing(std::move(text));
}

std::string time_cell(std::string_view text) {
  const auto time = parse_time(text);
  return time ? short_time(*time) : clean(text);
}

std::string money_cell(const json::object& money) {
  const auto* amount = money.if_contains("amount");
  const auto* currency = money.if_contains("currency");
  if (amount == nullptr || !amount->is_string()) return clean(json::serialize(money));
  const std::string text(std::string_view(amount->get_string()));
  return clean(currency != nullptr && currency->is_string()
                   ? text + " " + std::string(std::string_view(currency->get_string()))
                   : text);
}

}  // namespace

std::string cell_text(const Shape& shape, const json::value& value) {
  if (value.is_null()) return std::string(kNothing);
  if (value.is_bool()) return value.get_bool() ? "yes" : "no";
  if (value.is_string()) {
    const std::string_view text = value.get_string();
    return or_nothing(shape.kind == Kind::time ? time_cell(text) : clean(text));
  }
  if (value.is_array() && shape.kind == Kind::list)
    return list_cell(shape.element.front(), value.get_array());
  if (value.is_object()) {
    if (shape.kind == Kind::money) return money_cell(value.get_object());
    if (shape.kind == Kind::record) return record_cell(shape, value.get_object());
    if (shape.kind == Kind::map) return map_cell(shape.element.front(), value.get_object());
  }
  return clean(json::serialize(value));
}

std::string field_text(const FieldShape& field, const json::object& record) {
  const auto* value = record.if_contains(field.name);
  return value == nullptr ? std::string(kNothing) : cell_text(field.shape, *value);
}

Align cell_align(const Shape& shape) {
  return shape.kind == Kind::integer || shape.kind == Kind::money ? Align::right : Align::left;
}

std::string label(std::string_view field) {
  std::string text(field);
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string heading(std::string_view field) {
  std::string text(field);
  for (char& c : text) c = c == '_' ? ' ' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

}  // namespace sellerd::ctl
