// Order reports, row by row, and the places between their pages.
#include <boost/test/unit_test.hpp>

#include "common/json.h"
#include "daemon/channel/amazon/order_report_codec.h"
#include "daemon/channel/amazon/order_report_place.h"
#include "daemon/channel/amazon/report_rows.h"
#include "tests/support/order_report_text.h"

namespace sellerd {

using namespace test;

namespace {

std::vector<Decoded<Order>> decode(const std::string& text) {
  amazon::ReportRows rows({text, "text/plain; charset=UTF-8"});
  const auto decoder = amazon::OrderReportDecoder::make(*rows.header(), Charset::utf8, 7);
  BOOST_REQUIRE(decoder.has_value());
  std::vector<Decoded<Order>> orders;
  amazon::TsvRow row;
  for (auto got = rows.next(row); got && *got; got = rows.next(row)) orders.push_back(decoder->decode(row));
  return orders;
}

Order decode_one(const Cells& cells) {
  const auto orders = decode(kHeader + cells.text());
  BOOST_REQUIRE(orders.size() == 1u);
  const auto* bad = std::get_if<Undecodable>(&orders[0]);
  BOOST_REQUIRE_MESSAGE(bad == nullptr, (bad == nullptr ? "" : bad->error.text()));
  return std::get<Order>(orders[0]);
}

Undecodable refused(const Cells& cells) {
  const auto orders = decode(kHeader + cells.text());
  BOOST_REQUIRE(orders.size() == 1u);
  BOOST_REQUIRE(std::holds_alternative<Undecodable>(orders[0]));
  return std::get<Undecodable>(orders[0]);
}

std::string shown(const std::vector<Charge>& charges) {
  std::string text;
  for (const auto& charge : charges)
    text += charge.type + "/" + charge.subtype + "=" + charge.amount.text() + ";";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(amazon_order_report_codec)

BOOST_AUTO_TEST_CASE(a_row) {
  const Order order = decode_one({.status = "Shipped - Delivered to Buyer"});
  BOOST_TEST(order.integration == 7u);
  BOOST_TEST(order.order_id == "408-5550001-5550002");
  BOOST_TEST(order.source == "report");
  BOOST_TEST(order.channel_status == "SHIPPED");
  BOOST_TEST(order.extra == R"({"order-status":"Shipped - Delivered to Buyer"})");
  BOOST_TEST(format_time(order.created) == "2026-08-05T04:31:10Z");
  BOOST_TEST(format_time(order.last_updated) == "2026-08-05T04:58:02Z");
  BOOST_TEST(order.fulfilled_by == "MERCHANT");
  BOOST_TEST(order.sales_channel == "AMAZON");
  BOOST_TEST(order.service_level == "STANDARD");
  BOOST_TEST(order.programs == std::vector<std::string>{"AMAZON_BUSINESS"}, boost::test_tools::per_element());
  BOOST_TEST((order.destination == Destination{"MUMBAI", "MAHARASHTRA", "IN"}));
  BOOST_TEST(!order.total.has_value());
  BOOST_REQUIRE(order.lines.size() == 1u);
  const OrderLine& line = order.lines[0];
  BOOST_TEST(line.line_id == "1");
  BOOST_TEST(line.sku == "KURTA-BLU-M");
  BOOST_TEST(line.asin == "B0EXAMPL01");
  BOOST_TEST(line.title == "Cotton \"kurta\"");
  BOOST_TEST(line.quantity_ordered == 2);
  BOOST_TEST(line.quantity_fulfilled == 2);
  BOOST_TEST(!line.total.has_value());
  BOOST_TEST(!line.unit_price.has_value());
  BOOST_TEST(shown(line.charges) ==
             "ITEM/=561.90 INR;TAX/ITEM=28.10 INR;SHIPPING/=40.00 INR;TAX/SHIPPING=2.00 INR;"
             "DISCOUNT/ITEM=10.00 INR;DISCOUNT/SHIPPING=40.00 INR;");
  BOOST_TEST(line.promotions == (std::vector<std::string>{"P 1", "P2"}), boost::test_tools::per_element());
  BOOST_TEST(json::serialize(to_json(order, Reveal::all)).find("CANARY") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(statuses) {
  for (const auto& [sent, word] :
       std::vector<std::pair<std::string, std::string>>{{"Pending", "PENDING"},
                                                        {"Unshipped", "UNSHIPPED"},
                                                        {"Pending - Waiting for Pick Up", "UNSHIPPED"},
                                                        {"PartiallyShipped", "PARTIALLY_SHIPPED"},
                                                        {"Partially Shipped", "PARTIALLY_SHIPPED"},
                                                        {"Shipped - Returned to Seller", "SHIPPED"},
                                                        {"Canceled", "CANCELLED"},
                                                        {"Cancelled", "CANCELLED"},
                                                        {"Unfulfillable", "UNFULFILLABLE"},
                                                        {"Shipping", "Shipping"},
                                                        {"A Status of Tomorrow", "A Status of Tomorrow"}}) {
    BOOST_TEST(decode_one({.status = sent}).channel_status == word);
  }
}

BOOST_AUTO_TEST_CASE(money_that_is_not_there_is_absent) {
  BOOST_TEST(decode_one({.money = kNoMoney}).lines[0].charges.empty());
  BOOST_TEST(shown(decode_one({.money = "INR\t0.00\t\t\t\t\t\t\t"}).lines[0].charges) == "ITEM/=0.00 INR;");
}

BOOST_AUTO_TEST_CASE(a_cancelled_line_keeps_its_quantity) {
  const Order order = decode_one({.status = "Cancelled", .item_status = "Cancelled", .quantity = "0"});
  BOOST_TEST(order.channel_status == "CANCELLED");
  BOOST_TEST(order.lines[0].quantity_ordered == 0);
  BOOST_TEST(order.lines[0].quantity_fulfilled == 0);
  BOOST_TEST(order.lines[0].cancelled_by == "");
  BOOST_TEST(order.lines[0].extra == R"({"item-status":"Cancelled"})");
}

BOOST_AUTO_TEST_CASE(orders_of_other_channels_and_line_ends_of_windows) {
  const Order order =
      decode_one({.id = "S02-4567890-1234567", .quantity = "15", .money = kNoMoney, .end = "\r\n"});
  BOOST_TEST(order.order_id == "S02-4567890-1234567");
  BOOST_TEST(order.programs.size() == 1u);  // the last column, without the CR
}

BOOST_AUTO_TEST_CASE(rows_that_cannot_be_understood) {
  const auto check = [](const Cells& cells, const std::string& field, const std::string& id) {
    const Undecodable bad = refused(cells);
    BOOST_TEST((bad.error.code == ErrorCode::malformed));
    BOOST_TEST(bad.error.field == field);
    BOOST_TEST(bad.record_id == id);
    BOOST_TEST(bad.payload.find("CANARY") == std::string::npos);
  };
  const std::string id = Cells{}.id;
  check({.quantity = "two"}, "line 2.quantity", id);
  check({.quantity = ""}, "line 2.quantity", id);
  check({.quantity = "-1"}, "line 2.quantity", id);
  check({.updated = "yesterday"}, "line 2.last-updated-date", id);
  check({.status = ""}, "line 2.order-status", id);
  check({.sku = "A\xff"}, "line 2.sku", id);
  check({.money = "INR\t5,00\t\t\t\t\t\t\t"}, "line 2.item-price", id);
  check({.money = "\t5.00\t\t\t\t\t\t\t"}, "line 2.item-price", id);
  check({.id = ""}, "line 2.amazon-order-id", "line 2");
  check({.end = "\tone more\n"}, "line 2", id);
  BOOST_TEST(refused({.quantity = "two"}).payload.find("KURTA-BLU-M") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(needed_columns) {
  for (const char* name : {"amazon-order-id", "purchase-date", "last-updated-date", "order-status",
                           "fulfillment-channel", "sku", "quantity", "currency", "item-price"}) {
    std::string text = kHeader;
    const auto at = ("\t" + text).find("\t" + std::string(name) + "\t");
    text.replace(at, std::string_view(name).size(), "Spalte");
    amazon::ReportRows rows({text, ""});
    const auto decoder = amazon::OrderReportDecoder::make(*rows.header(), Charset::utf8, 7);
    BOOST_REQUIRE_MESSAGE(!decoder, name);
    BOOST_TEST((decoder.error().code == ErrorCode::malformed));
    BOOST_TEST(decoder.error().message.find(std::string("no column ") + name) != std::string::npos);
    BOOST_TEST(decoder.error().message.find("Spalte") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(rows_of_one_order) {
  auto rows = decode(kHeader + Cells{.sku = "A"}.text() + Cells{.sku = "B", .quantity = "1"}.text() +
                     Cells{.updated = "2026-08-06T00:00:00+00:00", .status = "Cancelled", .sku = "A"}.text() +
                     Cells{.quantity = "x"}.text());
  for (int i = 1; i < 3; ++i) amazon::add_row(rows[0], rows[i]);
  const auto& order = std::get<Order>(rows[0]);
  std::string lines;
  for (const auto& line : order.lines) lines += line.line_id + line.sku;
  BOOST_TEST(lines == "1A2B3A");
  BOOST_TEST(order.channel_status == "CANCELLED");
  amazon::add_row(rows[0], rows[3]);
  BOOST_TEST(std::holds_alternative<Undecodable>(rows[0]));
  amazon::add_row(rows[0], rows[1]);
  BOOST_TEST(std::holds_alternative<Undecodable>(rows[0]));
}

BOOST_AUTO_TEST_CASE(places) {
  const Timestamp from = *parse_time("2026-05-01T00:00:00Z");
  auto place = amazon::OrderReportPlace::first_of(from, from + std::chrono::days(75));
  BOOST_TEST((place.to - from == std::chrono::days(30)));
  BOOST_TEST((*amazon::OrderReportPlace::parse(place.token()) == place));
  place.report_id = "50:1";
  place.row = 77;
  BOOST_TEST((*amazon::OrderReportPlace::parse(place.token()) == place));
  place.ahead = {"51", "52"};
  BOOST_TEST((*amazon::OrderReportPlace::parse(place.token()) == place));
  const auto next = place.next_slice(from + std::chrono::days(75));
  BOOST_TEST(next.report_id == "51");
  BOOST_TEST(next.ahead.size() == 1u);
  BOOST_TEST(!place.first_unasked(from + std::chrono::days(75)));
  place.ahead.pop_back();
  BOOST_TEST((place.first_unasked(from + std::chrono::days(75))->from == from + std::chrono::days(60)));
  // Very many orders make short slices, all of a length but the last.
  const auto end = from + std::chrono::days(75);
  auto slice = amazon::OrderReportPlace::first_of(from, end, 100'000);
  BOOST_TEST((slice.to - from == std::chrono::days(30)));
  slice = amazon::OrderReportPlace::first_of(from, end, 1'450'000);
  BOOST_TEST((slice.to - from == std::chrono::days(5)));
  BOOST_TEST((slice.next_slice(end).to - from == std::chrono::days(10)));
  slice = amazon::OrderReportPlace::first_of(from, end, 1'000'000'000);
  BOOST_TEST((slice.to - from == std::chrono::days(1)));
  for (const char* bad :
       {"", "1", "1:2", "1:2:3", "1:2:3:", "2:1:0:R", "a:2:0:R", "1:2:-1:R", "1:2:x:R", "0:R1"})
    BOOST_TEST((amazon::OrderReportPlace::parse(bad).error().code == ErrorCode::conflict), bad);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
