// The field table: the one statement of a record's shape. JSON (common/json.h), Varlink interface text
// (common/varlink/idl.h), stored records (daemon/store/records.h), command-line options and default tables
// (ctl/) all derive from it.
//
// A record is a plain struct with two static members:
//   static constexpr std::string_view kTypeName = "Order";
//   static constexpr auto fields() {
//     using Self = Order;
//     return Fields{SELLERD_FIELD(order_id, "The marketplace's id.", .column = true), ...};
//   }
// Fields may be appended with a higher `since`, never removed or reordered: the table's order is the stored
// order.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace sellerd {

// The version of every stored record written by this program. A field with a higher `since` than the version
// a record was written with keeps its default when that record is read.
inline constexpr int kRecordVersion = 4;

enum class Privacy {
  open,
  personal,  // names a person or leads to one: only in sealed storage, never in logs, history or errors
  secret,    // opens an account: sealed, and shown to nobody
};

struct FieldTraits {
  int since = 1;
  Privacy privacy = Privacy::open;
  bool positional = false;  // a request's field that is given without an option name on the command line
  bool column = false;      // a reply's field that the default table shows
};

template <class RecordType, class ValueType>
struct Field {
  using Record = RecordType;
  using Value = ValueType;
  std::string_view name;
  ValueType RecordType::* member;
  std::string_view doc;
  FieldTraits traits;
};

template <class Record, class Value>
constexpr Field<Record, Value> make_field(std::string_view name, Value Record::* member, std::string_view doc,
                                          FieldTraits traits = {}) {
  return {name, member, doc, traits};
}

// Needs `using Self = TheRecord;` in scope. The macro exists so that the name is written once.
#define SELLERD_FIELD(member, doc, ...) \
  ::sellerd::make_field(#member, &Self::member, doc, ::sellerd::FieldTraits{__VA_ARGS__})

// A record's fields, in table order. std::tuple would do; but what it checks of its parts made a good part of
// the time of each compilation.
template <class... Types>
class Fields {
 public:
  constexpr Fields(const Types&... fields) : slots_{{fields}...} {}

  // visit(field...), with all of them.
  template <class Visitor>
  constexpr decltype(auto) apply(Visitor&& visit) const {
    return slots_.apply(visit);
  }

 private:
  template <std::size_t, class Type>
  struct Slot {
    Type field;
  };
  template <class>
  struct Slots;
  template <std::size_t... Places>
  struct Slots<std::index_sequence<Places...>> : Slot<Places, Types>... {
    template <class Visitor>
    constexpr decltype(auto) apply(Visitor&& visit) const {
      return visit(static_cast<const Slot<Places, Types>&>(*this).field...);
    }
  };

  Slots<std::index_sequence_for<Types...>> slots_;
};

// The fields of both, those of the left first.
template <class... Left, class... Right>
constexpr auto joined(const Fields<Left...>& left, const Fields<Right...>& right) {
  return left.apply([&right](const auto&... before) {
    return right.apply([&](const auto&... after) { return Fields{before..., after...}; });
  });
}

template <class T>
concept Record = requires {
  T::fields();
  { T::kTypeName } -> std::convertible_to<std::string_view>;
};

// Calls visit(field) for every field, in table order.
template <Record T, class Visitor>
constexpr void for_each_field(Visitor&& visit) {
  T::fields().apply([&](const auto&... field) { (visit(field), ...); });
}

// An enum takes part by specialising this with kTypeName and kNames, one {value, "name"} per enumerator.
template <class E>
struct EnumTable;

template <class E>
concept NamedEnum = std::is_enum_v<E> && requires { EnumTable<E>::kNames; };

template <NamedEnum E>
constexpr std::string_view enum_name(E value) {
  for (const auto& [candidate, name] : EnumTable<E>::kNames) {
    if (candidate == value) return name;
  }
  return {};
}

template <NamedEnum E>
constexpr std::optional<E> enum_value(std::string_view name) {
  for (const auto& [candidate, candidate_name] : EnumTable<E>::kNames) {
    if (candidate_name == name) return candidate;
  }
  return std::nullopt;
}

// Comparison of two records, field by field.
template <Record T>
constexpr bool same_fields(const T& left, const T& right) {
  return T::fields().apply(
      [&](const auto&... field) { return ((left.*field.member == right.*field.member) && ...); });
}

}  // namespace sellerd
