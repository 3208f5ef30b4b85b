// Where a sale is taxed: the place of supply of an order.
#pragma once

#include <string>

#include "common/fields.h"

namespace sellerd {

enum class PlaceSource {
  none,         // not looked at: the order was stored by a version that did not
  state,        // the address names the state
  postal_code,  // the state's name is missing or not understood; the PIN code lies in one state alone
  country,      // outside India
  hand,         // somebody said so
  unresolved,   // neither says it; the reason tells why
};

template <>
struct EnumTable<PlaceSource> {
  static constexpr std::string_view kTypeName = "PlaceSource";
  static constexpr std::array kNames = {
      std::pair{PlaceSource::none, std::string_view("none")},
      std::pair{PlaceSource::state, std::string_view("state")},
      std::pair{PlaceSource::postal_code, std::string_view("postal_code")},
      std::pair{PlaceSource::country, std::string_view("country")},
      std::pair{PlaceSource::hand, std::string_view("hand")},
      std::pair{PlaceSource::unresolved, std::string_view("unresolved")},
  };
};

// What is kept of the address for the tax. The PIN code itself is personal data and never here.
struct PlaceOfSupply {
  std::string code;
  PlaceSource found_by = PlaceSource::none;
  std::string postal_code_says;
  std::string reason;

  static constexpr std::string_view kTypeName = "PlaceOfSupply";
  static constexpr auto fields() {
    using Self = PlaceOfSupply;
    return Fields{
        SELLERD_FIELD(code, "GST state code of two digits, 96 outside India; empty while unresolved.",
                      .since = 3),
        SELLERD_FIELD(found_by, "What it follows from: state, postal_code, country, hand, unresolved, none.",
                      .since = 3),
        SELLERD_FIELD(
            postal_code_says,
            "The code of the state that the PIN code lies in, where that is another one: a warning; "
            "the state's name counts.",
            .since = 3),
        SELLERD_FIELD(reason, "Why it is unresolved; empty otherwise.", .since = 3),
    };
  }
  friend bool operator==(const PlaceOfSupply& left, const PlaceOfSupply& right) {
    return same_fields(left, right);
  }
};

}  // namespace sellerd
