// JSON text of records, derived from their field tables.
// An absent optional is left out when written and accepted as missing or null when read. Money is
// {"amount":"561.90","currency":"INR"}, time is RFC 3339 text, an enum is its name.
#pragma once

#include <array>
#include <boost/json.hpp>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "common/error.h"
#include "common/fields.h"
#include "common/money.h"
#include "common/time_text.h"

namespace sellerd {

namespace json = boost::json;

enum class Strictness {
  strict,   // an unknown key is an error: for requests and configuration
  lenient,  // unknown keys are passed over: for replies of a newer daemon
};

// Which fields leave the program. Everything that is logged or shown uses open_only.
enum class Reveal { open_only, personal, all };

// Parses one JSON document. Error: malformed, with the position.
Result<json::value> parse_json(std::string_view text, json::storage_ptr storage = {});

// The member's text; empty when it is absent or no text. For messages, where a wrong kind is no error.
std::string member_text(const json::object& object, std::string_view key);

namespace json_detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;

// How values of one type are read and written, wherever they stand.
struct Form {
  Result<void> (*read)(const json::value& source, void* target, Strictness strictness);
  json::value (*write)(const void* source, Reveal reveal);
  bool (*is_absent)(const void* source);  // then it is not written
  bool may_lack;                          // in what is read
  bool takes_null;
};

// One field of a record, whose table is walked at run time: the code for each record would be most of what is
// compiled.
struct FieldForm {
  std::string_view name;
  Privacy privacy;
  std::size_t offset;  // in bytes from the record's beginning
  const Form* form;
};

template <Record T>
std::span<const FieldForm> field_forms();

Result<void> read_fields(const json::value& source, void* target, std::span<const FieldForm> fields,
                         Strictness strictness);
json::value write_fields(const void* source, std::span<const FieldForm> fields, Reveal reveal);

Error wrong_type(std::string_view expected, const json::value& got);
Error missing_key(std::string_view key);
Error unknown_name(std::string_view got, std::string_view type, std::string_view known);
Result<std::int64_t> read_integer(const json::value& source, std::int64_t lowest, std::int64_t highest);
Result<std::string> read_string(const json::value& source);
Result<bool> read_bool(const json::value& source);
Result<Money> read_money(const json::value& source, Strictness strictness);
Result<Timestamp> read_timestamp(const json::value& source);
json::value write_money(const Money& money);

template <class E>
std::string known_names() {
  std::string names;
  for (const auto& [value, name] : EnumTable<E>::kNames)
    names += (names.empty() ? "" : ", ") + std::string(name);
  return names;
}

}  // namespace json_detail

template <class T>
Result<T> from_json(const json::value& source, Strictness strictness);

template <class T>
Result<void> read_json(const json::value& source, T& target, Strictness strictness) {
  using namespace json_detail;
  const auto assign = [&target](auto result) -> Result<void> {
    if (!result) return result.error();
    target = static_cast<T>(std::move(*result));
    return {};
  };
  if constexpr (std::is_same_v<T, json::value>) {
    target = source;
    return {};
  } else if constexpr (std::is_same_v<T, bool>) {
    return assign(read_bool(source));
  } else if constexpr (std::is_same_v<T, std::string>) {
    return assign(read_string(source));
  } else if constexpr (std::is_same_v<T, Money>) {
    return assign(read_money(source, strictness));
  } else if constexpr (std::is_same_v<T, Timestamp>) {
    return assign(read_timestamp(source));
  } else if constexpr (std::is_integral_v<T>) {
    constexpr bool wide_unsigned = std::is_unsigned_v<T> && sizeof(T) == 8;
    constexpr std::int64_t highest = wide_unsigned ? std::numeric_limits<std::int64_t>::max()
                                                   : static_cast<std::int64_t>(std::numeric_limits<T>::max());
    return assign(read_integer(source, static_cast<std::int64_t>(std::numeric_limits<T>::min()), highest));
  } else if constexpr (NamedEnum<T>) {
    const auto name = read_string(source);
    if (!name) return name.error();
    const auto value = enum_value<T>(*name);
    if (!value) return unknown_name(*name, EnumTable<T>::kTypeName, known_names<T>());
    target = *value;
    return {};
  } else if constexpr (is_optional<T>) {
    if (source.is_null()) {
      target.reset();
      return {};
    }
    return read_json(source, target.emplace(), strictness);
  } else if constexpr (is_vector<T>) {
    if (!source.is_array()) return wrong_type("an array", source);
    target.clear();
    for (const auto& element : source.get_array()) {
      if (auto read = read_json(element, target.emplace_back(), strictness); !read) {
        return within("[" + std::to_string(target.size() - 1) + "]", read.error());
      }
    }
    return {};
  } else if constexpr (is_map<T>) {
    if (!source.is_object()) return wrong_type("an object", source);
    target.clear();
    for (const auto& [key, element] : source.get_object()) {
      if (auto read = read_json(element, target[std::string(key)], strictness); !read) {
        return within(std::string(key), read.error());
      }
    }
    return {};
  } else {
    static_assert(Record<T>, "this type has no JSON form");
    return read_fields(source, &target, field_forms<T>(), strictness);
  }
}

