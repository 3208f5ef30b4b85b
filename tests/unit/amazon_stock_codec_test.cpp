// What is written to Amazon about stock and shipments, and what its answers are taken for.
#include <boost/test/unit_test.hpp>

#include "common/json.h"
#include "daemon/channel/amazon/document.h"
#include "daemon/channel/amazon/feeds_codec.h"
#include "daemon/channel/amazon/inventory_codec.h"
#include "daemon/channel/amazon/issues_codec.h"
#include "daemon/channel/amazon/jobs_codec.h"
#include "daemon/channel/amazon/listings_items_codec.h"
#include "daemon/channel/amazon/shipment_codec.h"
#include "daemon/channel/amazon/write_estimate.h"
#include "tests/support/gzip_text.h"

namespace sellerd::amazon {

using namespace std::chrono_literals;

namespace {

json::value parsed(std::string_view text) {
  return parse_json(text).value();
}

// The field of the malformed answer.
template <class T>
std::string blamed(const Result<T>& result) {
  BOOST_REQUIRE(!result);
  BOOST_TEST((result.error().code == ErrorCode::malformed), result.error());
  return result.error().field;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(amazon_listings_items_codec)

BOOST_AUTO_TEST_CASE(a_patch_says_the_quantity_and_nothing_else) {
  BOOST_TEST(
      json::serialize(quantity_patch(12)) ==
      R"({"productType":"PRODUCT","patches":[{"op":"merge","path":"/attributes/fulfillment_availability",)"
      R"("value":[{"fulfillment_channel_code":"DEFAULT","quantity":12}]}]})");
}

BOOST_AUTO_TEST_CASE(submissions) {
  const auto read = [](std::string_view text) { return read_submission(parsed(text), "S"); };
  const auto good = read(R"({"sku":"S","status":"ACCEPTED","submissionId":"6f1c","issues":[
    {"code":"1","message":"small","severity":"WARNING","categories":[]}]})");
  BOOST_TEST(good->accepted);
  BOOST_TEST(good->submission_id == "6f1c");
  BOOST_TEST(good->reason == "");
  const auto bad = read(R"({"sku":"S","status":"INVALID","submissionId":"6f1c","issues":[
    {"code":"1","message":"small","severity":"WARNING"},{"code":"2","message":"big\u0007","severity":"ERROR"},
    {"code":"3","message":"of tomorrow","severity":"WORSE"},{"severity":"ERROR"}]})");
  BOOST_TEST(!bad->accepted);
  BOOST_TEST(bad->reason == "2: big ; 3: of tomorrow; an error without a word");
  BOOST_TEST(read(R"({"status":"INVALID"})")->reason == "Amazon answered INVALID");
  BOOST_TEST(!read(R"({"status":"VALID"})")->accepted);  // a preview, which was not asked for
  BOOST_TEST(blamed(read("{}")) == "status");
  BOOST_TEST(blamed(read(R"({"status":"INVALID","issues":[{"code":5}]})")) == "issues[0].code");
  BOOST_TEST(blamed(read(R"({"status":"INVALID","issues":{}})")) == "issues");
  blamed(read("[]"));
}

BOOST_AUTO_TEST_CASE(words_stay_readable) {
  std::string all;
  for (int i = 0; i < 1'000; ++i) add_words(all, "99022: the same again");
  BOOST_TEST(all.size() < 1'100u);
  BOOST_TEST(all.ends_with("again"));
  const auto issue = parsed(R"({"code":"1","message":")" + std::string(5'000, 'x') + "\"}");
  ObjectReader reader(issue);
  BOOST_TEST(read_error_issue(reader).size() == 303u);
}

BOOST_AUTO_TEST_CASE(what_buyers_see_is_the_merchants_channel) {
  const auto page = read_live_page(parsed(R"({"numberOfResults":4,"pagination":{"nextToken":"t"},"items":[
    {"sku":"A","fulfillmentAvailability":[{"fulfillmentChannelCode":"AMAZON_IN","quantity":9},
                                          {"fulfillmentChannelCode":"DEFAULT","quantity":14}]},
    {"sku":"B","fulfillmentAvailability":[{"fulfillmentChannelCode":"DEFAULT"}],"issues":[]},
    {"sku":"C","fulfillmentAvailability":[{"fulfillmentChannelCode":"DEFAULT","quantity":null}],
     "issues":[{"code":"8566","message":"m","severity":"ERROR"}],"summaries":[{"itemName":"x"}]},
    {"sku":"D"}]})"));
  BOOST_REQUIRE(page.has_value());
  BOOST_TEST(page->next_token == "t");
  BOOST_REQUIRE(page->listings.size() == 4u);
  BOOST_TEST(*page->listings[0].quantity == 14);
  BOOST_TEST(!page->listings[1].quantity);
  BOOST_TEST(!page->listings[2].quantity);
  BOOST_TEST(page->listings[2].problems == "8566: m");
  BOOST_TEST(page->listings[3].sku == "D");
}

