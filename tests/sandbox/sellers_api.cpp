#include "tests/sandbox/sellers_api.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace sellerd::sandbox {

namespace json = boost::json;

http::Response marketplace_participations(const Shop& shop) {
  const json::object marketplace{{"id", shop.marketplace_id},
                                 {"name", shop.marketplace_name},
                                 {"countryCode", shop.country},
                                 {"defaultCurrencyCode", shop.currency},
                                 {"defaultLanguageCode", shop.language},
                                 {"domainName", shop.domain}};
  const json::object participation{{"isParticipating", true}, {"hasSuspendedListings", false}};
  const json::object entry{
      {"marketplace", marketplace}, {"participation", participation}, {"storeName", shop.store_name}};
  return json_answer(200, json::object{{"payload", json::array{entry}}});
}

}  // namespace sellerd::sandbox
