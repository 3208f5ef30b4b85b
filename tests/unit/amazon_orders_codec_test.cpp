#include <boost/test/unit_test.hpp>

#include "common/charset.h"
#include "daemon/channel/amazon/answer_json.h"
#include "daemon/channel/amazon/orders_codec.h"
#include "tests/support/amazon_payloads.h"

namespace sellerd::amazon {

using test::full_order;
using test::orders_page;
using test::small_order;

namespace {

Result<Page<Order>> decode(const std::string& body) {
  const auto parsed = parse_answer(body);
  BOOST_REQUIRE(parsed.has_value());
  return decode_orders(*parsed, 7);
}

Order decode_good(const std::string& order) {
  const auto page = decode(orders_page(order));
  BOOST_REQUIRE(page.has_value());
  BOOST_REQUIRE(page->records.size() == 1u);
  const auto* bad = std::get_if<Undecodable>(&page->records[0]);
  BOOST_REQUIRE_MESSAGE(bad == nullptr, (bad == nullptr ? "" : bad->error.text()));
  return std::get<Order>(page->records[0]);
}

// The order with one part replaced.
Undecodable decode_bad(const std::string& good, const std::string& part, const std::string& by) {
  std::string broken = good;
  const auto at = broken.find(part);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, part);
  broken.replace(at, part.size(), by);
  const auto page = decode(orders_page(small_order("before") + "," + broken + "," + small_order("after")));
  BOOST_REQUIRE(page.has_value());
  BOOST_REQUIRE(page->records.size() == 3u);
  BOOST_TEST(std::get<Order>(page->records[0]).order_id == "before");
  BOOST_TEST(std::get<Order>(page->records[2]).order_id == "after");
  BOOST_REQUIRE_MESSAGE(std::holds_alternative<Undecodable>(page->records[1]), by);
  const auto& bad = std::get<Undecodable>(page->records[1]);
  BOOST_TEST((bad.error.code == ErrorCode::malformed));
  BOOST_TEST(bad.payload.size() <= 4'096u);
  BOOST_TEST(bad.payload.find("CANARY") == std::string::npos, bad.payload);
  BOOST_TEST(bad.error.text().find("CANARY") == std::string::npos, bad.error);
  return bad;
}

std::string place_of(const std::string& part, const std::string& by) {
  return decode_bad(full_order(), part, by).error.text();
}

Money inr(std::int64_t paise) {
  return {paise, *Currency::parse("INR")};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(amazon_orders_codec)

BOOST_AUTO_TEST_CASE(the_head_of_an_order) {
  const Order order = decode_good(full_order());
  BOOST_TEST(order.integration == 7u);
  BOOST_TEST(order.order_id == "408-5550001-5550002");
  BOOST_TEST((order.status == OrderStatus{} || order.status == Order{}.status));
  BOOST_TEST(order.channel_status == "UNSHIPPED");
  BOOST_TEST(format_time(order.created) == "2026-08-05T04:31:10Z");
  BOOST_TEST(format_time(order.last_updated) == "2026-08-05T04:58:02.113Z");
  BOOST_TEST(order.fulfilled_by == "MERCHANT");
  BOOST_TEST(order.sales_channel == "AMAZON");
  BOOST_TEST(order.programs == (std::vector<std::string>{"AMAZON_EASY_SHIP", "A_PROGRAM_OF_TOMORROW"}));
  BOOST_TEST(order.service_level == "STANDARD");
  BOOST_TEST(format_time(*order.ship_by) == "2026-08-06T18:29:59Z");
  BOOST_TEST((order.total == inr(59'000)));
  BOOST_TEST((order.destination == Destination{"MUMBAI", "MAHARASHTRA", "IN"}));
  BOOST_TEST(order.payment_methods == std::vector<std::string>{"CashOnDelivery"});
  BOOST_TEST(order.aliases == std::vector<std::string>{"WEB-17"});
  BOOST_TEST(order.replaces == std::vector<std::string>{"408-1-1"});
  BOOST_TEST(order.source == "search");
  BOOST_TEST((order.first_seen == Timestamp{}));
  BOOST_REQUIRE(order.packages.size() == 1u);
  const auto shipped = parse_time("2026-08-05T13:40:00Z");
  BOOST_TEST((order.packages[0] == Package{"1", "ATS", "T-1", "IN_TRANSIT", "OUT_FOR_DELIVERY", *shipped}));
}

BOOST_AUTO_TEST_CASE(the_lines) {
  const Order order = decode_good(full_order());
  BOOST_REQUIRE(order.lines.size() == 1u);
  const OrderLine& line = order.lines[0];
  BOOST_TEST(line.line_id == "60001234567890");
  BOOST_TEST(line.sku == "KURTA-BLU-M");
  BOOST_TEST(line.asin == "B0EXAMPL01");
  BOOST_TEST(line.title == "Cotton kurta");
  BOOST_TEST(line.quantity_ordered == 2);
  BOOST_TEST(line.quantity_fulfilled == 0);
  BOOST_TEST((line.total == inr(59'000)));
  BOOST_TEST((line.unit_price == inr(29'500)));
  BOOST_TEST((line.charges == std::vector<Charge>{{"ITEM", "", inr(56'190)},
                                                  {"TAX", "", inr(2'810)},
                                                  {"TAX", "ITEM", inr(2'810)},
                                                  {"A_FEE_OF_TOMORROW", "", inr(-150)}}));
  BOOST_TEST(line.promotions == std::vector<std::string>{"IN Core Free Shipping 2015/04/08"});
  BOOST_TEST(line.cancelled_by == "");  // a request is not a cancellation
  BOOST_TEST(line.cancel_reason == "");
}

BOOST_AUTO_TEST_CASE(what_has_no_field_is_kept_and_nothing_personal_is) {
  const Order order = decode_good(full_order());
  const auto extra = parse_json(order.extra);
  BOOST_REQUIRE_MESSAGE(extra.has_value(), order.extra);
  const auto expected = parse_json(R"({
    "associatedOrders":[{"orderId":"408-2-2","associationType":"BUNDLED_WITH"}],
    "fulfillment":{"shipByWindow":{"earliestDateTime":"2026-08-05T18:30:00Z"},
                   "deliverByWindow":{"latestDateTime":"2026-08-10T18:29:59Z"}},
    "proceeds":{"breakdowns":[{"type":"DELIVERY_TIP","status":"PENDING","subtotal":{"amount":"10.00","currencyCode":"INR"}}]},
    "payment":{"paymentExecutions":[{"paymentAmount":{"amount":"590.00","currencyCode":"INR"}}]},
    "tax":{"taxInvoicing":{"invoiceStatus":"NOT_FOUND"}},
    "packages":[{"createdTime":"2026-08-05T05:00:00Z","shippingService":"Surface",
                 "packageItems":[{"orderItemId":"60001234567890","quantity":2}]}],
    "fulfillmentOrders":[{"fulfillmentOrderId":"FO-1"}]})");
  BOOST_TEST((*extra == *expected), order.extra);
  const auto line_extra = parse_json(order.lines[0].extra);
  BOOST_REQUIRE(line_extra.has_value());
  const auto line_expected = parse_json(R"({
    "product":{"condition":{"conditionType":"NEW"}},
    "cancellation":{"cancellationRequest":{"requester":"BUYER","cancelReason":"ORDERED_BY_MISTAKE"}},
    "fulfillment":{"shipping":{"shippingConstraints":{"cashOnDelivery":"MANDATORY"}}},
    "programs":["SUBSCRIBE_AND_SAVE"]})");
  BOOST_TEST((*line_extra == *line_expected), order.lines[0].extra);
  const std::string whole = json::serialize(to_json(order, Reveal::all));
  BOOST_TEST(whole.find("CANARY") == std::string::npos, whole);
}

BOOST_AUTO_TEST_CASE(fields_of_tomorrow_are_kept_unless_they_may_be_personal) {
  std::string order = small_order("1");
  order.insert(
      1,
      R"("giftNote":"CANARY","secondBuyer":{"x":"CANARY"},"deliveryInstructions":"CANARY","remark":"leave with CANARY",
    "carbonGrams":12,"isSplit":true,"ratio":0.5,"wave":"W-7","nested":{"code":"C1","receiverPhone":"CANARY","deep":[{"contact":"CANARY"}]},
    "CANARY@example.in":1,"nothing":null,"empty":{},"emptyList":[],)");
  const Order read = decode_good(order);
  const auto extra = parse_json(read.extra);
  BOOST_REQUIRE_MESSAGE(extra.has_value(), read.extra);
  const auto expected =
      parse_json(R"({"carbonGrams":12,"isSplit":true,"ratio":0.5,"wave":"W-7","nested":{"code":"C1"}})");
  BOOST_TEST((*extra == *expected), read.extra);
}

BOOST_AUTO_TEST_CASE(a_small_order_has_no_money_and_no_extra) {
  const Order order = decode_good(small_order("S02-1234567-1234567"));
  BOOST_TEST(!order.total.has_value());
  BOOST_TEST(!order.lines[0].total.has_value());
  BOOST_TEST(!order.lines[0].unit_price.has_value());
  BOOST_TEST(order.lines[0].charges.empty());
  BOOST_TEST(order.extra == "");
  BOOST_TEST(order.lines[0].extra == "");
  BOOST_TEST(order.channel_status == "");
}

BOOST_AUTO_TEST_CASE(absent_money_stays_absent_in_every_form) {
  for (const char* money :
       {"null", "{}", R"({"amount":null,"currencyCode":"INR"})", R"({"currencyCode":"INR"})"}) {
    std::string order = small_order("1");
    order.insert(1, std::string(R"("proceeds":{"grandTotal":)") + money + "},");
    BOOST_TEST(!decode_good(order).total.has_value(), money);
  }
}

BOOST_AUTO_TEST_CASE(a_breakdown_without_an_amount_is_kept_as_sent) {
  std::string order = small_order("1");
  const std::string item = R"("orderItemId":"1",)";
  order.insert(
      order.find(item),
      R"("proceeds":{"breakdowns":[{"type":"ITEM"},{"type":"TAX","subtotal":{"amount":"1","currencyCode":"INR"}}]},)");
  const Order read = decode_good(order);
  BOOST_TEST((read.lines[0].charges == std::vector<Charge>{{"TAX", "", inr(100)}}));
  BOOST_TEST(read.lines[0].extra.find(R"({"type":"ITEM"})") != std::string::npos, read.lines[0].extra);
}

BOOST_AUTO_TEST_CASE(words_of_tomorrow_survive) {
  std::string order = full_order();
  order.replace(order.find("UNSHIPPED"), 9, "TELEPORTED");
  BOOST_TEST(decode_good(order).channel_status == "TELEPORTED");
}

BOOST_AUTO_TEST_CASE(a_cancelled_line) {
  std::string order = full_order();
  const std::string request = R"("cancellationRequest":)";
  order.insert(order.find(request),
               R"("cancellationExecution":{"cancelledBy":"MERCHANT","cancelReason":"NO_INVENTORY"},)");
  const std::string unfulfilled = R"("quantityUnfulfilled":2)";
  order.replace(order.find(unfulfilled), unfulfilled.size(), R"("quantityUnfulfilled":0)");
  const Order read = decode_good(order);
  BOOST_TEST(read.lines[0].cancelled_by == "MERCHANT");
  BOOST_TEST(read.lines[0].cancel_reason == "NO_INVENTORY");
  BOOST_TEST(read.lines[0].extra.find(R"("quantityUnfulfilled":0)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_bad_order_says_where_and_spoils_nothing) {
  BOOST_TEST(place_of(R"("quantityOrdered":2)", R"("quantityOrdered":"two")") ==
             "orders[1].orderItems[0].quantityOrdered: expected an integer, got a string");
  BOOST_TEST(place_of(R"("quantityOrdered":2)", R"("quantityOrdered":2.5)") ==
             "orders[1].orderItems[0].quantityOrdered: expected an integer, got a fraction");
  BOOST_TEST(place_of(R"("quantityOrdered":2)", R"("quantityOrdered":-2)") ==
             "orders[1].orderItems[0].quantityOrdered: must not be negative");
  BOOST_TEST(place_of(R"("quantityOrdered":2,)", "") ==
             "orders[1].orderItems[0].quantityOrdered: is required");
  BOOST_TEST(place_of(R"("createdTime":"2026-08-05T04:31:10Z",)", "") ==
             "orders[1].createdTime: is required");
  BOOST_TEST(place_of(R"("lastUpdatedTime":"2026-08-05T04:58:02.113Z")", R"("lastUpdatedTime":"yesterday")")
                 .starts_with("orders[1].lastUpdatedTime: "));
  BOOST_TEST(place_of(R"("amount":"590.00")", R"("amount":590.0)") ==
             "orders[1].proceeds.grandTotal.amount: expected a string, got a fraction");
  BOOST_TEST(place_of(R"("amount":"561.90")", R"("amount":"561.905")")
                 .starts_with("orders[1].orderItems[0].proceeds.breakdowns[0].subtotal: "));
  BOOST_TEST(
      place_of(R"("amount":"28.10","currencyCode":"INR"}}]})", R"("amount":"x","currencyCode":"INR"}}]})")
          .starts_with("orders[1].orderItems[0].proceeds.breakdowns[1].detailedBreakdowns[0].value: "));
  BOOST_TEST(place_of(R"({"amount":"590.00","currencyCode":"INR"},)", R"({"amount":"590.00"},)") ==
             "orders[1].proceeds.grandTotal.currencyCode: is required");
  BOOST_TEST(place_of(R"("city":"MUMBAI")", R"("city":["CANARY"])") ==
             "orders[1].recipient.deliveryAddress.city: expected a string, got an array");
  BOOST_TEST(place_of(R"("programs":["AMAZON_EASY_SHIP")", R"("programs":[5)") ==
             "orders[1].programs[0]: expected a string, got an integer");
  BOOST_TEST(place_of(R"("packageReferenceId":"1",)", "") ==
             "orders[1].packages[0].packageReferenceId: is required");
  BOOST_TEST(
      place_of(R"("fulfillment":{"fulfillmentStatus")", R"("fulfillment":7,"x":{"fulfillmentStatus")") ==
      "orders[1].fulfillment: expected an object, got an integer");
}

BOOST_AUTO_TEST_CASE(what_an_error_quotes_is_safe_to_show) {
  std::string amount = "\\u001b[31m";
  for (int i = 0; i < 20; ++i) amount += "\xe0\xa4\x95";
  const auto bad = decode_bad(full_order(), R"("amount":"590.00")", R"("amount":")" + amount + "\"");
  BOOST_TEST(is_valid_utf8(bad.error.message));
  BOOST_TEST(bad.error.message.find('\x1b') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_identifies_a_bad_order) {
  BOOST_TEST(decode_bad(full_order(), R"("quantityOrdered":2)", R"("quantityOrdered":null)").record_id ==
             "408-5550001-5550002");
  for (const char* id : {"7", "null", "\"\"", "\"a b\"", "\"\\u0000\"", "\"\\u001b[31m\""}) {
    BOOST_TEST(decode_bad(full_order(), R"("408-5550001-5550002")", id).record_id == "record 2 of the page",
               id);
  }
  BOOST_TEST(
      decode_bad(full_order(), R"("408-5550001-5550002")", "\"" + std::string(101, '1') + "\"").record_id ==
      "record 2 of the page");
}

BOOST_AUTO_TEST_CASE(orders_that_are_no_objects) {
  const auto page = decode(orders_page(R"(null,7,"CANARY +91 98765",["CANARY"],)" + small_order("x")));
  BOOST_REQUIRE(page.has_value());
  BOOST_REQUIRE(page->records.size() == 5u);
  for (std::size_t i = 0; i < 4; ++i) {
    const auto& bad = std::get<Undecodable>(page->records[i]);
    BOOST_TEST(bad.payload.find("CANARY") == std::string::npos);
    BOOST_TEST(bad.error.field == "orders[" + std::to_string(i) + "]");
  }
  BOOST_TEST(std::holds_alternative<Order>(page->records[4]));
}

BOOST_AUTO_TEST_CASE(two_lines_with_one_id) {
  std::string order = small_order("1");
  order.insert(order.rfind("]}"), R"(,{"orderItemId":"1","quantityOrdered":3})");
  const auto page = decode(orders_page(order));
  const auto& bad = std::get<Undecodable>(page->records[0]);
  BOOST_TEST(bad.error.text() == "orders[0].orderItems: two lines have the id 1");
}

BOOST_AUTO_TEST_CASE(an_order_without_a_list_of_lines) {
  const std::string order =
      R"({"orderId":"1","createdTime":"2026-08-05T04:31:10Z","lastUpdatedTime":"2026-08-05T04:58:02Z")";
  for (const char* end : {"}", R"(,"orderItems":null})", R"(,"orderItems":{}})"}) {
    const auto page = decode(orders_page(order + end));
    BOOST_TEST(std::holds_alternative<Undecodable>(page->records[0]), end);
  }
  BOOST_TEST(decode_good(order + R"(,"orderItems":[]})").lines.empty());
}

BOOST_AUTO_TEST_CASE(a_long_payload_is_cut_between_characters) {
  std::string title;
  for (int i = 0; i < 3'000; ++i) title += "\xe0\xa4\x95";
  const auto bad =
      decode_bad(full_order(), R"("title":"Cotton kurta")", R"("sellerSku":7,"title":")" + title + "\"");
  BOOST_TEST(bad.payload.size() <= 4'096u);
}

BOOST_AUTO_TEST_CASE(the_frame_of_a_page) {
  const auto page = decode(orders_page(small_order("1"), "aGVs+bG8=/x"));
  BOOST_REQUIRE(page.has_value());
  BOOST_TEST(page->next_token == "aGVs+bG8=/x");
  BOOST_TEST(format_time(*page->bound) == "2026-08-05T05:10:00Z");
  const auto last = decode(orders_page(""));
  BOOST_REQUIRE(last.has_value());
  BOOST_TEST(last->next_token == "");
  BOOST_TEST(last->records.empty());
  BOOST_TEST(decode(R"({"orders":[],"pagination":null})").has_value());
  BOOST_TEST(decode(R"({"orders":[],"pagination":{}})")->next_token == "");
  BOOST_TEST(!decode(R"({"orders":[]})")->bound.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_page_is_never_an_empty_one) {
  for (const char* body :
       {"{}", "[]", "7", "null", R"({"orders":null})", R"({"orders":{}})", R"({"payload":{"Orders":[]}})",
        R"({"errors":[{"code":"InternalFailure","message":"m"}]})", R"({"orders":[],"pagination":"x"})",
        R"({"orders":[],"pagination":{"nextToken":7}})", R"({"orders":[],"lastUpdatedBefore":"soon"})"}) {
    const auto page = decode(body);
    BOOST_REQUIRE_MESSAGE(!page.has_value(), body);
    BOOST_TEST((page.error().code == ErrorCode::malformed), body);
  }
  BOOST_TEST(decode(R"({"errors":[{"code":"InternalFailure","message":"m"}]})")
                 .error()
                 .message.find("InternalFailure: m") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_single_order) {
  const auto answer = parse_answer(R"({"order":)" + full_order() + "}");
  const auto order = decode_order(*answer, 7);
  BOOST_REQUIRE(order.has_value());
  BOOST_TEST(std::get<Order>(*order).order_id == "408-5550001-5550002");
  BOOST_TEST(!decode_order(*parse_answer(R"({"order":null})"), 7).has_value());
  BOOST_TEST(!decode_order(*parse_answer("{}"), 7).has_value());
  const auto marketplace = [](const char* text) { return marketplace_of_order(*parse_answer(text)); };
  BOOST_TEST(marketplace(R"({"order":{"salesChannel":{"marketplaceId":"A1F83G8C2ARO7P"}}})") ==
             "A1F83G8C2ARO7P");
  for (const char* text : {"{}", "[]", R"({"order":{"salesChannel":7}})", R"({"order":{"orderId":"1"}})"})
    BOOST_TEST(marketplace(text) == "");
  const auto bad = decode_order(*parse_answer(R"({"order":{}})"), 7);
  BOOST_TEST(std::get<Undecodable>(*bad).error.text() == "order.orderId: is required");
}

BOOST_AUTO_TEST_CASE(objects_with_very_many_members) {
  std::string order = small_order("1");
  std::string many;
  for (int i = 0; i < 500; ++i) many += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  order.insert(1, many);
  BOOST_TEST(decode_good(order).order_id == "1");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(amazon_answer_json)

BOOST_AUTO_TEST_CASE(one_bad_title_does_not_cost_the_page) {
  const auto title_of = [](const std::string& title) {
    const auto parsed = parse_answer(R"({"t":")" + title + R"("})");
    BOOST_REQUIRE_MESSAGE(parsed.has_value(), title);
    return std::string(std::string_view(parsed->at("t").as_string()));
  };
  BOOST_TEST(title_of("a\xff") == "a\xef\xbf\xbd");
  BOOST_TEST(title_of("a\\ud83d") == "a\xef\xbf\xbd");
  BOOST_TEST(title_of("a\\udc00b") ==
             "a\xef\xbf\xbd"
             "b");
  BOOST_TEST(title_of("\\ud83d\\ude00") == "\xf0\x9f\x98\x80");
  BOOST_TEST(title_of("\\ud83d\\ude00\xff") == "\xf0\x9f\x98\x80\xef\xbf\xbd");
  BOOST_TEST(title_of("\\\\ud83d") == "\\ud83d");
}

BOOST_AUTO_TEST_CASE(what_is_not_json_stays_so) {
  for (const char* body : {"", "<html></html>", "{", "{\"orders\":[", "{} {}", "{\"a\":1}x", "\xff", "\\",
                           "\"\\u12\"", "\"\\ud83d"}) {
    BOOST_TEST(!parse_answer(body).has_value(), body);
  }
  BOOST_TEST(!parse_answer(std::string(100'000, '[')).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