BOOST_AUTO_TEST_CASE(one_that_is_not_understood_keeps_no_other_from_being_seen) {
  const auto page = read_live_page(parsed(R"({"items":[
    {"sku":"A","fulfillmentAvailability":[{"fulfillmentChannelCode":"DEFAULT","quantity":"many"}]},
    {"sku":"B","fulfillmentAvailability":[{"fulfillmentChannelCode":"DEFAULT","quantity":7}]}]})"));
  BOOST_REQUIRE(page.has_value());
  BOOST_REQUIRE(page->listings.size() == 2u);
  BOOST_TEST(page->listings[0].sku == "A");
  BOOST_TEST(page->listings[0].unreadable.find("fulfillmentAvailability[0].quantity") != std::string::npos);
  BOOST_TEST(*page->listings[1].quantity == 7);
  BOOST_TEST(page->listings[1].unreadable == "");
}

BOOST_AUTO_TEST_CASE(attributes_of_a_family_count_once) {
  const auto listing = read_live_listing(parsed(R"({"sku":"A","relationships":[{"relationships":[
    {"variationTheme":{"attributes":["COLOR","SIZE"]}},{"variationTheme":{"attributes":["COLOR","SIZE"]}}]}]})"));
  BOOST_REQUIRE(listing.has_value());
  BOOST_TEST(listing->variation == (std::vector<std::string>{"COLOR", "SIZE"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(listings_of_another_shape) {
  const auto page = [](std::string_view text) { return blamed(read_live_page(parsed(text))); };
  BOOST_TEST(page("{}") == "items");
  BOOST_TEST(page(R"({"items":null})") == "items");
  BOOST_TEST(page(R"({"items":7})") == "items");
  BOOST_TEST(page(R"({"items":[{}]})") == "items[0].sku");
  BOOST_TEST(page(R"({"items":[],"pagination":{"nextToken":5}})") == "pagination.nextToken");
  for (const char* quantity : {"-1", "\"7\"", "1.5", "9999999999999999999"}) {
    const std::string item =
        R"({"sku":"A","fulfillmentAvailability":[{"fulfillmentChannelCode":"DEFAULT","quantity":)" +
        std::string(quantity) + "}]}";
    BOOST_TEST(blamed(read_live_listing(parsed(item))) == "fulfillmentAvailability[0].quantity");
  }
  blamed(read_live_page(parsed("null")));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(amazon_feeds_codec)

BOOST_AUTO_TEST_CASE(a_feed_is_a_message_a_write) {
  FeedText text("A1SELLER");
  text.add({"KURTA \"BLU\" M\xc3\xa9\x01", 12});
  text.add({"B", 0});
  const auto feed = parsed(std::move(text).finish());
  BOOST_TEST(json::serialize(feed.at("header")) == R"({"sellerId":"A1SELLER","version":"2.0"})");
  const auto& messages = feed.at("messages").as_array();
  BOOST_REQUIRE(messages.size() == 2u);
  BOOST_TEST(messages[0].at("sku").as_string() == "KURTA \"BLU\" M\xc3\xa9\x01");
  BOOST_TEST(
      json::serialize(messages[1]) ==
      R"({"messageId":2,"sku":"B","operationType":"PATCH","productType":"PRODUCT","patches":[{"op":"merge",)"
      R"("path":"/attributes/fulfillment_availability","value":[{"fulfillment_channel_code":"DEFAULT","quantity":0}]}]})");
}

BOOST_AUTO_TEST_CASE(bodies_and_places) {
  BOOST_TEST(create_feed_document_body() == R"({"contentType":"application/json; charset=UTF-8"})");
  BOOST_TEST(create_feed_body("D", "M") ==
             R"({"feedType":"JSON_LISTINGS_FEED","marketplaceIds":["M"],"inputFeedDocumentId":"D"})");
  const auto place = read_upload_place(parsed(R"({"feedDocumentId":"D","url":"https://x"})"));
  BOOST_TEST(place->document_id == "D");
  BOOST_TEST(place->address == "https://x");
  BOOST_TEST(blamed(read_upload_place(parsed(R"({"feedDocumentId":"D"})"))) == "url");
}

namespace {

std::string report(const std::string& issues, const std::string& invalid = "2") {
  return R"({"header":{"sellerId":"A","version":"2.0","feedId":"1"},"issues":[)" + issues +
         R"(],"summary":{"errors":3,"warnings":0,"messagesProcessed":4,"messagesAccepted":2,"messagesInvalid":)" +
         invalid + "}}";
}

// "SKU=words|..."
std::string answers(const std::string& text) {
  const auto read = read_feed_report(parsed(text));
  BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().text()));
  std::string shown;
  for (const auto& answer : *read) {
    BOOST_TEST(!answer.accepted);
    shown += answer.sku + "=" + answer.reason + "|";
  }
  return shown;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_report_names_what_was_not_accepted) {
  BOOST_TEST(answers(report(R"(
    {"messageId":4,"sku":"B","code":"90220","severity":"ERROR","message":"one"},
    {"messageId":5,"sku":"C","code":"99022","severity":"ERROR","message":"two","attributeName":"x"},
    {"messageId":6,"sku":"D","code":"1","severity":"WARNING","message":"no matter"},
    {"messageId":4,"sku":"B","code":"90221","severity":"ERROR","message":"three"})")) ==
             "B=90220: one; 90221: three|C=99022: two|");
  // A message whose SKU stands elsewhere in the report.
  BOOST_TEST(answers(report(R"({"messageId":4,"severity":"ERROR","message":"one"},
    {"messageId":4,"sku":"B","severity":"ERROR","message":"two"})",
                            "1")) == "B=one; two|");
  BOOST_TEST(answers(report("", "0")) == "");
}

BOOST_AUTO_TEST_CASE(a_report_that_leaves_writes_in_the_dark) {
  const auto refused = [](const std::string& text) {
    const auto read = read_feed_report(parsed(text));
    BOOST_REQUIRE(!read);
    BOOST_TEST((read.error().code == ErrorCode::refused), read.error());
    return read.error().message;
  };
  BOOST_TEST(refused(report(R"({"code":"4000003","severity":"ERROR","message":"bad header"})"))
                 .ends_with("4000003: bad header"));
  refused(report(R"({"messageId":4,"severity":"ERROR","message":"one"})", "1"));
  refused(report(R"({"messageId":4,"sku":"B","severity":"ERROR","message":"one"})", "2"));
  BOOST_TEST(read_feed_failure(parsed(report(R"({"severity":"ERROR","message":"bad header"})"))) ==
             "bad header");
  BOOST_TEST(read_feed_failure(parsed("7")) == "");
}

BOOST_AUTO_TEST_CASE(reports_of_another_shape) {
  const auto field = [](const std::string& text) { return blamed(read_feed_report(parsed(text))); };
  BOOST_TEST(field("{}") == "summary");
  BOOST_TEST(field(R"({"issues":[],"summary":{}})") == "summary.messagesInvalid");
  BOOST_TEST(field(report("", "-1")) == "summary.messagesInvalid");
  BOOST_TEST(field(report(R"({"messageId":"4"})")) == "issues[0].messageId");
  BOOST_TEST(field(report(R"({"messageId":4,"sku":["B"]})")) == "issues[0].sku");
  BOOST_TEST(field(report("7")) == "issues[0]");
}

BOOST_AUTO_TEST_CASE(jobs) {
  const auto status = [](std::string_view text) { return read_job_status(parsed(text), kFeedWords); };
  BOOST_TEST((status(R"({"processingStatus":"IN_QUEUE"})")->state == JobState::running));
  BOOST_TEST((status(R"({"processingStatus":"OF_TOMORROW"})")->state == JobState::running));
  BOOST_TEST(status(R"({"processingStatus":"FATAL","resultFeedDocumentId":"D"})")->document_id == "D");
  BOOST_TEST((status(R"({"processingStatus":"FATAL"})")->state == JobState::fatal));
  BOOST_TEST((status(R"({"processingStatus":"CANCELLED"})")->state == JobState::cancelled));
  BOOST_TEST(blamed(status(R"({"processingStatus":"DONE"})")) == "resultFeedDocumentId");
  BOOST_TEST(blamed(status("{}")) == "processingStatus");
  BOOST_TEST(blamed(read_created_job(parsed(R"({"feedId":"a b"})"), kFeedWords)) == "feedId");
  const auto list = parsed(R"({"feeds":[{"feedId":"1","createdTime":"2026-08-05T10:00:00Z"},
    {"feedId":"3","createdTime":"2026-08-05T10:02:00Z"},{"feedId":"2","createdTime":"2026-08-05T10:01:00Z"}]})");
  const auto newest = [&](const std::string& but) {
    return *read_newest_job(list, kFeedWords,
                            [&](const std::string& id, ObjectReader&) { return id != but; });
  };
  BOOST_TEST(newest("") == "3");
  BOOST_TEST(newest("3") == "2");
}

BOOST_AUTO_TEST_CASE(documents_are_unpacked) {
  BOOST_TEST(*unpacked({"plain", ""}, 3) == "plain");
  const std::string text(200'000, 'x');
  BOOST_TEST((*unpacked({test::gzip_text(text), ""}, 200'000) == text));
  BOOST_TEST((unpacked({test::gzip_text(text), ""}, 199'999).error().code == ErrorCode::refused));
  std::string cut = test::gzip_text(text);
  cut.pop_back();
  BOOST_TEST((unpacked({cut, ""}, 200'000).error().code == ErrorCode::malformed));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(amazon_inventory_codec)

namespace {

std::string inventory(const std::string& details) {
  return R"({"payload":{"granularity":{},"inventorySummaries":[{"asin":"B0","fnSku":"X0","sellerSku":"A",
    "condition":"NewItem","totalQuantity":31,"inventoryDetails":)" +
         details + R"(}]},"pagination":{"nextToken":"seed"}})";
}

FulfilmentStock stock(const std::string& details) {
  const auto page = read_inventory(parsed(inventory(details)));
  BOOST_REQUIRE_MESSAGE(page.has_value(), (page ? "" : page.error().text()));
  BOOST_TEST(page->next_token == "seed");
  BOOST_TEST(page->stocks.at(0).label == "X0");
  return page->stocks.at(0).stock;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_counts_as_what) {
  const auto full =
      stock(R"({"fulfillableQuantity":24,"inboundWorkingQuantity":100,"inboundShippedQuantity":5,
    "inboundReceivingQuantity":3,"reservedQuantity":{"totalReservedQuantity":9,"pendingCustomerOrderQuantity":2,
    "pendingTransshipmentQuantity":4,"fcProcessingQuantity":3},"unfulfillableQuantity":{"totalUnfulfillableQuantity":1}})");
  BOOST_TEST(full.sku == "A");
  BOOST_TEST(full.sellable == 24);
  BOOST_TEST(full.reserved == 2);
  BOOST_TEST(full.inbound == 8);
  BOOST_TEST(stock(R"({"fulfillableQuantity":0,"reservedQuantity":{"totalReservedQuantity":9}})").reserved ==
             9);
  BOOST_TEST(stock(R"({"fulfillableQuantity":0,"reservedQuantity":null})").reserved == 0);
}

BOOST_AUTO_TEST_CASE(what_is_not_told_is_not_zero) {
  const auto field = [](const std::string& text) { return blamed(read_inventory(parsed(text))); };
  const std::string first = "payload.inventorySummaries[0].";
  BOOST_TEST(field(inventory("{}")) == first + "inventoryDetails.fulfillableQuantity");
  BOOST_TEST(field(inventory("null")) == first + "inventoryDetails");
  for (const char* units : {"-1", "1000000000001", "9223372036854775807", "\"1\""}) {
    BOOST_TEST(field(inventory(R"({"fulfillableQuantity":)" + std::string(units) + "}")) ==
               first + "inventoryDetails.fulfillableQuantity");
  }
  BOOST_TEST(field(R"({"payload":{"inventorySummaries":[{"sellerSku":""}]}})") == first + "sellerSku");
  BOOST_TEST(field(R"({"payload":{"inventorySummaries":[{}]}})") == first + "sellerSku");
  BOOST_TEST(field("{}") == "payload.inventorySummaries");
  BOOST_TEST(field(R"({"payload":{}})") == "payload.inventorySummaries");
  const auto last = read_inventory(parsed(R"({"payload":{"inventorySummaries":[]}})"));
  BOOST_TEST(last->stocks.empty());
  BOOST_TEST(last->next_token == "");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(amazon_shipment_codec)

namespace {

const ShipmentNotice kNotice{
    "408-1", "1", "blue dart", "Surface", "T-1", *parse_time("2026-08-05T13:40:00Z"), {{"60", 2}}};

}  // namespace

BOOST_AUTO_TEST_CASE(a_carrier_goes_by_code_or_by_name) {
  BOOST_TEST(find_carrier("india post") == "India Post");
  BOOST_TEST(find_carrier("DELHIVERY") == "Delhivery");
  BOOST_TEST(find_carrier("Delhivery ") == "");
  BOOST_TEST(find_carrier("") == "");
  BOOST_TEST(
      *confirm_shipment_body(kNotice, "M") ==
      R"({"marketplaceId":"M","packageDetail":{"packageReferenceId":"1","carrierCode":"Other","carrierName":"blue dart",)"
      R"("shippingMethod":"Surface","trackingNumber":"T-1","shipDate":"2026-08-05T13:40:00Z",)"
      R"("orderItems":[{"orderItemId":"60","quantity":2}]}})");
  auto listed = kNotice;
  listed.carrier = "bluedart";
  listed.method.clear();
  const auto package = parsed(*confirm_shipment_body(listed, "M")).at("packageDetail").as_object();
  BOOST_TEST(package.at("carrierCode").as_string() == "BlueDart");
  BOOST_TEST(!package.contains("carrierName"));
  BOOST_TEST(!package.contains("shippingMethod"));
}

BOOST_AUTO_TEST_CASE(what_amazons_model_forbids) {
  const auto field = [](const std::function<void(ShipmentNotice&)>& change) {
    auto notice = kNotice;
    change(notice);
    const auto body = confirm_shipment_body(notice, "M");
    BOOST_REQUIRE(!body);
    BOOST_TEST((body.error().code == ErrorCode::invalid_argument));
    return body.error().field;
  };
  for (const char* package : {"", "0", "000", "-1", "1.5", "P1"}) {
    BOOST_TEST(field([&](auto& notice) { notice.package = package; }) == "package");
  }
  BOOST_TEST(field([](auto& notice) { notice.carrier.clear(); }) == "carrier");
  BOOST_TEST(field([](auto& notice) { notice.tracking_number.clear(); }) == "tracking_number");
  BOOST_TEST(field([](auto& notice) { notice.lines.clear(); }) == "lines");
  BOOST_TEST(field([](auto& notice) { notice.lines[0].quantity = 0; }) == "lines[0].quantity");
  BOOST_TEST(field([](auto& notice) { notice.lines[0].line_id.clear(); }) == "lines[0].line_id");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(amazon_write_estimate)

namespace {

WriteEstimate estimate(std::int64_t writes) {
  std::vector<QuotaView> buckets;
  for (const auto& operation : operations::kOfStock) {
    buckets.push_back({std::string(operation.name), operation.plan.rate_micro, operation.plan.burst,
                       operation.plan.burst * 1'000'000, 0});
  }
  return estimate_quantity_writes(writes, buckets, {*parse_time("2026-08-05T10:15:00Z"), 100ms, 10s});
}

}  // namespace

BOOST_AUTO_TEST_CASE(one_by_one_at_the_quotas_rate) {
  BOOST_TEST(estimate(0).singly.count() == 0);
  BOOST_TEST(estimate(5).singly.count() == 500);
  // Nine without a wait out of a bucket of five that fills meanwhile; the tenth after a second, then one in
  // 200 ms, and the last one's answer.
  BOOST_TEST(estimate(1'000).singly.count() == 1'000 + 990 * 200 + 100);
}

BOOST_AUTO_TEST_CASE(a_batch_is_waited_for) {
  BOOST_TEST(estimate(0).in_batch.count() == 0);
  // Document, upload, feed; looks after 1, 3, 7 and 15 seconds; the result and its download.
  const Duration one = 300ms + 15s + 4 * 100ms + 200ms;
  BOOST_TEST((estimate(1).in_batch == one));
  BOOST_TEST((estimate(25'000).in_batch == one));
  BOOST_TEST((estimate(25'001).in_batch == 2 * one));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
