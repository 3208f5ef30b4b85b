// Who bought and where it goes. Held only when the preference says so, only sealed, and only until 30 days
// after delivery; shown by one method of its own access level.
#pragma once

#include <string>
#include <vector>

#include "common/fields.h"

namespace sellerd {

struct GiftMessage {
  std::string line_id;
  std::string text;

  static constexpr std::string_view kTypeName = "GiftMessage";
  static constexpr auto fields() {
    using Self = GiftMessage;
    return Fields{
        SELLERD_FIELD(line_id, "The line it goes with.", .since = 2, .column = true),
        SELLERD_FIELD(text, "What the buyer wrote.", .since = 2, .privacy = Privacy::personal,
                      .column = true),
    };
  }
  friend bool operator==(const GiftMessage& left, const GiftMessage& right) {
    return same_fields(left, right);
  }
};

// Every field may be empty: the marketplace shows what the account's roles and the order's state allow.
struct PersonalData {
  std::string buyer_name;
  std::string buyer_email;
  std::string recipient_name;
  std::string address_line_1;
  std::string address_line_2;
  std::string address_line_3;
  std::string postal_code;
  std::string phone;
  std::vector<GiftMessage> gifts;

  static constexpr std::string_view kTypeName = "PersonalData";
  static constexpr auto fields() {
    using Self = PersonalData;
    constexpr auto kPrivacy = Privacy::personal;
    return Fields{
        SELLERD_FIELD(buyer_name, "The buyer's name.", .since = 2, .privacy = kPrivacy),
        SELLERD_FIELD(buyer_email, "The marketplace's relay address of the buyer.", .since = 2,
                      .privacy = kPrivacy),
        SELLERD_FIELD(recipient_name, "Name on the parcel.", .since = 2, .privacy = kPrivacy),
        SELLERD_FIELD(address_line_1, "First line of the street address.", .since = 2, .privacy = kPrivacy),
        SELLERD_FIELD(address_line_2, "Second line.", .since = 2, .privacy = kPrivacy),
        SELLERD_FIELD(address_line_3, "Third line.", .since = 2, .privacy = kPrivacy),
        SELLERD_FIELD(postal_code, "PIN code.", .since = 2, .privacy = kPrivacy),
        SELLERD_FIELD(phone, "The recipient's phone.", .since = 2, .privacy = kPrivacy),
        SELLERD_FIELD(gifts, "Gift messages by line.", .since = 2, .privacy = kPrivacy),
    };
  }
  friend bool operator==(const PersonalData& left, const PersonalData& right) {
    return same_fields(left, right);
  }
};

}  // namespace sellerd
