// Items of the seller's own books, and the marketplace listings that point at them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/fields.h"
#include "common/money.h"
#include "common/time_text.h"

namespace sellerd {

// A listing as the marketplace describes it. Its key is (integration, sku).
struct Listing {
  std::uint32_t integration = 0;
  std::string sku;
  std::string listing_id;
  std::string asin;
  std::string title;
  std::string fulfilled_by;
  std::string channel_status;
  std::optional<std::int64_t> quantity;
  std::optional<Money> price;
  Timestamp first_seen{};
  Timestamp last_seen{};
  std::string opened;

  static constexpr std::string_view kTypeName = "Listing";
  static constexpr auto fields() {
    using Self = Listing;
    return std::tuple{
        SELLERD_FIELD(integration, "Number of the integration it belongs to."),
        SELLERD_FIELD(sku, "The seller's SKU, byte for byte as the marketplace holds it.", .column = true),
        SELLERD_FIELD(listing_id, "The marketplace's listing id."),
        SELLERD_FIELD(asin, "The marketplace's catalogue id.", .column = true),
        SELLERD_FIELD(title, "Title.", .column = true),
        SELLERD_FIELD(fulfilled_by, "MERCHANT or AMAZON.", .column = true),
        SELLERD_FIELD(channel_status, "Active, Inactive, Incomplete, in the marketplace's word.",
                      .column = true),
        SELLERD_FIELD(quantity, "The quantity the marketplace shows; absent where it keeps the stock itself.",
                      .column = true),
        SELLERD_FIELD(price, "The listed price.", .column = true),
        SELLERD_FIELD(first_seen, "When we first saw it."),
        SELLERD_FIELD(last_seen, "When a run last saw it."),
        SELLERD_FIELD(opened,
                      "The marketplace's day on which it was opened, such as 2019-05-08; empty where that "
                      "cannot be told.",
                      .since = 2),
    };
  }
  friend bool operator==(const Listing& left, const Listing& right) { return same_fields(left, right); }
};

}  // namespace sellerd
