// Orders by way of reports: the codec, the pages over a scripted network, and the marketplace model.
#include <boost/test/unit_test.hpp>

#include "common/json.h"
#include "daemon/channel/amazon/marketplaces.h"
#include "daemon/channel/amazon/order_report_codec.h"
#include "daemon/channel/amazon/order_report_place.h"
#include "daemon/channel/amazon/report_rows.h"
#include "daemon/channel/channels.h"
#include "tests/sandbox/synthetic.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_transport.h"
#include "tests/support/gzip_text.h"
#include "tests/support/marketplace_transport.h"
#include "tests/support/memory_ledger.h"
#include "tests/support/run_task.h"

namespace sellerd {

using namespace std::chrono_literals;
using test::no_answer;
using test::respond;

namespace {

// Columns in Amazon's order; a new one among them.
constexpr const char* kHeader =
    "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-"
    "channel\t"
    "sales-channel\tA-New-Column\tship-service-level\tproduct-name\tsku\tasin\titem-status\tquantity\t"
    "currency\titem-price\titem-tax\tshipping-price\tshipping-tax\tgift-wrap-price\tgift-wrap-tax\t"
    "item-promotion-discount\tship-promotion-discount\tship-city\tship-state\tship-postal-code\tship-"
    "country\t"
    "promotion-ids\tis-business-order\n";

struct Cells {
  std::string id = "408-5550001-5550002";
  std::string updated = "2026-08-05T04:58:02+00:00";
  std::string status = "Shipped";
  std::string sku = "KURTA-BLU-M";
  std::string item_status = "Shipped";
  std::string quantity = "2";
  std::string money = "INR\t561.90\t28.10\t40.00\t2.00\t\t\t10.00\t40.00";
  std::string end = "\n";

