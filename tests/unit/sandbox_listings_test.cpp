#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

namespace json = boost::json;

const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");
constexpr const char* kSku = "KURTA BLU/M+50%";  // every byte of it must survive its way through a path
constexpr const char* kAmazonSku = "FBA-1";
const std::string kItems = "/listings/2021-08-01/items/A1SANDBOXSELLR";
const std::string kMarket = "A21TJRUUN4KGV";

struct Fixture {
  Fixture() : market(make_options(), make_data()), client(market, kNow) { client.log_in(); }

  static MarketplaceOptions make_options() {
    MarketplaceOptions options;
    options.rate_multiplier = 1e9;
    options.write_times = {Duration{0}, Duration{0}};
    return options;
  }
  static MarketData make_data() {
    MarketData data;
    Product& mine = data.catalogue.at(data.catalogue.find_or_add(kSku));
    mine.stock = 14;
    mine.handling_days = 3;
    data.catalogue.at(data.catalogue.find_or_add(kAmazonSku)).fulfilled_by_amazon = true;
    return data;
  }
  json::value listing(const char* sku, const char* included) {
    const auto handled = client.listing(sku, included);
    BOOST_TEST(handled.response.status == 200);
    return body_of(handled);
  }
  json::value patch(const char* sku, const json::value& body, const Parameters& parameters = {}) {
    const auto handled = client.patch_listing(sku, body, parameters);
    client.now += Duration{1};
    BOOST_TEST(handled.response.status == 200, handled.response.body);
    return body_of(handled);
  }
  std::string status_of(const char* sku, std::string_view body) {
    return std::string(patch(sku, json::parse(body)).at("status").as_string());
  }
  int refusal(std::string_view body) {
    client.now += Duration{1};
    return client.patch_listing(kSku, json::parse(body)).response.status;
  }
  // The availability as the seller wrote it.
  json::object written() {
    return listing(kSku, "attributes").at("attributes").at("fulfillment_availability").at(0).as_object();
  }

  Marketplace market;
  TestClient client;
};

std::string with_value(std::string_view value) {
  return R"({"productType":"PRODUCT","patches":[{"op":"merge","path":"/attributes/fulfillment_availability","value":)" +
         std::string(value) + "}]}";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_listings, Fixture)

BOOST_AUTO_TEST_CASE(a_listing_is_given_by_data_sets) {
  const auto summary = listing(kSku, "summaries").at("summaries").at(0);
  BOOST_TEST(summary.at("marketplaceId").as_string() == kMarket);
  BOOST_TEST(json::serialize(summary.at("status")) == R"(["BUYABLE","DISCOVERABLE"])");
  BOOST_TEST(summary.at("productType").as_string() == "KURTA");
  BOOST_TEST(summary.at("lastUpdatedDate") == summary.at("createdDate"));
  const auto all = listing(kSku,
                           "summaries,attributes,issues,offers,fulfillmentAvailability,procurement,"
                           "relationships,productTypes");
  BOOST_TEST(all.as_object().size() == 9u);
  BOOST_TEST(all.at("sku").as_string() == kSku);
  BOOST_TEST(json::serialize(all.at("fulfillmentAvailability")) ==
             R"([{"fulfillmentChannelCode":"DEFAULT","quantity":14}])");
  BOOST_TEST(json::serialize(all.at("attributes").at("fulfillment_availability")) ==
             R"([{"fulfillment_channel_code":"DEFAULT","quantity":14,"lead_time_to_ship_max_days":3,)"
             R"("marketplace_id":"A21TJRUUN4KGV"}])");
  BOOST_TEST(all.at("attributes").at("condition_type").at(0).at("value").as_string() == "new_new");
  BOOST_TEST(all.at("issues").as_array().empty());
  BOOST_TEST(all.at("offers").at(0).at("price").at("currencyCode").as_string() == "INR");
  BOOST_TEST(all.at("productTypes").at(0).at("productType").as_string() == "KURTA");
}

BOOST_AUTO_TEST_CASE(an_amazon_fulfilled_listing_tells_no_quantity) {
  BOOST_TEST(json::serialize(listing(kAmazonSku, "fulfillmentAvailability").at("fulfillmentAvailability")) ==
             R"([{"fulfillmentChannelCode":"AMAZON_IN"}])");
}

BOOST_AUTO_TEST_CASE(bad_questions_are_refused) {
  const std::string path = kItems + "/FBA-1";
  BOOST_TEST(client.get(path).response.status == 400);
  BOOST_TEST(client.get(path, {{"marketplaceIds", "ATVPDKIKX0DER"}}).response.status == 400);
  BOOST_TEST(client.get(path, {{"marketplaceIds", kMarket}, {"includedData", "summary"}}).response.status ==
             400);
  BOOST_TEST(
      client.get("/listings/2021-08-01/items/A1OTHER/FBA-1", {{"marketplaceIds", kMarket}}).response.status ==
      403);
  BOOST_TEST(client.listing("NO-SUCH").response.status == 404);
}

