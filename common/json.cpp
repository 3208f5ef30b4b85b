#include "common/json.h"

#include <algorithm>

#include "common/charset.h"

namespace sellerd {

Result<json::value> parse_json(std::string_view text, json::storage_ptr storage) {
  boost::system::error_code failure;
  json::stream_parser parser(std::move(storage));
  const std::size_t read = parser.write_some(text.data(), text.size(), failure);
  if (!failure && read != text.size()) failure = json::error::extra_data;
  if (!failure) parser.finish(failure);
  if (failure) {
    return make_error(ErrorCode::malformed,
                      "not valid JSON near byte " + std::to_string(read) + ": " + failure.message());
  }
  return parser.release();
}

std::string member_text(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(std::string_view(value->get_string()))
                                                : std::string();
}

namespace json_detail {
namespace {

std::string_view kind_name(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return "null";
    case json::kind::bool_:
      return "a boolean";
    case json::kind::int64:
    case json::kind::uint64:
      return "an integer";
    case json::kind::double_:
      return "a fraction";
    case json::kind::string:
      return "a string";
    case json::kind::array:
      return "an array";
    case json::kind::object:
      return "an object";
  }
  return "something else";
}

Error unknown_key(std::string_view key) {
  return make_error(ErrorCode::invalid_argument, "there is no such field", std::string(key));
}

Result<void> check_known(const json::object& object, std::span<const FieldForm> fields) {
  for (const auto& [key, element] : object) {
    const std::string_view name = key;
    const auto is_this = [name](const FieldForm& field) { return field.name == name; };
    if (std::none_of(fields.begin(), fields.end(), is_this)) return unknown_key(name);
  }
  return {};
}

}  // namespace

Result<void> read_fields(const json::value& source, void* target, std::span<const FieldForm> fields,
                         Strictness strictness) {
  if (!source.is_object()) return wrong_type("an object", source);
  const auto& object = source.get_object();
  std::size_t matched = 0;
  for (const auto& field : fields) {
    const auto* found = object.if_contains(field.name);
    if (found != nullptr) ++matched;
    if (found == nullptr || (found->is_null() && !field.form->takes_null)) {
      // A lenient reader meets an older peer: a field that the peer does not know keeps its default.
      if (!field.form->may_lack && strictness == Strictness::strict) return missing_key(field.name);
      continue;
    }
    auto* const place = static_cast<char*>(target) + field.offset;
    if (auto read = field.form->read(*found, place, strictness); !read)
      return within(field.name, read.error());
  }
  if (strictness == Strictness::strict && matched != object.size()) return check_known(object, fields);
  return {};
}

json::value write_fields(const void* source, std::span<const FieldForm> fields, Reveal reveal) {
  json::object object;
  for (const auto& field : fields) {
    if (field.privacy == Privacy::secret && reveal != Reveal::all) continue;
    if (field.privacy == Privacy::personal && reveal == Reveal::open_only) continue;
    const auto* const place = static_cast<const char*>(source) + field.offset;
    if (field.form->is_absent(place)) continue;
    object[field.name] = field.form->write(place, reveal);
  }
  return object;
}

Error wrong_type(std::string_view expected, const json::value& got) {
  return make_error(ErrorCode::invalid_argument,
                    "expected " + std::string(expected) + ", got " + std::string(kind_name(got)));
}

Error missing_key(std::string_view key) {
  return make_error(ErrorCode::invalid_argument, "is required", std::string(key));
}

Error unknown_name(std::string_view got, std::string_view type, std::string_view known) {
  return make_error(ErrorCode::invalid_argument, "\"" + std::string(cut_utf8(got, 60)) + "\" is not a " +
                                                     std::string(type) +
                                                     "; known are: " + std::string(known));
}

Result<std::int64_t> read_integer(const json::value& source, std::int64_t lowest, std::int64_t highest) {
  boost::system::error_code failure;
  const auto number = source.is_double() ? (failure = json::error::not_exact, std::int64_t{})
                                         : source.to_number<std::int64_t>(failure);
  if (!source.is_number() || source.is_double()) return wrong_type("an integer", source);
  if (failure || number < lowest || number > highest) {
    return make_error(ErrorCode::invalid_argument, "the number is out of range (" + std::to_string(lowest) +
                                                       " to " + std::to_string(highest) + ")");
  }
  return number;
}

Result<std::string> read_string(const json::value& source) {
  if (!source.is_string()) return wrong_type("a string", source);
  return std::string(std::string_view(source.get_string()));
}

Result<bool> read_bool(const json::value& source) {
  if (!source.is_bool()) return wrong_type("true or false", source);
  return source.get_bool();
}

Result<Money> read_money(const json::value& source, Strictness strictness) {
  if (!source.is_object()) return wrong_type("an object with amount and currency", source);
  const auto& object = source.get_object();
  const auto* amount = object.if_contains("amount");
  const auto* currency = object.if_contains("currency");
  if (amount == nullptr) return missing_key("amount");
  if (currency == nullptr) return missing_key("currency");
  if (!amount->is_string()) return within("amount", wrong_type("a string", *amount));
  if (!currency->is_string()) return within("currency", wrong_type("a string", *currency));
  if (strictness == Strictness::strict && object.size() != 2) {
    for (const auto& [key, value] : object) {
      if (key != "amount" && key != "currency") return unknown_key(key);
    }
  }
  return Money::parse(amount->get_string(), currency->get_string());
}

Result<Timestamp> read_timestamp(const json::value& source) {
  if (!source.is_string()) return wrong_type("a time as text", source);
  return parse_time(source.get_string());
}

json::value write_money(const Money& money) {
  return json::object{{"amount", money.amount_text()}, {"currency", money.currency.code()}};
}

}  // namespace json_detail
}  // namespace sellerd
