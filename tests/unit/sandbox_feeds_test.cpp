#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/sandbox/gzip.h"
#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

namespace json = boost::json;
using std::chrono::seconds;

const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");
const std::string kFeeds = "/feeds/2021-06-30/feeds";
const std::string kDocuments = "/feeds/2021-06-30/documents";
constexpr const char* kType = "application/json; charset=UTF-8";

json::object message(std::int64_t id, std::string_view sku, std::int64_t quantity) {
  json::object message = quantity_patch("merge", quantity).as_object();
  message["messageId"] = id;
  message["sku"] = sku;
  message["operationType"] = "PATCH";
  return message;
}

json::object with_attributes(std::string_view operation, std::string_view attributes) {
  return {{"messageId", 1},
          {"sku", "SKU-1"},
          {"operationType", operation},
          {"productType", "KURTA"},
          {"attributes", json::parse(attributes)}};
}

json::object feed(json::array messages) {
  return {{"header", json::object{{"sellerId", "A1SANDBOXSELLR"}, {"version", "2.0"}}},
          {"messages", std::move(messages)}};
}

struct Fixture {
  explicit Fixture(std::string_view faults = "", double rate_multiplier = 1e9)
      : market(make_options(faults, rate_multiplier), make_data()), client(market, kNow) {
    client.log_in();
  }
  static MarketplaceOptions make_options(std::string_view faults, double rate_multiplier) {
    MarketplaceOptions options;
    options.rate_multiplier = rate_multiplier;
    options.token_lifetime = std::chrono::hours{100'000};
    options.write_times = {seconds{60}, seconds{60}};
    options.faults = FaultPlan::parse(faults).value();
    return options;
  }
  static MarketData make_data() {
    MarketData data;
    for (const char* sku : {"SKU-1", "SKU-2", "SKU-3", "SKU-4"}) {
      Product& product = data.catalogue.at(data.catalogue.find_or_add(sku));
      product.stock = 7;
      product.handling_days = 2;
    }
    data.catalogue.at(data.catalogue.find_or_add("FBA-1")).fulfilled_by_amazon = true;
    return data;
  }
  json::value new_document() {
    client.now += Duration{1};
    const auto handled = client.post(kDocuments, json::object{{"contentType", kType}});
    BOOST_TEST(handled.response.status == 201, handled.response.body);
    return body_of(handled);
  }
  std::string uploaded(std::string text) {
    const auto document = new_document();
    BOOST_TEST(
        client.upload(std::string(document.at("url").as_string()), kType, std::move(text)).response.status ==
        200);
    return std::string(document.at("feedDocumentId").as_string());
  }
  HandledResponse create(const std::string& document, std::string_view type = "JSON_LISTINGS_FEED") {
    client.now += Duration{1};
    return client.post(kFeeds, json::object{{"feedType", type},
                                            {"marketplaceIds", json::array{"A21TJRUUN4KGV"}},
                                            {"inputFeedDocumentId", document}});
  }
  std::string send(const json::value& content) {
    const auto handled = create(uploaded(json::serialize(content)));
    BOOST_TEST(handled.response.status == 202, handled.response.body);
    return std::string(body_of(handled).at("feedId").as_string());
  }
  json::object state(const std::string& id) {
    client.now += Duration{1};
    return body_of(client.get(kFeeds + "/" + id)).as_object();
  }
  std::string status(const std::string& id) {
    return std::string(state(id).at("processingStatus").as_string());
  }
  json::value report(const std::string& id) {
    const std::string document(state(id).at("resultFeedDocumentId").as_string());
    const auto body = body_of(client.get(kDocuments + "/" + document));
    BOOST_TEST(body.at("compressionAlgorithm").as_string() == "GZIP");
    const auto handled = client.download(std::string(body.at("url").as_string()));
    BOOST_TEST(handled.response.header("content-type") == kType);
    return json::parse(gunzipped(handled.response.body));
  }
  // The processing report of a feed with these messages.
  json::value outcome(json::array messages) {
    const std::string id = send(feed(std::move(messages)));
    client.now += seconds{30};
    BOOST_TEST(status(id) == "DONE");
    return report(id);
  }
  std::int64_t live(const char* sku) { return *market.live_quantity(sku, client.now); }

  Marketplace market;
  TestClient client;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_feeds, Fixture)

BOOST_AUTO_TEST_CASE(a_feed_goes_through_its_states_and_its_quantities_follow) {
  const std::string id = send(feed({message(1, "SKU-1", 4), message(2, "SKU-2", 0)}));
  const Timestamp created = client.now;
  BOOST_TEST(status(id) == "IN_QUEUE");
  client.now = created + seconds{10};
  const auto begun = state(id);
  BOOST_TEST(begun.at("processingStatus").as_string() == "IN_PROGRESS");
  BOOST_TEST(!begun.contains("processingEndTime"));
  client.now = created + seconds{30};
  const auto done = state(id);
  BOOST_TEST(done.at("processingStatus").as_string() == "DONE");
  BOOST_TEST(done.at("feedType").as_string() == "JSON_LISTINGS_FEED");
  BOOST_TEST(done.at("processingStartTime").as_string() == format_time(created + seconds{10}));
  BOOST_TEST(done.at("processingEndTime").as_string() == format_time(created + seconds{30}));
  BOOST_TEST(live("SKU-1") == 7);
  const auto told = report(id);
  BOOST_TEST(told.at("header").at("feedId").as_string() == id);
  BOOST_TEST(told.at("issues").as_array().empty());
  BOOST_TEST(json::serialize(told.at("summary")) ==
             R"({"errors":0,"warnings":0,"messagesProcessed":2,"messagesAccepted":2,"messagesInvalid":0})");
  client.now = created + seconds{90};
  BOOST_TEST(live("SKU-1") == 4);
  BOOST_TEST(live("SKU-2") == 0);
  BOOST_TEST(market.catalogue().find("SKU-1")->handling_days.value_or(0) == 2);
}

BOOST_AUTO_TEST_CASE(the_other_operations_replace) {
  outcome({with_attributes(
      "PARTIAL_UPDATE",
      R"({"fulfillment_availability":[{"fulfillment_channel_code":"DEFAULT","quantity":3}]})")});
  client.now += seconds{60};
  BOOST_TEST(live("SKU-1") == 3);
  BOOST_TEST(!market.catalogue().find("SKU-1")->handling_days.has_value());
  outcome({with_attributes("UPDATE", R"({"item_name":[{"value":"Kurta"}],"fulfillment_availability":[)"
                                     R"({"fulfillment_channel_code":"DEFAULT","quantity":5}]})")});
  client.now += seconds{60};
  BOOST_TEST(live("SKU-1") == 5);
  // A whole listing without an availability has none.
  outcome({with_attributes("UPDATE", R"({"item_name":[{"value":"Kurta"}]})")});
  client.now += seconds{60};
  BOOST_TEST(live("SKU-1") == 0);
}

BOOST_AUTO_TEST_CASE(bad_messages_are_refused_one_by_one) {
  json::object deleted = message(7, "SKU-2", 1);
  deleted["operationType"] = "DELETE";
  json::object mixed = message(8, "SKU-2", 1);
  mixed["attributes"] = json::object{{"item_name", json::array{}}};
  json::object untyped = message(9, "SKU-2", 1);
  untyped.erase("productType");
  json::object nested = message(10, "SKU-2", 1);
  nested.at("patches").at(0).as_object()["path"] = "/attributes/a/0";
  json::object unnamed = message(11, "SKU-2", 1);
  unnamed.erase("sku");
  const auto told = outcome(
      {message(1, "SKU-1", 4), message(1, "SKU-2", 4), message(0, "SKU-2", 4), message(3, "NO-SUCH", 4),
       message(4, "FBA-1", 4), message(5, "SKU-2", -4), "text", deleted, mixed, untyped, nested, unnamed,
       with_attributes("PARTIAL_UPDATE", R"({"item_name":[{"value":"X"}]})"), message(12, "SKU-3", 9)});
  const auto& summary = told.at("summary");
  BOOST_TEST(summary.at("messagesProcessed").as_int64() == 14);
  BOOST_TEST(summary.at("messagesAccepted").as_int64() == 2);
  BOOST_TEST(summary.at("messagesInvalid").as_int64() == 12);
  BOOST_TEST(summary.at("errors").as_int64() == 12);
  const auto& issues = told.at("issues").as_array();
  BOOST_TEST(issues.size() == 12u);
  for (const auto& issue : issues) {
    BOOST_TEST(issue.at("severity").as_string() == "ERROR");
    BOOST_TEST(!issue.at("message").as_string().empty());
  }
  BOOST_TEST(issues[0].at("messageId").as_int64() == 1);
  BOOST_TEST(issues[0].at("sku").as_string() == "SKU-2");
  BOOST_TEST(!issues[1].as_object().contains("messageId"));
  BOOST_TEST(issues[2].at("code").as_string() == "13013");
  BOOST_TEST(issues[4].at("attributeName").as_string() == "fulfillment_availability");
  client.now += seconds{60};
  BOOST_TEST(live("SKU-1") == 4);
  BOOST_TEST(live("SKU-2") == 7);
  BOOST_TEST(live("SKU-3") == 9);
}

BOOST_AUTO_TEST_CASE(a_document_that_is_no_feed_is_fatal_and_told) {
  json::object foreign = feed({message(1, "SKU-1", 4)});
  foreign["header"] = json::object{{"sellerId", "A1OTHER"}, {"version", "2.0"}};
  json::object old = feed({message(1, "SKU-1", 4)});
  old.at("header").as_object()["version"] = "1.0";
  json::array many(25'001);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = message(static_cast<int>(i) + 1, "SKU-1", 1);
  for (const json::value& content :
       {json::value(foreign), json::value(old), json::value(feed({})), json::value(feed(many)),
        json::value("text"), json::value(json::object{{"messages", json::array{}}})}) {
    const std::string id = send(content);
    client.now += seconds{30};
    BOOST_TEST(status(id) == "FATAL");
    const auto told = report(id);
    BOOST_TEST(told.at("issues").as_array().size() == 1u);
    BOOST_TEST(told.at("summary").at("messagesProcessed").as_int64() == 0);
  }
  many.pop_back();
  const std::string largest = send(feed(many));
  client.now += seconds{30};
  BOOST_TEST(status(largest) == "DONE");
  BOOST_TEST(report(largest).at("summary").at("messagesAccepted").as_int64() == 25'000);
}

BOOST_AUTO_TEST_CASE(feeds_of_the_old_kinds_end_as_fatal) {
  const auto handled = create(uploaded("sku\tquantity\n"), "POST_INVENTORY_AVAILABILITY_DATA");
  BOOST_TEST(handled.response.status == 202);
  const std::string id(body_of(handled).at("feedId").as_string());
  client.now += seconds{30};
  BOOST_TEST(status(id) == "FATAL");
  BOOST_TEST(!state(id).contains("resultFeedDocumentId"));
}

BOOST_AUTO_TEST_CASE(bad_requests_are_refused) {
  const std::string document = uploaded("{}");
  BOOST_TEST(create(document, "POST_SOMETHING").response.status == 400);
  BOOST_TEST(create("amzn1.spdoc.1.4.eu.nonsense").response.status == 400);
  BOOST_TEST(create(std::string(new_document().at("feedDocumentId").as_string())).response.status == 400);
  json::object good{{"feedType", "JSON_LISTINGS_FEED"},
                    {"marketplaceIds", json::array{"A21TJRUUN4KGV"}},
                    {"inputFeedDocumentId", document}};
  for (const char* name : {"feedType", "marketplaceIds", "inputFeedDocumentId"}) {
    json::object body = good;
    body.erase(name);
    BOOST_TEST(client.post(kFeeds, body).response.status == 400, name);
  }
  json::object unknown = good;
  unknown["priority"] = "high";
  BOOST_TEST(client.post(kFeeds, unknown).response.status == 400);
  json::object options = good;
  options["feedOptions"] = json::object{{"a", 1}};
  BOOST_TEST(client.post(kFeeds, options).response.status == 400);
  BOOST_TEST(client.post(kDocuments, json::object{}).response.status == 400);
  BOOST_TEST(client.post(kDocuments, json::object{{"contentType", kType}, {"size", 1}}).response.status ==
             400);
  BOOST_TEST(client.get(kFeeds + "/1").response.status == 404);
  BOOST_TEST(client.get(kDocuments + "/" + document).response.status == 404);
  client.now += std::chrono::days{3};
  BOOST_TEST(create(document).response.status == 400);
}

BOOST_AUTO_TEST_CASE(an_upload_must_be_as_it_was_signed) {
  const auto document = new_document();
  const std::string url(document.at("url").as_string());
  BOOST_TEST(client.upload(url, "application/json", "{}").response.status == 403);
  BOOST_TEST(client.download(url).response.status == 403);
  BOOST_TEST(client.upload(url + "0", kType, "{}").response.status == 403);
  http::Request with_token;
  with_token.method = "PUT";
  with_token.url = url;
  with_token.headers = {{"content-type", kType}, {"x-amz-access-token", "Atza|secret"}};
  BOOST_TEST(market.handle(with_token, client.now).response.status == 403);
  client.now += std::chrono::minutes{5} + seconds{1};
  BOOST_TEST(client.upload(url, kType, "{}").response.status == 403);
}

BOOST_AUTO_TEST_CASE(five_listings_feeds_in_five_minutes) {
  Fixture strict("", 1);
  const std::string document = strict.uploaded(json::serialize(feed({message(1, "SKU-1", 1)})));
  for (int i = 0; i < 5; ++i) BOOST_TEST(strict.create(document).response.status == 202);
  BOOST_TEST(strict.create(document).response.status == 429);
  strict.client.now += std::chrono::minutes{4};
  BOOST_TEST(strict.create(document).response.status == 429);
  strict.client.now += std::chrono::minutes{1};
  BOOST_TEST(strict.create(document).response.status == 202);
}

BOOST_AUTO_TEST_CASE(feeds_are_listed_in_pages) {
  const std::string document = uploaded(json::serialize(feed({message(1, "SKU-1", 1)})));
  for (int i = 0; i < 12; ++i) BOOST_TEST(create(document).response.status == 202);
  client.now += seconds{30};
  auto body = body_of(client.get(kFeeds, {{"feedTypes", "JSON_LISTINGS_FEED"}}));
  BOOST_TEST(body.at("feeds").as_array().size() == 10u);
  const std::string token(body.at("nextToken").as_string());
  BOOST_TEST(client.get(kFeeds, {{"nextToken", token}, {"pageSize", "5"}}).response.status == 400);
  body = body_of(client.get(kFeeds, {{"nextToken", token}}));
  BOOST_TEST(body.at("feeds").as_array().size() == 2u);
  BOOST_TEST(!body.as_object().contains("nextToken"));
  BOOST_TEST(client.get(kFeeds).response.status == 400);
  const auto queued =
      body_of(client.get(kFeeds, {{"feedTypes", "JSON_LISTINGS_FEED"}, {"processingStatuses", "IN_QUEUE"}}));
  BOOST_TEST(queued.at("feeds").as_array().empty());
  BOOST_TEST(market.truth().at("feeds").at("DONE").to_number<int>() == 12);
}

BOOST_AUTO_TEST_CASE(a_queued_feed_can_be_cancelled) {
  const std::string id = send(feed({message(1, "SKU-1", 1)}));
  BOOST_TEST(client.send("DELETE", kFeeds + "/" + id).response.status == 200);
  BOOST_TEST(status(id) == "CANCELLED");
  BOOST_TEST(client.send("DELETE", kFeeds + "/" + id).response.status == 400);
  client.now += std::chrono::hours{1};
  BOOST_TEST(live("SKU-1") == 7);
}

BOOST_AUTO_TEST_CASE(feeds_fail_when_told_to) {
  Fixture faulty(
      "feed-fatal@1,feed-cancelled@2,feed-partial@3,lost-write@createFeed:4,write-timeout@createFeed:5");
  const json::object content =
      feed({message(1, "SKU-1", 1), message(2, "SKU-2", 2), message(3, "SKU-3", 3), message(4, "SKU-4", 4)});
  const std::string fatal = faulty.send(content);
  const std::string cancelled = faulty.send(content);
  faulty.client.now += seconds{30};
  BOOST_TEST(faulty.status(fatal) == "FATAL");
  BOOST_TEST(faulty.status(cancelled) == "CANCELLED");
  const std::string partial = faulty.send(content);
  faulty.client.now += seconds{30};
  const auto summary = faulty.report(partial).at("summary");
  BOOST_TEST(summary.at("messagesAccepted").as_int64() == 2);
  BOOST_TEST(summary.at("messagesInvalid").as_int64() == 2);
  faulty.client.now += seconds{60};
  BOOST_TEST(faulty.live("SKU-3") == 3);
  BOOST_TEST(faulty.live("SKU-4") == 7);
  const std::string lost = faulty.send(content);
  faulty.client.now += std::chrono::hours{1};
  BOOST_TEST(faulty.status(lost) == "DONE");
  BOOST_TEST(faulty.live("SKU-4") == 7);
  BOOST_TEST(faulty.create(faulty.uploaded(json::serialize(content))).response.status == 504);
  faulty.client.now += std::chrono::hours{1};
  BOOST_TEST(faulty.live("SKU-4") == 4);
  BOOST_TEST(faulty.market.truth().at("faults").as_object().size() == 5u);
}

BOOST_AUTO_TEST_SUITE_END()