BOOST_AUTO_TEST_CASE(merge_keeps_the_handling_time_and_replace_wipes_it) {
  const auto answer = patch(kSku, quantity_patch("merge", 12));
  BOOST_TEST(answer.at("status").as_string() == "ACCEPTED");
  BOOST_TEST(answer.at("submissionId").as_string().size() == 32u);
  BOOST_TEST(answer.at("issues").as_array().empty());
  BOOST_TEST(written().at("quantity").as_int64() == 12);
  BOOST_TEST(written().at("lead_time_to_ship_max_days").as_int64() == 3);
  for (const char* operation : {"replace", "add"}) {
    market.catalogue().find(kSku)->handling_days = 3;
    BOOST_TEST(patch(kSku, quantity_patch(operation, 11)).at("status").as_string() == "ACCEPTED");
    BOOST_TEST(written().at("quantity").as_int64() == 11);
    BOOST_TEST(!written().contains("lead_time_to_ship_max_days"));
  }
  BOOST_TEST(status_of(kSku, with_value(R"([{"fulfillment_channel_code":"DEFAULT",)"
                                        R"("lead_time_to_ship_max_days":2,"restock_date":"2026-09-01"}])")) ==
             "ACCEPTED");
  BOOST_TEST(written().at("quantity").as_int64() == 11);
  BOOST_TEST(written().at("lead_time_to_ship_max_days").as_int64() == 2);
  BOOST_TEST(written().at("restock_date").as_string() == "2026-09-01");
}

BOOST_AUTO_TEST_CASE(delete_takes_the_offer_away) {
  BOOST_TEST(status_of(kSku, R"({"productType":"KURTA","patches":[{"op":"delete",)"
                             R"("path":"/attributes/fulfillment_availability",)"
                             R"("value":[{"fulfillment_channel_code":"DEFAULT"}]}]})") == "ACCEPTED");
  const auto after = listing(kSku, "summaries,attributes,fulfillmentAvailability");
  BOOST_TEST(after.at("fulfillmentAvailability").as_array().empty());
  BOOST_TEST(!after.at("attributes").as_object().contains("fulfillment_availability"));
  BOOST_TEST(json::serialize(after.at("summaries").at(0).at("status")) == R"(["DISCOVERABLE"])");
  BOOST_TEST(*market.live_quantity(kSku, client.now) == 0);
}

BOOST_AUTO_TEST_CASE(a_preview_changes_nothing) {
  const Parameters preview = {{"mode", "VALIDATION_PREVIEW"}, {"includedData", "identifiers,issues"}};
  const auto answer = patch(kSku, quantity_patch("merge", 1), preview);
  BOOST_TEST(answer.at("status").as_string() == "VALID");
  BOOST_TEST(answer.at("identifiers").at(0).as_object().contains("asin"));
  BOOST_TEST(patch("NO-SUCH", quantity_patch("merge", 1), preview).at("status").as_string() == "INVALID");
  BOOST_TEST(*market.live_quantity(kSku, client.now) == 14);
  BOOST_TEST(client.patch_listing(kSku, quantity_patch("merge", 1), {{"mode", "PREVIEW"}}).response.status ==
             400);
  BOOST_TEST(!patch(kSku, quantity_patch("merge", 1), {{"includedData", "identifiers"}})
                  .as_object()
                  .contains("issues"));
}

