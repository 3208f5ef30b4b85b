#include "ctl/option.h"

#include <algorithm>
#include <charconv>

#include "common/charset.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

using Names = std::vector<std::string_view>;

bool has_text_form(const Shape& shape) {
  return shape.kind != Kind::record && shape.kind != Kind::map;
}

std::string option_name(std::string_view field, bool positional) {
  std::string name(positional ? "" : "--");
  for (const char c : field) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    name += positional ? upper : c == '_' ? '-' : c;
  }
  return name;
}

std::string value_name(Kind kind) {
  switch (kind) {
    case Kind::boolean:
      return "yes|no";
    case Kind::integer:
      return "NUMBER";
    case Kind::time:
      return "TIME";
    case Kind::money:
      return "MONEY";
    case Kind::name:
      return "WORD";
    case Kind::any:
      return "JSON";
    case Kind::text:
    case Kind::record:
    case Kind::list:
    case Kind::map:
      break;
  }
  return "TEXT";
}

std::string comma_separated(const Names& names) {
  std::string text;
  for (const auto name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

// Most docs list an enum's names already.
std::string doc_with_names(const FieldShape& field, const Shape& shape) {
  std::string doc(field.doc);
  const bool listed = std::all_of(shape.names.begin(), shape.names.end(),
                                  [&](std::string_view name) { return doc.find(name) != std::string::npos; });
  if (!listed) doc += " One of: " + comma_separated(shape.names) + ".";
  return doc;
}

std::string doc_with_file(const FieldShape& field) {
  Names names;
  for (const auto& inner : field.shape.fields) names.push_back(inner.name);
  return std::string(field.doc) + " A JSON file with " + comma_separated(names) +
         ", readable by you alone; - reads standard input.";
}

// Of one value: of a list, its element's.
const Shape& value_shape(const FieldShape& field) {
  return field.shape.kind == Kind::list ? field.shape.element.front() : field.shape;
}

Option value_option(const FieldShape& field, const Shape& shape) {
  Option option{.field = field.name,
                .name = option_name(field.name, field.traits.positional),
                .doc = doc_with_names(field, shape),
                .positional = field.traits.positional,
                .repeated = field.shape.kind == Kind::list,
                .shape = shape};
  option.flag = shape.kind == Kind::boolean && !field.shape.optional && !option.repeated;
  option.required = !field.shape.optional && !option.flag && !option.repeated;
  if (!option.flag) option.value_name = value_name(shape.kind);
  return option;
}

Option file_option(const FieldShape& field) {
  return {.field = field.name,
          .name = option_name(field.name, false) + "-file",
          .value_name = "FILE",
          .doc = doc_with_file(field),
          .required = !field.shape.optional,
          .file = true,
          .shape = field.shape};
}

Error wrong(std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message));
}

std::string in_quotes(std::string_view text) {
  return "\"" + fit(clean(text), 60, false) + "\"";
}

Result<json::value> read_integer_text(const Shape& shape, std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = read.ptr == text.data() + text.size() && !text.empty();
  if (!whole || read.ec == std::errc::invalid_argument)
    return wrong(in_quotes(text) + " is not a whole number");
  if (read.ec != std::errc{} || number < shape.lowest || number > shape.highest) {
    return wrong(in_quotes(text) + " is out of range (" + std::to_string(shape.lowest) + " to " +
                 std::to_string(shape.highest) + ")");
  }
  return json::value(number);
}

Result<json::value> read_time_text(std::string_view text) {
  constexpr std::size_t date_length = std::string_view("2026-08-05").size();
  const auto time =
      parse_time(text.size() == date_length ? std::string(text) + "T00:00:00Z" : std::string(text));
  if (!time) return wrong(in_quotes(text) + " is not a time such as 2026-08-05 or 2026-08-05T04:31:10Z");
  return to_json(*time);
}

Result<json::value> read_money_text(std::string_view text) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos)
    return wrong(in_quotes(text) + " is not an amount such as \"561.90 INR\"");
  const auto money = Money::parse(text.substr(0, space), text.substr(space + 1));
  if (!money) return money.error();
  return to_json(*money);
}

Result<json::value> read_name_text(const Shape& shape, std::string_view text) {
  if (std::find(shape.names.begin(), shape.names.end(), text) != shape.names.end()) {
    return json::value(json::string_view(text));
  }
  return wrong(in_quotes(text) + " is not known here; known are: " + comma_separated(shape.names));
}

Result<json::value> read_truth_text(std::string_view text) {
  if (text == "yes" || text == "true") return json::value(true);
  if (text == "no" || text == "false") return json::value(false);
  return wrong(in_quotes(text) + " is neither yes nor no");
}

Result<json::value> read_json_text(std::string_view text) {
  auto value = parse_json(text);
  if (!value) return wrong(value.error().message);
  return value;
}

Result<json::value> read_text(const Shape& shape, std::string_view text) {
  if (!is_valid_utf8(text)) return wrong("must be UTF-8 text");
  switch (shape.kind) {
    case Kind::boolean:
      return read_truth_text(text);
    case Kind::integer:
      return read_integer_text(shape, text);
    case Kind::time:
      return read_time_text(text);
    case Kind::money:
      return read_money_text(text);
    case Kind::name:
      return read_name_text(shape, text);
    case Kind::any:
      return read_json_text(text);
    case Kind::text:
    case Kind::record:
    case Kind::list:
    case Kind::map:
      break;
  }
  return json::value(json::string_view(text));
}

}  // namespace

std::vector<Option> options_of(const Shape& request) {
  std::vector<Option> options;
  for (const auto& field : request.fields) {
    const bool secret = field.traits.privacy == Privacy::secret;
    if (secret && field.shape.kind == Kind::record) {
      options.push_back(file_option(field));
    } else if (!secret && has_text_form(value_shape(field))) {
      options.push_back(value_option(field, value_shape(field)));
    }
  }
  return options;
}

Result<json::value> read_option(const Option& option, std::string_view text) {
  auto value = read_text(option.shape, text);
  if (!value) return within(option.name, value.error());
  return value;
}

}  // namespace sellerd::ctl
