// What a person has changed of an order. The marketplace's own facts stay as they are beside it, so it
// outlasts every sync and can be taken back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/fields.h"
#include "common/time_text.h"

namespace sellerd {

// A line's tax is this rate of its amounts without tax, instead of what the marketplace sent.
struct LineRate {
  std::string line_id;
  std::string sku;
  std::int64_t rate = 0;

  static constexpr std::string_view kTypeName = "LineRate";
  static constexpr auto fields() {
    using Self = LineRate;
    return Fields{
        SELLERD_FIELD(line_id, "The marketplace's id of the line.", .since = 3),
        SELLERD_FIELD(sku, "Its SKU, by which it is found where a report numbers the lines anew.",
                      .since = 3),
        SELLERD_FIELD(rate, "In hundredths of a percent.", .since = 3),
    };
  }
  friend bool operator==(const LineRate& left, const LineRate& right) { return same_fields(left, right); }
};

struct OrderEdit {
  std::vector<LineRate> rates;
  std::string note;
  std::string author;
  Timestamp when{};

  static constexpr std::string_view kTypeName = "OrderEdit";
  static constexpr auto fields() {
    using Self = OrderEdit;
    return Fields{
        SELLERD_FIELD(rates, "Lines under a rate; the others keep the amounts that were sent.", .since = 3),
        SELLERD_FIELD(note, "A note of the seller's; may be empty.", .since = 3),
        SELLERD_FIELD(author, "The user who changed it last.", .since = 3),
        SELLERD_FIELD(when, "When.", .since = 3),
    };
  }
  friend bool operator==(const OrderEdit& left, const OrderEdit& right) { return same_fields(left, right); }
};

}  // namespace sellerd