template <class T>
Result<T> from_json(const json::value& source, Strictness strictness) {
  T target{};
  if (auto read = read_json(source, target, strictness); !read) return read.error();
  return target;
}

template <class T>
json::value to_json(const T& source, Reveal reveal = Reveal::open_only) {
  using namespace json_detail;
  if constexpr (std::is_same_v<T, json::value>) {
    return source;
  } else if constexpr (std::is_same_v<T, bool>) {
    return json::value(source);
  } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>) {
    return json::value(json::string_view(source));
  } else if constexpr (std::is_same_v<T, Money>) {
    return write_money(source);
  } else if constexpr (std::is_same_v<T, Timestamp>) {
    return json::value(json::string_view(format_time(source)));
  } else if constexpr (std::is_integral_v<T>) {
    return json::value(static_cast<std::int64_t>(source));
  } else if constexpr (NamedEnum<T>) {
    return json::value(json::string_view(enum_name(source)));
  } else if constexpr (is_optional<T>) {
    return source ? to_json(*source, reveal) : json::value(nullptr);
  } else if constexpr (is_vector<T>) {
    json::array array;
    array.reserve(source.size());
    for (const auto& element : source) array.push_back(to_json(element, reveal));
    return array;
  } else if constexpr (is_map<T>) {
    json::object object;
    for (const auto& [key, element] : source) object[key] = to_json(element, reveal);
    return object;
  } else {
    static_assert(Record<T>, "this type has no JSON form");
    return write_fields(&source, field_forms<T>(), reveal);
  }
}

namespace json_detail {

template <class T>
inline constexpr Form kForm{
    .read = [](const json::value& source, void* target,
               Strictness strictness) { return read_json(source, *static_cast<T*>(target), strictness); },
    .write = [](const void* source,
                Reveal reveal) { return to_json(*static_cast<const T*>(source), reveal); },
    .is_absent =
        []([[maybe_unused]] const void* source) {
          if constexpr (is_optional<T>) return !*static_cast<const T*>(source);
          return false;
        },
    .may_lack = is_optional<T> || is_vector<T> || is_map<T> || std::is_same_v<T, bool>,
    .takes_null = std::is_same_v<T, json::value>,
};

template <Record T>
std::span<const FieldForm> field_forms() {
  static const auto forms = [] {
    [[maybe_unused]] const T record{};
    const auto form = [&record](const auto& field) {
      using Value = typename std::decay_t<decltype(field)>::Value;
      const auto* begin = reinterpret_cast<const char*>(std::addressof(record));
      const auto* place = reinterpret_cast<const char*>(std::addressof(record.*field.member));
      return FieldForm{field.name, field.traits.privacy, static_cast<std::size_t>(place - begin),
                       &kForm<Value>};
    };
    return T::fields().apply(
        [&form](const auto&... field) { return std::array<FieldForm, sizeof...(field)>{form(field)...}; });
  }();
  return forms;
}

}  // namespace json_detail
}  // namespace sellerd
