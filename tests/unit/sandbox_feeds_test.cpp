#include "tests/unit/sandbox_feed_fixture.h"

using namespace sellerd;
using namespace sellerd::sandbox;
using namespace sellerd::sandbox::feeds;

BOOST_FIXTURE_TEST_SUITE(sandbox_feeds, FeedFixture)

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

BOOST_AUTO_TEST_CASE(a_feed_is_accepted_when_it_is_processed) {
  send(feed({message(1, "SKU-1", 4), message(2, "SKU-2", 4)}));
  client.now += seconds{20};
  client.patch_listing("SKU-1", quantity_patch("merge", 9));  // earlier than the feed, though sent later
  client.now += seconds{11};
  client.patch_listing("SKU-2", quantity_patch("merge", 9));
  client.now += std::chrono::minutes{2};
  BOOST_TEST(live("SKU-1") == 4);
  BOOST_TEST(live("SKU-2") == 9);
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

BOOST_AUTO_TEST_CASE(feeds_fail_when_told_to) {
  FeedFixture faulty(
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