BOOST_AUTO_TEST_CASE(what_breaks_the_rules_of_the_attribute_is_invalid_and_does_nothing) {
  for (const char* value :
       {R"([{"fulfillment_channel_code":"DEFAULT","quantity":-1}])",
        R"([{"fulfillment_channel_code":"DEFAULT","quantity":1.5}])",
        R"([{"fulfillment_channel_code":"DEFAULT","quantity":"1"}])",
        R"([{"fulfillment_channel_code":"DEFAULT","quantity":1,"colour":"blue"}])",
        R"([{"fulfillment_channel_code":"DEFAULT","quantity":1,"marketplace_id":"ATVPDKIKX0DER"}])",
        R"([{"fulfillment_channel_code":"DEFAULT","quantity":1,"lead_time_to_ship_max_days":31}])",
        R"([{"fulfillment_channel_code":"DEFAULT","quantity":1,"restock_date":"soon"}])",
        R"([{"fulfillment_channel_code":"AMAZON_IN","quantity":1}])", R"([{"quantity":1}])", "[]",
        R"([{"fulfillment_channel_code":"DEFAULT","quantity":1},{"fulfillment_channel_code":"DEFAULT"}])"}) {
    const auto answer = patch(kSku, json::parse(with_value(value)));
    BOOST_TEST(answer.at("status").as_string() == "INVALID", value);
    const auto& issue = answer.at("issues").at(0);
    BOOST_TEST(issue.at("severity").as_string() == "ERROR");
    BOOST_TEST(issue.at("attributeNames").at(0).as_string() == "fulfillment_availability");
    BOOST_TEST(!issue.at("categories").as_array().empty());
  }
  BOOST_TEST(status_of("NO-SUCH", json::serialize(quantity_patch("merge", 1))) == "INVALID");
  BOOST_TEST(status_of(kAmazonSku, json::serialize(quantity_patch("merge", 1))) == "INVALID");
  BOOST_TEST(status_of(kSku, R"({"productType":"LUGGAGE","patches":[{"op":"delete",)"
                             R"("path":"/attributes/fulfillment_availability"}]})") == "INVALID");
  BOOST_TEST(status_of(kSku, R"({"productType":"PRODUCT","patches":[{"op":"replace",)"
                             R"("path":"/attributes/purchasable_offer","value":[{}]}]})") == "INVALID");
  BOOST_TEST(status_of(kSku, R"({"productType":"PRODUCT","patches":[{"op":"replace",)"
                             R"("path":"/attributes/fulfillment_availability"}]})") == "INVALID");
  BOOST_TEST(*market.live_quantity(kSku, client.now) == 14);
  BOOST_TEST(body_of(client.get("/_sandbox/truth")).at("writes").at("accepted").as_int64() == 0);
}

BOOST_AUTO_TEST_CASE(what_breaks_the_model_is_a_bad_request) {
  for (
      const char* body :
      {"[]", "{}", R"({"patches":[{"op":"delete","path":"/attributes/fulfillment_availability"}]})",
       R"({"productType":"","patches":[{"op":"delete","path":"/attributes/fulfillment_availability"}]})",
       R"({"productType":"PRODUCT"})", R"({"productType":"PRODUCT","patches":[]})",
       R"({"productType":"PRODUCT","patches":{}})", R"({"productType":"PRODUCT","patches":["delete"]})",
       R"({"productType":"PRODUCT","patches":[{"op":"test","path":"/attributes/fulfillment_availability"}]})",
       R"({"productType":"PRODUCT","patches":[{"op":"delete"}]})",
       R"({"productType":"PRODUCT","patches":[{"op":"delete","path":"fulfillment_availability"}]})",
       R"({"productType":"PRODUCT","patches":[{"op":"delete","path":"/attributes/a/0/quantity"}]})",
       R"({"productType":"PRODUCT","patches":[{"op":"delete","path":"/attributes/a"}],"sku":"X"})",
       R"({"productType":"PRODUCT","patches":[{"op":"delete","path":"/attributes/a","from":"X"}]})"}) {
    BOOST_TEST(refusal(body) == 400, body);
  }
  BOOST_TEST(refusal(with_value("{}")) == 400);
  BOOST_TEST(refusal(with_value("[12]")) == 400);
  BOOST_TEST(client.send("PATCH", kItems + "/FBA-1?marketplaceIds=" + kMarket, "{").response.status == 400);
  BOOST_TEST(client.send("PATCH", kItems + "/FBA-1", "{}").response.status == 400);
  BOOST_TEST(client.send("PUT", kItems + "/FBA-1", "{}").response.status == 403);
}

BOOST_AUTO_TEST_CASE(published_rates_hold) {
  MarketplaceOptions options;
  options.write_times = {Duration{0}, Duration{0}};
  Marketplace strict(options, make_data());
  TestClient hasty(strict, kNow);
  hasty.log_in();
  int reads = 0;
  int writes = 0;
  int searches = 0;
  for (int i = 0; i < 12; ++i) {
    reads += hasty.listing(kSku).response.status == 200;
    writes += hasty.patch_listing(kSku, quantity_patch("merge", i)).response.status == 200;
    searches += hasty.get(kItems, {{"marketplaceIds", kMarket}}).response.status == 200;
  }
  BOOST_TEST(reads == 10);
  BOOST_TEST(writes == 5);
  BOOST_TEST(searches == 5);
  hasty.now += std::chrono::milliseconds{200};
  const auto answer = hasty.listing(kSku);
  BOOST_TEST(answer.response.header("x-amzn-ratelimit-limit") == "5.0");
  BOOST_TEST(hasty.listing(kSku).response.status == 429);
}

BOOST_AUTO_TEST_SUITE_END()
