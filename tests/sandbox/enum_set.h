// A set of the values of an enumeration whose values are single bits: what includedData asks for.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "tests/sandbox/parameter_checks.h"

namespace sellerd::sandbox {

template <class Enum>
class EnumSet {
 public:
  void add(Enum value) { bits_ |= static_cast<std::uint32_t>(value); }
  bool has(Enum value) const { return (bits_ & static_cast<std::uint32_t>(value)) != 0; }

 private:
  std::uint32_t bits_ = 0;
};

template <class Enum>
struct EnumName {
  std::string_view name;
  Enum value;
};

// The values that a list parameter names; `absent` when it is not given.
template <class Enum>
Result<EnumSet<Enum>> read_enum_set(const Parameters& parameters, std::string_view parameter,
                                    std::span<const EnumName<Enum>> names, EnumSet<Enum> absent = {}) {
  const auto* text = find_parameter(parameters, parameter);
  if (text == nullptr) return absent;
  EnumSet<Enum> set;
  for (const std::string_view name : split_list(*text)) {
    const auto found = std::ranges::find(names, name, &EnumName<Enum>::name);
    if (found == names.end())
      return invalid(parameter, "\"" + std::string(name) + "\" is not one of its values");
    set.add(found->value);
  }
  return set;
}

}  // namespace sellerd::sandbox
