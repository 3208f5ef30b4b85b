#include "tests/unit/sandbox_feed_fixture.h"

using namespace sellerd;
using namespace sellerd::sandbox;
using namespace sellerd::sandbox::feeds;

BOOST_FIXTURE_TEST_SUITE(sandbox_feed_requests, FeedFixture)

BOOST_AUTO_TEST_CASE(an_upload_can_expire_early) {
  FeedFixture faulty("expired-url@upload:1");
  const auto document = faulty.new_document();
  const std::string url(document.at("url").as_string());
  BOOST_TEST(faulty.client.upload(url, kType, "{}").response.status == 403);
  BOOST_TEST(faulty.client.upload(url, kType, "{}").response.status == 200);
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
  FeedFixture strict("", 1);
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

BOOST_AUTO_TEST_SUITE_END()
