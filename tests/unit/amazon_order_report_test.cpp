// Orders by way of reports: the codec, the pages over a scripted network, and the marketplace model.
#include <boost/test/unit_test.hpp>

#include "common/json.h"
#include "daemon/channel/amazon/marketplaces.h"
#include "daemon/channel/amazon/order_report_place.h"
#include "daemon/channel/channels.h"
#include "tests/sandbox/synthetic.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_transport.h"
#include "tests/support/gzip_text.h"
#include "tests/support/marketplace_transport.h"
#include "tests/support/memory_ledger.h"
#include "tests/support/order_report_text.h"
#include "tests/support/run_task.h"
namespace sellerd {

using namespace std::chrono_literals;
using namespace test;

namespace {

// Answers as Amazon does; report R<n> has the document documents[n - 1], none meaning CANCELLED.
struct ReportServer {
  std::vector<std::string> documents;
  std::vector<std::string> posted;
  std::string bad_end = "CANCELLED";
  int downloads = 0;
  int searches = 0;
  std::string found = R"({"orders":[]})";  // what a search answers

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
    if (request.url.find("/orders/2026-01-01/orders?") != std::string::npos) {
      ++searches;
      return respond(200, found);
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
  // Of a reading from start to end that must fail.
  ErrorCode error_of_all() {
    for (std::string token;;) {
      const auto page = fetch(token);
      if (!page) return page.error().code;
      if (page->next_token.empty()) throw std::runtime_error("it did not fail");
      token = page->next_token;
    }
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
  // A cancelled report is not believed without a search, which a restart asks for again.
  BOOST_TEST(server.searches == 3);
}

// Somebody may have cancelled it: taken for "no data" it would lose a month of orders.
BOOST_AUTO_TEST_CASE(a_cancelled_report_of_a_slice_with_orders_is_asked_for_again) {
  server.found = R"({"orders":[{"orderId":"unreadable"}]})";
  server.documents = {"", simple_report(3)};
  BOOST_TEST(sizes(pages(true)) == (std::vector<std::size_t>{0, 0, 0, 3}), boost::test_tools::per_element());
  BOOST_TEST(server.posted.size() == 2u);
  server.documents = {"", "", "", "", "", "", ""};
  BOOST_TEST((error_of_all() == ErrorCode::unavailable));
}

BOOST_AUTO_TEST_CASE(one_search_answers_for_all_slices_before_the_first_order) {
  query.from = *parse_time("2026-01-01T00:00:00Z");  // eight slices
  server.documents = {"", "", "", "", "", "", "", ""};
  BOOST_TEST(orders_of(pages()).empty());
  BOOST_TEST(server.searches == 1);
}

// Two runs that read side by side do not take each other's document away.
BOOST_AUTO_TEST_CASE(two_windows_at_once) {
  server.documents = {simple_report(1'100), simple_report(700, 5'000)};
  OrdersQuery second{query.from - 24h, query.to - 24h, {}, {}};
  const auto next = [&](OrdersQuery& window) {
    auto page = test::run_task(loop, channel->fetch_orders_by_report(window, context));
    BOOST_REQUIRE(page.has_value());
    window.page_token = page->next_token;
    return page->records.size();
  };
  std::size_t first_count = next(query);
  std::size_t second_count = next(second);
  for (int i = 0; i < 3; ++i) {
    if (!query.page_token.empty()) first_count += next(query);
    if (!second.page_token.empty()) second_count += next(second);
  }
  BOOST_TEST(first_count == 1'100u);
  BOOST_TEST(second_count == 700u);
  BOOST_TEST(server.downloads == 2);
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
  BOOST_TEST(channel->quota().size() == 18u);
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
