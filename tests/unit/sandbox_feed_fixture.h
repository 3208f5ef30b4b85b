// A marketplace with a few listings, and a client that sends feeds to it.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/sandbox/gzip.h"
#include "tests/sandbox/test_client.h"

namespace sellerd::sandbox::feeds {

namespace json = boost::json;
using std::chrono::seconds;

inline const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");
inline const std::string kFeeds = "/feeds/2021-06-30/feeds";
inline const std::string kDocuments = "/feeds/2021-06-30/documents";
inline constexpr const char* kType = "application/json; charset=UTF-8";

inline json::object message(std::int64_t id, std::string_view sku, std::int64_t quantity) {
  json::object message = quantity_patch("merge", quantity).as_object();
  message["messageId"] = id;
  message["sku"] = sku;
  message["operationType"] = "PATCH";
  return message;
}

inline json::object with_attributes(std::string_view operation, std::string_view attributes) {
  return {{"messageId", 1},
          {"sku", "SKU-1"},
          {"operationType", operation},
          {"productType", "KURTA"},
          {"attributes", json::parse(attributes)}};
}

inline json::object feed(json::array messages) {
  return {{"header", json::object{{"sellerId", "A1SANDBOXSELLR"}, {"version", "2.0"}}},
          {"messages", std::move(messages)}};
}

struct FeedFixture {
  explicit FeedFixture(std::string_view faults = "", double rate_multiplier = 1e9)
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

}  // namespace sellerd::sandbox::feeds