  std::string text() const {
    return id + "\t\t2026-08-05T04:31:10+00:00\t" + updated + "\t" + status +
           "\tMerchant\tAmazon.in\tnew\tStandard\tCotton \"kurta\"\t" + sku + "\tB0EXAMPL01\t" + item_status +
           "\t" + quantity + "\t" + money + "\tMUMBAI\tMAHARASHTRA\tCANARY-PIN\tIN\tP 1,P2\ttrue" + end;
  }
};

const std::string kNoMoney = "\t\t\t\t\t\t\t\t";

std::vector<Decoded<Order>> decode(const std::string& text) {
  amazon::ReportRows rows({text, "text/plain; charset=UTF-8"});
  const auto decoder = amazon::OrderReportDecoder::make(*rows.header(), amazon::Charset::utf8, 7);
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

std::string number(int value) {
  return std::to_string(1'000 + value);
}

// `orders` orders of one line each, from `first` on.
std::string simple_report(int orders, int first = 0) {
  std::string text = kHeader;
  for (int i = 0; i < orders; ++i) text += Cells{.id = "408-" + number(first + i)}.text();
  return text;
}

// Answers as Amazon does; report R<n> has the document documents[n - 1], none meaning CANCELLED.
struct ReportServer {
  std::vector<std::string> documents;
  std::vector<std::string> posted;
  std::string bad_end = "CANCELLED";
  int downloads = 0;

  Result<http::Response> operator()(const http::Request& request) {
    const auto number_after = [&](std::string_view part) {
      const auto at = request.url.find(part);
      return at == std::string::npos ? 0u : std::stoul(request.url.substr(at + part.size()));
    };
    if (request.url == amazon::kTokenEndpoint)
      return respond(200, R"({"access_token":"Atza|1","expires_in":3600})");
    if (request.method == "POST") {
      posted.push_back(request.body);
      return respond(202, R"({"reportId":"R)" + std::to_string(posted.size()) + R"("})");
    }
    if (const auto n = number_after("/reports/R"); n > 0) {
      if (n > documents.size()) return respond(404, "{}");
      const bool is_done = !documents[n - 1].empty();
      return respond(200, R"({"processingStatus":")" + (is_done ? "DONE" : bad_end) +
                              R"(","createdTime":"2026-08-05T10:00:00Z","reportDocumentId":"D)" +
                              std::to_string(n) + R"("})");
    }
    if (const auto n = number_after("/documents/D"); n > 0)
      return respond(200, R"({"url":"https://store.example/)" + std::to_string(n) + R"("})");
    if (const auto n = number_after("store.example/"); n > 0) {
      ++downloads;
      return respond(200, documents.at(n - 1), {{"content-type", "text/plain; charset=UTF-8"}});
    }
    return respond(404, "{}");
  }
};

struct Fixture {
  boost::asio::io_context loop;
  test::FakeClock clock{loop.get_executor()};
  test::FakeTransport transport{loop.get_executor()};
  test::MemoryLedger ledger;
  Random random{1};
  Integration integration;
  ReportServer server;
  OrdersQuery query{*parse_time("2026-08-01T00:00:00Z"), *parse_time("2026-08-05T10:00:00Z"), {}, {}};
  std::unique_ptr<Channel> channel;
  CallContext context;

  Fixture() {
    integration.number = 7;
    integration.channel = "amazon-in";
    integration.seller_id = "A1SELLER";
    integration.currency = "INR";
    channel = make(transport);
    transport.handler = std::ref(server);
  }

  std::unique_ptr<Channel> make(http::Transport& network,
                                Credentials credentials = {"id", "secret", "refresh"}) {
    auto made = make_channel(integration, std::move(credentials),
                             {clock, network, ledger, random, loop.get_executor()});
    BOOST_REQUIRE(made.has_value());
    return std::move(*made);
  }
  Result<Page<Order>> fetch(std::string token = {}) {
    query.page_token = std::move(token);
    return test::run_task(loop, channel->fetch_orders_by_report(query, context));
  }
  ErrorCode error_of(std::string token) {
    const auto page = fetch(std::move(token));
    BOOST_REQUIRE(!page);
    return page.error().code;
  }

  // Every page of the window; each one from a channel that has just been made when `restarting`.
  std::vector<Page<Order>> pages(bool restarting = false) {
    std::vector<Page<Order>> all;
    std::string token;
    do {
      if (restarting) channel = make(transport);
      auto page = fetch(token);
      BOOST_REQUIRE_MESSAGE(page.has_value(), (page ? "" : page.error().text()));
      token = page->next_token;
      BOOST_TEST((page->bound == query.to));
      BOOST_TEST(page->progress_permille >= (all.empty() ? 0 : all.back().progress_permille));
      BOOST_TEST((page->progress_permille == 1'000) == token.empty());
      if (!all.empty()) BOOST_TEST(page->body_hash != all.back().body_hash);
      all.push_back(std::move(*page));
    } while (!token.empty());
    return all;
  }
};

std::vector<std::size_t> sizes(const std::vector<Page<Order>>& pages) {
  std::vector<std::size_t> found;
  for (const auto& page : pages) found.push_back(page.records.size());
  return found;
}

std::vector<Order> orders_of(const std::vector<Page<Order>>& pages) {
  std::vector<Order> orders;
  for (const auto& page : pages) {
    for (const auto& record : page.records) orders.push_back(std::get<Order>(record));
  }
  return orders;
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
    const auto decoder = amazon::OrderReportDecoder::make(*rows.header(), amazon::Charset::utf8, 7);
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
  for (const char* bad :
       {"", "1", "1:2", "1:2:3", "1:2:3:", "2:1:0:R", "a:2:0:R", "1:2:-1:R", "1:2:x:R", "0:R1"})
    BOOST_TEST((amazon::OrderReportPlace::parse(bad).error().code == ErrorCode::conflict), bad);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(amazon_order_report, Fixture)

BOOST_AUTO_TEST_CASE(pages_of_a_report) {
  server.documents = {test::gzip_text(simple_report(1'200))};
  const auto all = pages();
  BOOST_TEST(sizes(all) == (std::vector<std::size_t>{0, 500, 500, 200}), boost::test_tools::per_element());
  BOOST_TEST(server.posted.at(0) ==
             R"({"reportType":"GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL",)"
             R"("marketplaceIds":["A21TJRUUN4KGV"],"dataStartTime":"2026-08-01T00:00:00Z",)"
             R"("dataEndTime":"2026-08-05T10:00:00Z"})");
  BOOST_TEST(all[1].request_id == "R1");
  BOOST_TEST(server.downloads == 1);
  BOOST_TEST(orders_of(all).back().order_id == "408-" + number(1'199));
}

BOOST_AUTO_TEST_CASE(an_order_across_the_edge_of_a_page) {
  std::string text = simple_report(499);
  for (const char* sku : {"A", "B", "C"}) text += Cells{.id = "EDGE", .sku = sku}.text();
  text += Cells{.id = "AFTER"}.text() + Cells{.id = "AFTER"}.text();
  server.documents = {text};
  for (const bool restarting : {false, true}) {
    const auto all = pages(restarting);
    server.posted.clear();
    BOOST_TEST(sizes(all) == (std::vector<std::size_t>{0, 500, 1}), boost::test_tools::per_element());
    const auto orders = orders_of(all);
    BOOST_TEST(orders[499].lines.size() == 3u);
    BOOST_TEST(orders[500].order_id == "AFTER");
    BOOST_TEST(orders[500].lines.size() == 2u);
  }
}

BOOST_AUTO_TEST_CASE(rows_that_stand_apart_come_with_the_first_of_their_order) {
  std::string text = simple_report(3);
  for (const char* sku : {"X", "Y"}) text += Cells{.id = "408-1000", .sku = sku}.text();
  text += simple_report(600, 3).substr(std::string_view(kHeader).size());
  text += Cells{.id = "408-1001", .sku = "Z"}.text() + Cells{.id = "408-1000", .quantity = "x"}.text();
  server.documents = {text};
  const auto all = pages(true);
  BOOST_TEST(sizes(all) == (std::vector<std::size_t>{0, 500, 103}), boost::test_tools::per_element());
  BOOST_TEST(std::get<Undecodable>(all[1].records[0]).record_id == "408-1000");  // one of its rows is bad
  const auto& second = std::get<Order>(all[1].records[1]);
  BOOST_REQUIRE(second.lines.size() == 2u);
  BOOST_TEST(second.lines[1].sku == "Z");
}

BOOST_AUTO_TEST_CASE(a_long_window_is_cut_into_slices) {
  query.from = *parse_time("2026-05-22T10:00:00Z");  // 75 days
  server.documents = {simple_report(600), simple_report(1, 600), simple_report(501, 601)};
  const auto all = pages();
  BOOST_TEST(sizes(all) == (std::vector<std::size_t>{0, 0, 0, 500, 100, 1, 500, 1}),
             boost::test_tools::per_element());
  BOOST_REQUIRE(server.posted.size() == 3u);
  const char* bounds[] = {"2026-05-22T10:00:00Z", "2026-06-21T10:00:00Z", "2026-07-21T10:00:00Z",
                          "2026-08-05T10:00:00Z"};
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST(server.posted[i].find(std::string(R"("dataStartTime":")") + bounds[i] +
                                     R"(","dataEndTime":")" + bounds[i + 1] + "\"") != std::string::npos);
  }
  BOOST_TEST(all[4].progress_permille == 400);
  BOOST_TEST(all[5].progress_permille == 800);
  const auto straight = orders_of(all);
  server.posted.clear();
  const auto resumed = orders_of(pages(true));
  BOOST_TEST(server.posted.size() == 3u);
  BOOST_TEST((straight == resumed));
}

BOOST_AUTO_TEST_CASE(a_slice_without_orders) {
  query.from = *parse_time("2026-05-22T10:00:00Z");
  server.documents = {simple_report(1), "", simple_report(1, 1)};
  BOOST_TEST(sizes(pages()) == (std::vector<std::size_t>{0, 0, 0, 1, 0, 1}),
             boost::test_tools::per_element());
  server.posted.clear();
  server.documents = {"", kHeader, ""};
  BOOST_TEST(orders_of(pages(true)).empty());
}

BOOST_AUTO_TEST_CASE(bad_rows_do_not_touch_other_orders) {
  server.documents = {kHeader + Cells{.id = "A-1"}.text() + "half a line\n" + Cells{.id = "A-1"}.text() +
                      Cells{.id = "B-1"}.text() + Cells{.id = "B-1", .end = "\tx\n"}.text() +
                      Cells{.id = "C-1"}.text()};
  const auto page = pages().at(1);
  BOOST_REQUIRE(page.records.size() == 4u);
  BOOST_TEST(std::get<Order>(page.records[0]).lines.size() == 2u);
  BOOST_TEST(std::get<Undecodable>(page.records[1]).record_id == "line 3");
  BOOST_TEST(std::get<Undecodable>(page.records[2]).record_id == "B-1");
  BOOST_TEST(std::get<Order>(page.records[3]).order_id == "C-1");
}

BOOST_AUTO_TEST_CASE(places_that_are_no_more) {
  server.documents = {simple_report(10)};
  const std::string slice = amazon::OrderReportPlace::first_of(query.from, query.to).token();
  const std::string bounds = slice.substr(0, slice.size() - 2);
  BOOST_TEST(fetch(bounds + "9:R1").has_value());
  BOOST_TEST((error_of(bounds + "11:R1") == ErrorCode::conflict));
  BOOST_TEST((error_of(bounds + "0:R2") == ErrorCode::conflict));
  BOOST_TEST((error_of("rubbish") == ErrorCode::conflict));
  query.from += 1h;
  BOOST_TEST((error_of(bounds + "9:R1") == ErrorCode::conflict));
  query.from = query.to + 1h;
  BOOST_TEST((error_of("") == ErrorCode::invalid_argument));
}

BOOST_AUTO_TEST_CASE(reports_that_are_of_no_use) {
  server.documents = {""};
  server.bad_end = "FATAL";
  const std::string token = fetch()->next_token;
  BOOST_TEST((error_of(token) == ErrorCode::refused));
  server.documents = {"item-name\tseller-sku\n"};
  BOOST_TEST((error_of(token) == ErrorCode::malformed));
  const std::string whole = test::gzip_text(simple_report(2'000));
  server.documents = {whole.substr(0, whole.size() - 9)};
  BOOST_TEST((error_of(token) == ErrorCode::malformed));  // before anything is handed out
  server.documents = {whole};
  BOOST_TEST(fetch(token)->records.size() == 500u);
}

BOOST_AUTO_TEST_CASE(createReport_in_doubt_takes_only_a_report_of_the_same_range) {
  bool has_answered = true;
  transport.handler = [&](const http::Request& request) {
    const bool creates = request.method == "POST" && request.url.ends_with("/reports");
    if (creates && !std::exchange(has_answered, true)) return no_answer();
    if (request.url.find("/reports?") != std::string::npos) {
      return respond(200, R"({"reports":[
          {"reportId":"OTHER","createdTime":"2026-08-05T10:14:59Z","dataStartTime":"2026-07-01T00:00:00Z",
           "dataEndTime":"2026-07-31T00:00:00Z"},
          {"reportId":"OURS","createdTime":"2026-08-05T10:14:58Z","dataStartTime":"2026-08-01T00:00:00+00:00",
           "dataEndTime":"2026-08-05T10:00:00+00:00"}]})");
    }
    return server(request);
  };
  has_answered = false;
  BOOST_TEST(fetch()->next_token.ends_with(":0:OURS"));
  query.from += 1h;
  has_answered = false;
  BOOST_TEST(fetch()->next_token.ends_with(":0:R1"));
}

BOOST_AUTO_TEST_CASE(quota_as_it_is_now) {
  const auto of = [&](std::string_view name) {
    for (const auto& view : channel->quota()) {
      if (view.operation == name) return view;
    }
    BOOST_FAIL("no such operation");
    return QuotaView{};
  };
  BOOST_TEST(channel->quota().size() == 7u);
  BOOST_TEST((of("searchOrders") == QuotaView{"searchOrders", 5'600, 20, 20'000'000, 0}));
  BOOST_REQUIRE(fetch().has_value());
  BOOST_TEST(of("createReport").tokens_micro == 14'000'000);
  channel = make(transport);  // after a restart, and without a call: out of the ledger
  BOOST_TEST(of("createReport").tokens_micro == 14'000'000);
  clock.advance(10s);
  BOOST_TEST(of("createReport").tokens_micro == 14'167'000);
  BOOST_TEST(of("createReport").tokens_micro == 14'167'000);
  clock.advance(1h);
  BOOST_TEST(of("createReport").tokens_micro == 15'000'000);
}

BOOST_AUTO_TEST_CASE(by_report_as_by_search) {
  sandbox::MarketplaceOptions options;
  options.credentials = sandbox::default_credentials(options.seed);
  sandbox::Marketplace marketplace(
      options, sandbox::make_synthetic({.seed = 5, .orders = 1'300, .days = 75, .start = clock.now()}));
  test::MarketplaceTransport network(marketplace, clock);
  integration.endpoint = options.base_url;
  integration.token_endpoint = options.base_url + "/auth/o2/token";
  integration.seller_id = options.shop.seller_id;
  const auto& login = options.credentials;
  channel = make(network, {login.client_id, login.client_secret, login.refresh_token});
  query.to = clock.now() - 3min;
  query.from = query.to - std::chrono::days(80);
  const auto read = [&](bool by_report) {
    std::map<std::string, Order> orders;
    query.page_token.clear();
    query.token_issued = clock.now();
    do {
      auto page = test::run_task(loop, by_report ? channel->fetch_orders_by_report(query, context)
                                                 : channel->fetch_orders(query, context));
      BOOST_REQUIRE_MESSAGE(page.has_value(), (page ? "" : page.error().text()));
      for (auto& record : page->records) {
        auto& order = std::get<Order>(record);
        orders.insert_or_assign(order.order_id, order);
      }
      query.page_token = page->next_token;
    } while (!query.page_token.empty());
    return orders;
  };
  const auto searched = read(false);
  const auto reported = read(true);
  BOOST_TEST(searched.size() > 1'000u);
  BOOST_REQUIRE(searched.size() == reported.size());
  for (const auto& [id, order] : searched) {
    BOOST_REQUIRE(reported.contains(id));
    const Order& other = reported.at(id);
    BOOST_TEST((std::chrono::floor<std::chrono::seconds>(order.last_updated) == other.last_updated));
    BOOST_TEST(order.fulfilled_by == other.fulfilled_by);
    BOOST_TEST(order.sales_channel == other.sales_channel);
    BOOST_TEST(order.service_level == other.service_level);
    BOOST_TEST((order.destination == other.destination));
    if (other.channel_status != "Shipping") BOOST_TEST(order.channel_status == other.channel_status);
    BOOST_REQUIRE(order.lines.size() == other.lines.size());
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
      BOOST_TEST(order.lines[i].sku == other.lines[i].sku);
      BOOST_TEST(order.lines[i].quantity_ordered == other.lines[i].quantity_ordered);
      BOOST_TEST(order.lines[i].quantity_fulfilled == other.lines[i].quantity_fulfilled);
      BOOST_TEST(order.lines[i].promotions == other.lines[i].promotions, boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
