// A connected account of a marketplace, and the credentials that open it.
#pragma once

#include <cstdint>
#include <string>

#include "common/fields.h"
#include "common/time_text.h"

namespace sellerd {

enum class IntegrationState {
  active,
  inactive,       // disabled by the user: nothing runs, everything stays
  needs_reauth,   // the marketplace refuses the credentials: nothing runs until a person renews them
  disconnecting,  // being removed; a removal that was cut short goes on at the next start
};

template <>
struct EnumTable<IntegrationState> {
  static constexpr std::string_view kTypeName = "IntegrationState";
  static constexpr std::array kNames = {
      std::pair{IntegrationState::active, std::string_view("active")},
      std::pair{IntegrationState::inactive, std::string_view("inactive")},
      std::pair{IntegrationState::needs_reauth, std::string_view("needs_reauth")},
      std::pair{IntegrationState::disconnecting, std::string_view("disconnecting")},
  };
};

struct Integration {
  std::uint32_t number = 0;
  std::string name;
  std::string channel;
  std::string marketplace_id;
  std::string seller_id;
  std::string store_name;
  std::string currency;
  std::string endpoint;
  std::string token_endpoint;
  IntegrationState state = IntegrationState::active;
  std::string state_reason;
  Timestamp connected{};
  bool erase_books = false;
  Timestamp secret_since{};

  static constexpr std::string_view kTypeName = "Integration";
  static constexpr auto fields() {
    using Self = Integration;
    return Fields{
        SELLERD_FIELD(number, "Its number in every key; never used again after a disconnect."),
        SELLERD_FIELD(name, "The name commands use.", .column = true),
        SELLERD_FIELD(channel, "The marketplace, such as amazon-in.", .column = true),
        SELLERD_FIELD(marketplace_id, "The marketplace's own id."),
        SELLERD_FIELD(seller_id, "The seller's id there.", .column = true),
        SELLERD_FIELD(store_name, "The store's name, as the marketplace says it.", .column = true),
        SELLERD_FIELD(currency, "ISO 4217 code of the account."),
        SELLERD_FIELD(endpoint, "Where its API is called."),
        SELLERD_FIELD(token_endpoint, "Where its access tokens come from."),
        SELLERD_FIELD(state, "active, inactive, needs_reauth or disconnecting.", .column = true),
        SELLERD_FIELD(state_reason, "Why it is not active; empty when it is."),
        SELLERD_FIELD(connected, "When it was connected."),
        SELLERD_FIELD(erase_books, "While disconnecting: whether its orders and listings go too."),
        SELLERD_FIELD(secret_since,
                      "When the client secret that is held was first given; 1970 where an older version "
                      "stored it.",
                      .since = 4),
    };
  }
  friend bool operator==(const Integration& left, const Integration& right) {
    return same_fields(left, right);
  }
};

// Login with Amazon credentials of a self-authorised application. Sealed before it is stored.
struct Credentials {
  std::string client_id;
  std::string client_secret;
  std::string refresh_token;

  static constexpr std::string_view kTypeName = "Credentials";
  static constexpr auto fields() {
    using Self = Credentials;
    return Fields{
        SELLERD_FIELD(client_id, "LWA client id of the application.", .privacy = Privacy::secret),
        SELLERD_FIELD(client_secret, "LWA client secret.", .privacy = Privacy::secret),
        SELLERD_FIELD(refresh_token, "LWA refresh token of the seller's authorisation.",
                      .privacy = Privacy::secret),
    };
  }
};

}  // namespace sellerd
