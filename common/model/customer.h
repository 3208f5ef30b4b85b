// Who the seller sells to, as far as the books need it: for GST, and to see what came through which channel.
// No name, address or e-mail is here (common/model/personal.h has them, where they are held at all).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/fields.h"
#include "common/time_text.h"

namespace sellerd {

// What GST makes of a customer.
enum class GstTreatment {
  consumer,              // a person in India, not registered
  business_gst,          // registered; the GSTIN is known and its check character right
  business_none,         // bought as a business; no GSTIN is known
  business_composition,  // registered under the composition scheme; only said by hand
  business_sez,          // in a special economic zone: always IGST; only said by hand
  overseas,              // outside India
  unresolved,            // where the goods go is not known
};

template <>
struct EnumTable<GstTreatment> {
  static constexpr std::string_view kTypeName = "GstTreatment";
  static constexpr std::array kNames = {
      std::pair{GstTreatment::consumer, std::string_view("consumer")},
      std::pair{GstTreatment::business_gst, std::string_view("business_gst")},
      std::pair{GstTreatment::business_none, std::string_view("business_none")},
      std::pair{GstTreatment::business_composition, std::string_view("business_composition")},
      std::pair{GstTreatment::business_sez, std::string_view("business_sez")},
      std::pair{GstTreatment::overseas, std::string_view("overseas")},
      std::pair{GstTreatment::unresolved, std::string_view("unresolved")},
  };
};

// How many orders came through one integration.
struct CustomerChannel {
  std::uint32_t integration = 0;
  std::int64_t orders = 0;

  static constexpr std::string_view kTypeName = "CustomerChannel";
  static constexpr auto fields() {
    using Self = CustomerChannel;
    return Fields{
        SELLERD_FIELD(integration, "Number of the integration.", .since = 3),
        SELLERD_FIELD(orders, "Orders that came through it.", .since = 3),
    };
  }
  friend bool operator==(const CustomerChannel& left, const CustomerChannel& right) {
    return same_fields(left, right);
  }
};

struct Customer {
  std::string key;
  GstTreatment treatment = GstTreatment::unresolved;
  bool treatment_said = false;
  std::string place;
  std::string gstin;
  std::vector<CustomerChannel> channels;
  Timestamp first_order{};
  Timestamp last_order{};

  static constexpr std::string_view kTypeName = "Customer";
  static constexpr auto fields() {
    using Self = Customer;
    return Fields{
        SELLERD_FIELD(key,
                      "buyer-NUMBER: one buyer; gstin-GSTIN: one business; consumer-STATE, business-STATE, "
                      "overseas, unresolved: everybody of whom no more is held.",
                      .since = 3, .column = true),
        SELLERD_FIELD(treatment, "What GST makes of it.", .since = 3, .column = true),
        SELLERD_FIELD(treatment_said, "Whether a person has said so.", .since = 3),
        SELLERD_FIELD(place, "GST code of the state where its newest order is taxed; may be empty.",
                      .since = 3, .column = true),
        SELLERD_FIELD(gstin, "Its GSTIN, where a tax report has said it.", .since = 3, .column = true),
        SELLERD_FIELD(channels, "Where its orders came from.", .since = 3),
        SELLERD_FIELD(first_order, "When the oldest of its orders was placed.", .since = 3),
        SELLERD_FIELD(last_order, "When the newest of its orders was placed.", .since = 3, .column = true),
    };
  }
  friend bool operator==(const Customer& left, const Customer& right) { return same_fields(left, right); }
};

// What the marketplace's tax report says of the buyer of an order.
struct BuyerGstin {
  std::string gstin;

  static constexpr std::string_view kTypeName = "BuyerGstin";
  static constexpr auto fields() {
    using Self = BuyerGstin;
    return Fields{SELLERD_FIELD(gstin, "The buyer's GSTIN, as the report has it.", .since = 3)};
  }
};

// By which a buyer is known again while personal data may be held.
struct BuyerKey {
  std::uint64_t number = 0;
  Timestamp bucket{};

  static constexpr std::string_view kTypeName = "BuyerKey";
  static constexpr auto fields() {
    using Self = BuyerKey;
    return Fields{
        SELLERD_FIELD(number, "Of the customer buyer-NUMBER.", .since = 3),
        SELLERD_FIELD(bucket, "Start of the UTC day with which it ends, as that of personal data.",
                      .since = 3),
    };
  }
};

}  // namespace sellerd
