#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>
#include <set>

#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

namespace json = boost::json;

const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");
const std::string kItems = "/listings/2021-08-01/items/A1SANDBOXSELLR";
const std::string kMarket = "A21TJRUUN4KGV";

struct Searching {
  Searching() : market(make_options(), make_data()), client(market, kNow) { client.log_in(); }

  static MarketplaceOptions make_options() {
    MarketplaceOptions options;
    options.rate_multiplier = 1e9;
    options.write_times = {Duration{0}, Duration{0}};
    return options;
  }
  static MarketData make_data() {
    MarketData data;
    for (int i = 0; i < 1'030; ++i) {
      Product& product = data.catalogue.at(data.catalogue.find_or_add("SKU-" + std::to_string(i)));
      product.stock = i % 5;
      product.fulfilled_by_amazon = i % 100 == 99;
    }
    return data;
  }
  HandledResponse ask(Parameters parameters) {
    client.now += Duration{1};
    parameters.try_emplace("marketplaceIds", kMarket);
    return client.get(kItems, parameters);
  }
  json::value found(const Parameters& parameters) {
    const auto handled = ask(parameters);
    BOOST_TEST(handled.response.status == 200, handled.response.body);
    return body_of(handled);
  }
  std::int64_t count(const Parameters& parameters) {
    return found(parameters).at("numberOfResults").as_int64();
  }
  Marketplace market;
  TestClient client;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_listing_search, Searching)

BOOST_AUTO_TEST_CASE(pages_end_at_a_thousand) {
  Parameters parameters = {{"pageSize", "20"}, {"sortBy", "sku"}, {"sortOrder", "ASC"}};
  std::set<std::string> skus;
  std::string last;
  int pages = 0;
  for (bool more = true; more; ++pages) {
    const auto page = found(parameters);
    BOOST_TEST(page.at("numberOfResults").as_int64() == 1'030);
    BOOST_TEST(page.at("items").as_array().size() == 20u);
    for (const auto& item : page.at("items").as_array()) {
      const std::string sku(item.at("sku").as_string());
      BOOST_TEST((last < sku));
      last = sku;
      skus.insert(sku);
    }
    const auto& pagination = page.at("pagination").as_object();
    BOOST_TEST(pagination.contains("previousToken") == (pages > 0));
    more = pagination.contains("nextToken");
    if (more) parameters["pageToken"] = pagination.at("nextToken").as_string();
  }
  BOOST_TEST(pages == 50);
  BOOST_TEST(skus.size() == 1'000u);
}

BOOST_AUTO_TEST_CASE(a_token_belongs_to_its_search) {
  const auto page = found({{"sortBy", "sku"}});
  BOOST_TEST(page.at("items").as_array().size() == 10u);
  const std::string token(page.at("pagination").at("nextToken").as_string());
  BOOST_TEST(ask({{"pageToken", token}, {"sortBy", "sku"}}).response.status == 200);
  BOOST_TEST(ask({{"pageToken", token}}).response.status == 400);
  BOOST_TEST(ask({{"pageToken", "bm9uc2Vuc2U="}, {"sortBy", "sku"}}).response.status == 400);
}

BOOST_AUTO_TEST_CASE(listings_are_found_by_identifier) {
  const auto page = found({{"identifiersType", "SKU"}, {"identifiers", "SKU-7,SKU-8,SKU-7777"}});
  BOOST_TEST(page.at("numberOfResults").as_int64() == 2);
  BOOST_TEST(!page.as_object().contains("pagination"));
  const std::string asin = market.catalogue().find("SKU-7")->asin;
  BOOST_TEST(count({{"identifiersType", "ASIN"}, {"identifiers", asin}}) == 1);
  const std::string code = fn_sku(*market.catalogue().find("SKU-99"));
  BOOST_TEST(count({{"identifiersType", "FNSKU"}, {"identifiers", code}}) == 1);
  BOOST_TEST(count({{"identifiersType", "EAN"}, {"identifiers", "4006381333931"}}) == 0);
  BOOST_TEST(count({{"variationParentSku", "SKU-7"}}) == 0);
}

BOOST_AUTO_TEST_CASE(listings_are_found_by_state_and_time) {
  const auto buyable = count({{"withStatus", "BUYABLE"}});
  BOOST_TEST(buyable > 0);
  BOOST_TEST(buyable + count({{"withoutStatus", "BUYABLE"}}) == 1'030);
  BOOST_TEST(count({{"withIssueSeverity", "ERROR"}}) == 0);
  market.catalogue().find("SKU-7")->issues.push_back({"1", "Bad.", "", "INVALID_ATTRIBUTE"});
  BOOST_TEST(count({{"withIssueSeverity", "ERROR,WARNING"}}) == 1);
  BOOST_TEST(count({{"withIssueSeverity", "WARNING"}}) == 0);
  BOOST_TEST(count({{"lastUpdatedAfter", "2026-08-05T10:00:00Z"}}) == 0);
  client.patch_listing("SKU-8", quantity_patch("merge", 3));
  const auto changed = found({{"lastUpdatedAfter", "2026-08-05T10:00:00Z"}});
  BOOST_TEST(changed.at("numberOfResults").as_int64() == 1);
  BOOST_TEST(changed.at("items").at(0).at("sku").as_string() == "SKU-8");
  BOOST_TEST(found({}).at("items").at(0).at("sku").as_string() == "SKU-8");  // the latest update first
  BOOST_TEST(count({{"createdBefore", "2018-01-01T00:00:00Z"}}) == 0);
}

BOOST_AUTO_TEST_CASE(bad_searches_are_refused) {
  std::string many = "A";
  for (int i = 0; i < 20; ++i) many += ",A";
  for (const Parameters& parameters :
       std::vector<Parameters>{{{"pageSize", "21"}},
                               {{"pageSize", "0"}},
                               {{"identifiers", "SKU-7"}},
                               {{"identifiersType", "SKU"}},
                               {{"identifiersType", "SKU"}, {"identifiers", many}},
                               {{"identifiersType", "X"}, {"identifiers", "A"}},
                               {{"variationParentSku", "A"}, {"packageHierarchySku", "B"}},
                               {{"withStatus", "SOLD"}},
                               {{"withIssueSeverity", "INFO"}},
                               {{"sortBy", "price"}},
                               {{"sortOrder", "UP"}},
                               {{"includedData", "everything"}},
                               {{"createdAfter", "yesterday"}},
                               {{"marketplaceIds", "ATVPDKIKX0DER"}}}) {
    BOOST_TEST(ask(parameters).response.status == 400, encode_form(parameters));
  }
  BOOST_TEST(client.get(kItems).response.status == 400);
}

BOOST_AUTO_TEST_SUITE_END()
