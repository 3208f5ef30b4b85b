// Amazon's marketplaces and where their API is served. Source: Amazon's documentation, pages
// "sp-api-endpoints" and "marketplace-ids" (developer-docs.amazon.com). Currency and store name are asked of
// Amazon, not kept here.
#pragma once

#include <array>
#include <chrono>
#include <string_view>

namespace sellerd::amazon {

struct Marketplace {
  std::string_view channel;    // our name of it
  std::string_view id;         // Amazon's marketplaceId
  std::string_view country;    // ISO 3166
  std::string_view title;      // for people
  std::string_view endpoint;   // host of its region, as a URL
  std::string_view time_zone;  // IANA name; for days of business, never for API times
};

inline constexpr std::string_view kTokenEndpoint = "https://api.amazon.com/auth/o2/token";

// Amazon refuses a client secret that was not replaced for so long (SP-API documentation, "Rotating your
// application credentials").
inline constexpr std::chrono::days kSecretLife{180};

namespace endpoints {
inline constexpr std::string_view kNorthAmerica = "https://sellingpartnerapi-na.amazon.com";
inline constexpr std::string_view kEurope = "https://sellingpartnerapi-eu.amazon.com";  // serves India too
inline constexpr std::string_view kFarEast = "https://sellingpartnerapi-fe.amazon.com";
}  // namespace endpoints

// clang-format off
inline constexpr std::array kMarketplaces = {
    Marketplace{"amazon-in", "A21TJRUUN4KGV",  "IN", "Amazon.in",     endpoints::kEurope,       "Asia/Kolkata"},
    Marketplace{"amazon-ae", "A2VIGQ35RCS4UG", "AE", "Amazon.ae",     endpoints::kEurope,       "Asia/Dubai"},
    Marketplace{"amazon-au", "A39IBJ37TRP1C6", "AU", "Amazon.com.au", endpoints::kFarEast,      "Australia/Sydney"},
    Marketplace{"amazon-be", "AMEN7PMS3EDWL",  "BE", "Amazon.com.be", endpoints::kEurope,       "Europe/Brussels"},
    Marketplace{"amazon-br", "A2Q3Y263D00KWC", "BR", "Amazon.com.br", endpoints::kNorthAmerica, "America/Sao_Paulo"},
    Marketplace{"amazon-ca", "A2EUQ1WTGCTBG2", "CA", "Amazon.ca",     endpoints::kNorthAmerica, "America/Toronto"},
    Marketplace{"amazon-de", "A1PA6795UKMFR9", "DE", "Amazon.de",     endpoints::kEurope,       "Europe/Berlin"},
    Marketplace{"amazon-eg", "ARBP9OOSHTCHU",  "EG", "Amazon.eg",     endpoints::kEurope,       "Africa/Cairo"},
    Marketplace{"amazon-es", "A1RKKUPIHCS9HS", "ES", "Amazon.es",     endpoints::kEurope,       "Europe/Madrid"},
    Marketplace{"amazon-fr", "A13V1IB3VIYZZH", "FR", "Amazon.fr",     endpoints::kEurope,       "Europe/Paris"},
    Marketplace{"amazon-ie", "A28R8C7NBKEWEA", "IE", "Amazon.ie",     endpoints::kEurope,       "Europe/Dublin"},
    Marketplace{"amazon-it", "APJ6JRA9NG5V4",  "IT", "Amazon.it",     endpoints::kEurope,       "Europe/Rome"},
    Marketplace{"amazon-jp", "A1VC38T7YXB528", "JP", "Amazon.co.jp",  endpoints::kFarEast,      "Asia/Tokyo"},
    Marketplace{"amazon-mx", "A1AM78C64UM0Y8", "MX", "Amazon.com.mx", endpoints::kNorthAmerica, "America/Mexico_City"},
    Marketplace{"amazon-nl", "A1805IZSGTT6HS", "NL", "Amazon.nl",     endpoints::kEurope,       "Europe/Amsterdam"},
    Marketplace{"amazon-pl", "A1C3SOZRARQ6R3", "PL", "Amazon.pl",     endpoints::kEurope,       "Europe/Warsaw"},
    Marketplace{"amazon-sa", "A17E79C6D8DWNP", "SA", "Amazon.sa",     endpoints::kEurope,       "Asia/Riyadh"},
    Marketplace{"amazon-se", "A2NODRKZP88ZB9", "SE", "Amazon.se",     endpoints::kEurope,       "Europe/Stockholm"},
    Marketplace{"amazon-sg", "A19VAU5U5O7RUS", "SG", "Amazon.sg",     endpoints::kFarEast,      "Asia/Singapore"},
    Marketplace{"amazon-tr", "A33AVAJ2PDY3EV", "TR", "Amazon.com.tr", endpoints::kEurope,       "Europe/Istanbul"},
    Marketplace{"amazon-uk", "A1F83G8C2ARO7P", "GB", "Amazon.co.uk",  endpoints::kEurope,       "Europe/London"},
    Marketplace{"amazon-us", "ATVPDKIKX0DER",  "US", "Amazon.com",    endpoints::kNorthAmerica, "America/Los_Angeles"},
    Marketplace{"amazon-za", "AE08WJ6YKNBMC",  "ZA", "Amazon.co.za",  endpoints::kEurope,       "Africa/Johannesburg"},
};
// clang-format on

// Null when there is none of that name.
constexpr const Marketplace* find_marketplace(std::string_view channel) {
  for (const auto& marketplace : kMarketplaces) {
    if (marketplace.channel == channel) return &marketplace;
  }
  return nullptr;
}

}  // namespace sellerd::amazon
