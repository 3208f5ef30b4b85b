// A record's declaration as a value. Field tables are compile-time; the command line and the default views
// walk shapes instead, so that a template is instantiated for the description only, and not for each thing
// done with it.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "common/fields.h"
#include "common/json.h"

namespace sellerd::ctl {

enum class Kind { text, boolean, integer, time, money, name, record, list, map, any };

struct FieldShape;

struct Shape {
  Kind kind = Kind::any;
  bool optional = false;
  std::int64_t lowest = 0;              // of integers
  std::int64_t highest = 0;             // of integers
  std::vector<std::string_view> names;  // of enums
  std::vector<FieldShape> fields;       // of records, in table order
  std::vector<Shape> element;           // of lists and maps: one
};

struct FieldShape {
  std::string_view name;
  std::string_view doc;
  FieldTraits traits;
  Shape shape;
};

template <class T>
Shape shape_of();

// The one field of a reply that has no other and is a record: lists show that record, `--json` prints it
// bare. Null when the reply is itself the record to show.
inline const FieldShape* sole_record(const Shape& reply) {
  const bool sole = reply.fields.size() == 1 && reply.fields.front().shape.kind == Kind::record;
  return sole ? &reply.fields.front() : nullptr;
}

// ---------------------------------------------------------------------------------------------------------------

template <Record T>
Shape record_shape() {
  Shape shape{.kind = Kind::record};
  for_each_field<T>([&shape](const auto& field) {
    using Value = typename std::decay_t<decltype(field)>::Value;
    shape.fields.push_back({field.name, field.doc, field.traits, shape_of<Value>()});
  });
  return shape;
}

template <std::integral T>
Shape integer_shape() {
  using Limits = std::numeric_limits<T>;
  constexpr bool beyond = std::cmp_greater(Limits::max(), std::numeric_limits<std::int64_t>::max());
  return {.kind = Kind::integer,
          .lowest = static_cast<std::int64_t>(Limits::min()),
          .highest =
              beyond ? std::numeric_limits<std::int64_t>::max() : static_cast<std::int64_t>(Limits::max())};
}

template <NamedEnum T>
Shape name_shape() {
  Shape shape{.kind = Kind::name};
  for (const auto& [value, name] : EnumTable<T>::kNames) shape.names.push_back(name);
  return shape;
}

template <class T>
Shape shape_of() {
  using namespace json_detail;
  if constexpr (std::is_same_v<T, json::value>) {
    return {};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {.kind = Kind::boolean};
  } else if constexpr (std::is_same_v<T, std::string>) {
    return {.kind = Kind::text};
  } else if constexpr (std::is_same_v<T, Money>) {
    return {.kind = Kind::money};
  } else if constexpr (std::is_same_v<T, Timestamp>) {
    return {.kind = Kind::time};
  } else if constexpr (std::is_integral_v<T>) {
    return integer_shape<T>();
  } else if constexpr (NamedEnum<T>) {
    return name_shape<T>();
  } else if constexpr (is_optional<T>) {
    Shape shape = shape_of<typename T::value_type>();
    shape.optional = true;
    return shape;
  } else if constexpr (is_vector<T>) {
    return {.kind = Kind::list, .element = {shape_of<typename T::value_type>()}};
  } else if constexpr (is_map<T>) {
    return {.kind = Kind::map, .element = {shape_of<typename T::mapped_type>()}};
  } else {
    return record_shape<T>();
  }
}

}  // namespace sellerd::ctl
