// The Amazon channel as the sync engine sees it, over a scripted network.
#include <boost/test/unit_test.hpp>

#include "daemon/channel/amazon/marketplaces.h"
#include "daemon/channel/channels.h"
#include "daemon/channel/stock_channel.h"
#include "tests/support/amazon_payloads.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_transport.h"
#include "tests/support/gzip_text.h"
#include "tests/support/memory_ledger.h"
#include "tests/support/run_task.h"

namespace sellerd {

using namespace std::chrono_literals;
using test::no_answer;
using test::respond;

namespace {

struct Fixture {
  boost::asio::io_context loop;
  test::FakeClock clock{loop.get_executor()};
  test::FakeTransport transport{loop.get_executor()};
  test::MemoryLedger ledger;
  Random random{1};
  Integration integration;
  std::unique_ptr<Channel> channel;
  CallContext context;
  // The answer to each request but the token's.
  std::function<Result<http::Response>(const http::Request&)> amazon;

  Fixture() {
    integration.number = 7;
    integration.channel = "amazon-in";
    integration.seller_id = "A1SELLER";
    integration.currency = "INR";
    channel = make();
    transport.handler = [this](const http::Request& request) {
      if (request.url == amazon::kTokenEndpoint)
        return respond(200, R"({"access_token":"Atza|1","expires_in":3600})");
      return amazon(request);
    };
  }

  std::unique_ptr<Channel> make() {
    auto made = make_channel(integration, {"id", "secret", "refresh"},
                             {clock, transport, ledger, random, loop.get_executor()});
    BOOST_REQUIRE(made.has_value());
    return std::move(*made);
  }
  Result<Account> verify() { return test::run_task(loop, channel->verify(context)); }
  Result<Page<Order>> orders(OrdersQuery query) {
    return test::run_task(loop, channel->fetch_orders(std::move(query), context));
  }
  Result<Page<Order>> order(std::string id, bool personal) {
    return test::run_task(loop, channel->fetch_order(std::move(id), context, personal));
  }
  Result<Page<Listing>> listings(std::string token) {
    return test::run_task(loop, channel->fetch_listings(std::move(token), context));
  }
};

OrdersQuery window(std::string token = {}) {
  return {*parse_time("2026-08-05T04:30:00Z"), *parse_time("2026-08-05T10:12:50.500Z"), std::move(token),
          std::nullopt};
}

bool has(const http::Request& request, std::string_view part) {
  return request.url.find(part) != std::string::npos;
}

Result<http::Response> participations(const std::string& elements) {
  return respond(200, R"({"payload":[)" + elements + "]}");
}

std::string participation(const std::string& id, const std::string& country, bool takes_part = true) {
  return R"({"marketplace":{"id":")" + id + R"(","name":"x","countryCode":")" + country +
         R"(","defaultCurrencyCode":"INR"},"participation":{"isParticipating":)" +
         (takes_part ? "true" : "false") + R"(,"hasSuspendedListings":false},"storeName":"Blue Kurta Co"})";
}

// A marketplace that makes the listings report in `polls` polls.
struct ReportServer {
  int polls = 2;
  int polled = 0;
  int created = 0;
  int downloads = 0;
  std::string end = "DONE";
  std::string created_time = "2026-08-05T10:00:00Z";
  std::string document;
  http::Headers document_headers = {{"content-type", "text/plain; charset=UTF-8"}};

  Result<http::Response> operator()(const http::Request& request) {
    if (request.method == "POST")
      return respond(202, R"({"reportId":"R)" + std::to_string(++created) + R"("})");
    if (has(request, "/reports/2021-06-30/reports/R")) {
      const bool ended = ++polled >= polls;
      return respond(200, R"({"reportId":"R1","reportType":"t","processingStatus":")" +
                              (ended ? end : std::string("IN_PROGRESS")) + R"(","createdTime":")" +
                              created_time + "\"" +
                              (ended && end == "DONE" ? R"(,"reportDocumentId":"D/1")" : "") + "}");
    }
    if (has(request, "/documents/D%2F1")) {
      return respond(
          200,
          R"({"reportDocumentId":"D/1","url":"https://store.example/doc?signature=SECRET","compressionAlgorithm":"GZIP"})");
    }
    if (has(request, "https://store.example/")) {
      ++downloads;
      return respond(200, document, document_headers);
    }
    return respond(404, "{}");
  }
};

std::string report_text(int rows) {
  std::string text = "item-name\tseller-sku\tprice\tquantity\tfulfillment-channel\n";
  for (int i = 0; i < rows; ++i)
    text += "title\tSKU-" + std::to_string(i) + "\t10\t" + std::to_string(i) + "\tDEFAULT\n";
  return text;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(amazon_channel, Fixture)

BOOST_AUTO_TEST_CASE(verify_names_the_account) {
  amazon = [](const http::Request& request) {
    BOOST_TEST(request.url == "https://sellingpartnerapi-eu.amazon.com/sellers/v1/marketplaceParticipations");
    return participations(participation("ATVPDKIKX0DER", "US") + "," + participation("A21TJRUUN4KGV", "IN"));
  };
  const auto account = verify();
  BOOST_REQUIRE(account.has_value());
  BOOST_TEST(account->marketplace_id == "A21TJRUUN4KGV");
  BOOST_TEST(account->store_name == "Blue Kurta Co");
  BOOST_TEST(account->currency == "INR");
  BOOST_TEST(context.calls == 1);
}

BOOST_AUTO_TEST_CASE(verify_without_participation) {
  amazon = [](const http::Request&) {
    return participations(participation("ATVPDKIKX0DER", "US") + "," +
                          participation("A21TJRUUN4KGV", "IN", false));
  };
  const auto account = verify();
  BOOST_REQUIRE(!account);
  BOOST_TEST((account.error().code == ErrorCode::not_found));
  BOOST_TEST(account.error().message.find("it sells in US") != std::string::npos, account.error());
  for (const char* body : {"{}", "[]", R"({"payload":{}})", R"({"payload":[7]})"}) {
    amazon = [&](const http::Request&) { return respond(200, body); };
    BOOST_TEST((verify().error().code == ErrorCode::malformed), body);
  }
}

BOOST_AUTO_TEST_CASE(the_order_query) {
  amazon = [](const http::Request& request) {
    BOOST_TEST(request.method == "GET");
    BOOST_TEST(
        request.url ==
        "https://sellingpartnerapi-eu.amazon.com/orders/2026-01-01/orders?marketplaceIds=A21TJRUUN4KGV"
        "&lastUpdatedAfter=2026-08-05T04%3A30%3A00Z&lastUpdatedBefore=2026-08-05T10%3A12%3A50.500Z"
        "&maxResultsPerPage=100"
        "&includedData=FULFILLMENT%2CPROCEEDS%2CPROMOTION%2CCANCELLATION%2CPACKAGES%2CRECIPIENT%2CPAYMENT");
    return respond(200, test::orders_page(test::full_order(), "aGVs+bG8="), {{"x-amzn-requestid", "r1"}});
  };
  const auto page = orders(window());
  BOOST_REQUIRE(page.has_value());
  BOOST_TEST(page->records.size() == 1u);
  BOOST_TEST(std::get<Order>(page->records[0]).integration == 7u);
  BOOST_TEST(page->next_token == "aGVs+bG8=");
  BOOST_TEST(page->request_id == "r1");
  BOOST_TEST(page->body_hash.size() == 16u);
  BOOST_TEST(format_time(*page->bound) == "2026-08-05T05:10:00Z");
  BOOST_TEST(page->progress_permille == -1);
}

BOOST_AUTO_TEST_CASE(a_later_page_repeats_every_parameter) {
  amazon = [](const http::Request&) { return respond(200, test::orders_page("")); };
  BOOST_REQUIRE(orders(window()).has_value());
  BOOST_REQUIRE(orders(window("aGVs+bG8=")).has_value());
  BOOST_TEST(transport.requests.back().url ==
             transport.requests.at(1).url + "&paginationToken=aGVs%2BbG8%3D");
}

BOOST_AUTO_TEST_CASE(the_buyer_is_asked_for_and_read_only_when_wanted) {
  const auto wants_buyer = [this] { return has(transport.requests.back(), "%2CBUYER"); };
  // The marketplace may send what nobody asked for.
  amazon = [](const http::Request&) { return respond(200, test::orders_page(test::full_order("408-1"))); };
  auto query = window();
  auto page = orders(query);
  BOOST_REQUIRE(page.has_value());
  BOOST_TEST(!wants_buyer());
  BOOST_TEST(page->personal.empty());
  query.personal = true;
  page = orders(query);
  BOOST_REQUIRE(page.has_value());
  BOOST_TEST(wants_buyer());
  BOOST_REQUIRE(page->personal.size() == 1u);
  BOOST_TEST(page->personal[0].order_id == "408-1");
  BOOST_TEST(page->personal[0].data.buyer_name == "CANARY one");

  amazon = [](const http::Request&) {
    return respond(200, R"({"order":)" + test::full_order("408-1") + "}");
  };
  BOOST_TEST(order("408-1", false)->personal.empty());
  BOOST_TEST(!wants_buyer());
  BOOST_TEST(order("408-1", true)->personal.size() == 1u);
  BOOST_TEST(wants_buyer());
}

BOOST_AUTO_TEST_CASE(a_refused_page_token_is_a_conflict) {
  amazon = [](const http::Request&) {
    return respond(400,
                   R"({"errors":[{"code":"InvalidInput","message":"The paginationToken is invalid."}]})");
  };
  BOOST_TEST((orders(window("t")).error().code == ErrorCode::conflict));
  BOOST_TEST((orders(window()).error().code == ErrorCode::refused));
}

BOOST_AUTO_TEST_CASE(a_page_token_lives_for_a_day) {
  amazon = [](const http::Request&) { return respond(200, test::orders_page("")); };
  auto query = window("t");
  query.token_issued = clock.now() - 23h;
  BOOST_TEST(orders(query).has_value());
  query.token_issued = clock.now() - 24h;
  BOOST_TEST((orders(query).error().code == ErrorCode::conflict));
  BOOST_TEST(context.calls == 1);  // none was spent on it
}

BOOST_AUTO_TEST_CASE(a_page_of_another_shape_is_malformed) {
  amazon = [](const http::Request&) { return respond(200, "{}"); };
  BOOST_TEST((orders(window()).error().code == ErrorCode::malformed));
}

BOOST_AUTO_TEST_CASE(listings_from_a_report) {
  ReportServer server;
  server.document = test::gzip_text(report_text(1'200));
  amazon = std::ref(server);
  const Timestamp asked = clock.now();
  auto page = listings("");
  BOOST_REQUIRE(page.has_value());
  BOOST_TEST(page->records.empty());
  BOOST_TEST(page->next_token == "0:R1");
  BOOST_TEST(page->progress_permille == 0);
  BOOST_TEST((page->bound == asked));
  BOOST_TEST(!page->body_hash.empty());
  BOOST_TEST(transport.requests.back().body ==
             R"({"reportType":"GET_MERCHANT_LISTINGS_ALL_DATA","marketplaceIds":["A21TJRUUN4KGV"]})");
  std::vector<std::size_t> sizes;
  std::vector<std::string> hashes = {page->body_hash};
  int progress = 0;
  std::string last_sku;
  while (!page->next_token.empty()) {
    page = listings(page->next_token);
    BOOST_REQUIRE_MESSAGE(page.has_value(), (page ? "" : page.error().text()));
    sizes.push_back(page->records.size());
    hashes.push_back(page->body_hash);
    BOOST_TEST((page->bound == parse_time(server.created_time).value()));
    BOOST_TEST(page->progress_permille >= progress);
    progress = page->progress_permille;
    if (!page->records.empty()) last_sku = std::get<Listing>(page->records.back()).sku;
  }
  BOOST_TEST(sizes == (std::vector<std::size_t>{500, 500, 200}), boost::test_tools::per_element());
  BOOST_TEST(progress == 1'000);
  BOOST_TEST(last_sku == "SKU-1199");
  std::sort(hashes.begin(), hashes.end());
  BOOST_TEST((std::adjacent_find(hashes.begin(), hashes.end()) == hashes.end()));
  BOOST_TEST(server.downloads == 1);
  // The download carries neither token nor SP-API headers.
  const auto& download = *std::find_if(transport.requests.begin(), transport.requests.end(),
                                       [](const auto& request) { return has(request, "store.example"); });
  BOOST_TEST(download.headers.size() == 1u);
  BOOST_TEST(download.headers.contains("user-agent"));
  BOOST_TEST(context.calls == 4);
}

BOOST_AUTO_TEST_CASE(polls_are_quick_at_first) {
  ReportServer server;
  server.polls = 8;
  server.document = report_text(1);
  amazon = std::ref(server);
  BOOST_REQUIRE(listings(listings("")->next_token).has_value());
  BOOST_TEST(clock.sleeps == (std::vector<Duration>{1s, 2s, 4s, 8s, 16s, 30s, 30s, 30s}));
}

BOOST_AUTO_TEST_CASE(listings_resume_after_a_restart_at_the_same_row_of_the_same_report) {
  ReportServer server;
  server.document = test::gzip_text(report_text(1'200));
  amazon = std::ref(server);
  auto page = listings(listings("")->next_token);
  BOOST_REQUIRE(page.has_value());
  BOOST_TEST(page->next_token == "500:R1");
  channel = make();
  page = listings("500:R1");
  BOOST_REQUIRE(page.has_value());
  BOOST_TEST(std::get<Listing>(page->records.at(0)).sku == "SKU-500");
  BOOST_TEST(server.created == 1);
}

BOOST_AUTO_TEST_CASE(places_that_are_no_more) {
  ReportServer server;
  server.document = report_text(10);
  amazon = std::ref(server);
  BOOST_TEST((listings("rubbish").error().code == ErrorCode::conflict));
  BOOST_TEST((listings("500:R1").error().code == ErrorCode::conflict));  // the report is shorter
  server.created_time = "2026-08-01T10:00:00Z";
  BOOST_TEST((listings("0:R1").error().code == ErrorCode::conflict));  // and now too old
  BOOST_TEST((listings("0:unknown").error().code == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(how_a_report_can_end) {
  ReportServer server;
  amazon = std::ref(server);
  server.end = "CANCELLED";
  const auto empty = listings("0:R1");
  BOOST_REQUIRE(empty.has_value());
  BOOST_TEST(empty->records.empty());
  BOOST_TEST(empty->next_token == "");
  server.end = "FATAL";
  BOOST_TEST((listings("0:R1").error().code == ErrorCode::refused));
  server.end = "A_STATE_OF_TOMORROW";
  const auto endless = listings("0:R1");
  BOOST_REQUIRE(!endless);
  BOOST_TEST((endless.error().code == ErrorCode::unavailable));  // after two hours
}

BOOST_AUTO_TEST_CASE(an_expired_address_is_asked_for_again) {
  ReportServer server;
  server.document = report_text(3);
  int refusals = 1;
  amazon = [&](const http::Request& request) {
    if (has(request, "store.example") && refusals-- > 0)
      return respond(403, "<Error>Request has expired</Error>");
    return server(request);
  };
  BOOST_TEST(listings("0:R1")->records.size() == 3u);
  BOOST_TEST(transport.count("/documents/") == 2u);
  refusals = 100;
  const auto never = listings("0:R1");
  BOOST_REQUIRE(!never);
  BOOST_TEST((never.error().code == ErrorCode::unavailable));
  BOOST_TEST(never.error().text().find("SECRET") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_download_in_trouble_is_retried_at_the_same_address) {
  ReportServer server;
  server.document = report_text(3);
  int tries = 0;
  amazon = [&](const http::Request& request) {
    if (has(request, "store.example") && ++tries < 3) return tries == 1 ? no_answer() : respond(503, "busy");
    return server(request);
  };
  BOOST_TEST(listings("0:R1")->records.size() == 3u);
  BOOST_TEST(transport.count("/documents/") == 1u);
  tries = -100;
  BOOST_TEST((listings("0:R1").error().code == ErrorCode::unavailable));
}

BOOST_AUTO_TEST_CASE(a_cut_document_is_an_error_and_fetched_anew_next_time) {
  ReportServer server;
  const std::string whole = test::gzip_text(report_text(2'000));
  server.document = whole.substr(0, whole.size() - 10);
  amazon = std::ref(server);
  Result<Page<Listing>> page = listings("0:R1");
  while (page && !page->next_token.empty()) page = listings(page->next_token);
  BOOST_REQUIRE(!page);
  BOOST_TEST((page.error().code == ErrorCode::malformed));
  server.document = whole;
  BOOST_TEST(listings("500:R1").has_value());
  BOOST_TEST(server.downloads == 2);
}

BOOST_AUTO_TEST_CASE(createReport_in_doubt_looks_before_it_asks_again) {
  ReportServer server;
  int posts = 0;
  std::string known = "[]";
  amazon = [&](const http::Request& request) {
    if (request.method == "POST" && ++posts == 1) return no_answer();
    if (has(request, "/reports?")) {
      BOOST_TEST(has(request,
                     "?reportTypes=GET_MERCHANT_LISTINGS_ALL_DATA&marketplaceIds=A21TJRUUN4KGV&pageSize=10"
                     "&createdSince=2026-08-05T10%3A13%3A00Z"));
      return respond(200, R"({"reports":)" + known + "}");
    }
    return server(request);
  };
  BOOST_TEST(listings("")->next_token == "0:R1");
  BOOST_TEST(posts == 2);
  posts = 0;
  clock.time = *parse_time("2026-08-05T10:15:00Z");
  known =
      R"([{"reportId":"OLD","reportType":"t","processingStatus":"DONE","createdTime":"2026-08-05T10:14:00Z"},
              {"reportId":"NEW","reportType":"t","processingStatus":"IN_QUEUE","createdTime":"2026-08-05T10:15:01Z"}])";
  BOOST_TEST(listings("")->next_token == "0:NEW");
  BOOST_TEST(posts == 1);
}

BOOST_AUTO_TEST_CASE(createReport_that_never_answers) {
  amazon = [&](const http::Request& request) {
    return request.method == "POST" ? respond(500, "{}") : respond(200, R"({"reports":[]})");
  };
  BOOST_TEST((listings("").error().code == ErrorCode::unavailable));
  BOOST_TEST(context.calls == 6);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(amazon_channel_stock, Fixture)

BOOST_AUTO_TEST_CASE(a_write_on_the_wire) {
  int status = 404;
  std::string body = R"({"errors":[{"code":"NotFound","message":"SKU 'A/B' not found","details":""}]})";
  amazon = [&](const http::Request& request) {
    BOOST_TEST(request.method == "PATCH");
    BOOST_TEST(request.url ==
               "https://sellingpartnerapi-eu.amazon.com/listings/2021-08-01/items/A1SELLER/A%2FB%20%C3%A9"
               "?marketplaceIds=A21TJRUUN4KGV");
    return respond(status, body, {{"x-amzn-requestid", "r1"}});
  };
  const auto write = [&] {
    return test::run_task(loop, channel->stock().write_quantity({"A/B \xc3\xa9", 3}, context));
  };
  const auto unknown = write();
  BOOST_REQUIRE(unknown.has_value());
  BOOST_TEST(!unknown->accepted);
  BOOST_TEST(unknown->sku == "A/B \xc3\xa9");
  BOOST_TEST(unknown->reason == "NotFound: SKU 'A/B' not found");
  BOOST_TEST(unknown->request_id == "r1");
  status = 413;
  BOOST_TEST((write().error().code == ErrorCode::refused));
  status = 200;
  body = "{}";  // it may have been accepted
  BOOST_TEST((write().error().code == ErrorCode::unavailable));
  status = 403;
  BOOST_TEST((write().error().code == ErrorCode::needs_reauth));
}

BOOST_AUTO_TEST_CASE(only_the_listings_that_were_asked_for) {
  std::string items = R"({"sku":"a"},{"sku":"A"},{"sku":"A"})";
  std::string pagination = R"({"nextToken":"n+1"})";
  amazon = [&](const http::Request& request) {
    const bool is_first = !has(request, "pageToken=n%2B1");
    return respond(200, R"({"numberOfResults":2,"items":[)" + (is_first ? items : R"({"sku":"B"})") +
                            R"(],"pagination":)" + (is_first ? pagination : "{}") + "}");
  };
  const auto read = [&] { return test::run_task(loop, channel->stock().read_live({"A", "B"}, context)); };
  const auto found = read();
  BOOST_REQUIRE(found.has_value());
  BOOST_REQUIRE(found->size() == 2u);
  BOOST_TEST(found->at(0).sku == "A");
  BOOST_TEST(found->at(1).sku == "B");
  BOOST_TEST(has(transport.requests.at(1), "&identifiers=A%2CB&identifiersType=SKU&"));
  pagination = R"({"nextToken":"for ever"})";
  BOOST_TEST((read().error().code == ErrorCode::malformed));
}

BOOST_AUTO_TEST_CASE(a_sku_with_several_labels_is_summed) {
  const auto held = [](const char* label, int units) {
    return R"({"sellerSku":"A","fnSku":")" + std::string(label) +
           R"(","inventoryDetails":{"fulfillableQuantity":)" + std::to_string(units) + "}}";
  };
  std::string second_token = "{}";
  amazon = [&](const http::Request& request) {
    const bool is_first = !has(request, "nextToken=t");
    return respond(200, R"({"payload":{"inventorySummaries":[)" +
                            (is_first ? held("X1", 5) + "," + held("X2", 2) : held("X1", 4)) +
                            R"(]},"pagination":)" + (is_first ? R"({"nextToken":"t"})" : second_token) + "}");
  };
  const auto stocks = test::run_task(loop, channel->stock().fetch_fulfilment_stock(context));
  BOOST_REQUIRE(stocks.has_value());
  BOOST_REQUIRE(stocks->size() == 1u);
  BOOST_TEST(stocks->at(0).sellable == 6);  // of X1 the later number
  second_token = R"({"nextToken":"t"})";
  BOOST_TEST((test::run_task(loop, channel->stock().fetch_fulfilment_stock(context)).error().code ==
              ErrorCode::malformed));
}

BOOST_AUTO_TEST_CASE(a_feed_whose_answer_does_not_tell_its_id_is_looked_for) {
  amazon = [](const http::Request& request) {
    if (has(request, "/feeds/2021-06-30/documents"))
      return respond(201, R"({"feedDocumentId":"D1","url":"https://store.example/doc?signature=SECRET"})");
    if (has(request, "https://store.example/")) {
      BOOST_TEST(request.method == "PUT");
      BOOST_TEST(request.headers.size() == 2u);
      BOOST_TEST(request.headers.at("content-type") == "application/json; charset=UTF-8");
      return respond(200, "");
    }
    if (has(request, "/feeds?")) {
      BOOST_TEST(has(request,
                     "?feedTypes=JSON_LISTINGS_FEED&marketplaceIds=A21TJRUUN4KGV&pageSize=100"
                     "&createdSince=2026-08-05T10%3A13%3A00Z"));
      return respond(200, R"({"feeds":[{"feedId":"F1","createdTime":"2026-08-05T10:15:00Z"}]})");
    }
    return respond(202, "{}");
  };
  const auto sent = test::run_task(loop, channel->stock().send_batch({{"A", 1}}, context));
  BOOST_REQUIRE(sent.has_value());
  BOOST_TEST(*sent == "F1");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(amazon_channels, Fixture)

BOOST_AUTO_TEST_CASE(india_is_served_by_europe) {
  const auto info = find_channel("amazon-in");
  BOOST_REQUIRE(info.has_value());
  BOOST_TEST(info->endpoint == "https://sellingpartnerapi-eu.amazon.com");
  BOOST_TEST(info->marketplace_id == "A21TJRUUN4KGV");
  BOOST_TEST(info->time_zone == "Asia/Kolkata");
  BOOST_TEST(known_channels().size() == 23u);
  BOOST_TEST(known_channels().front().name == "amazon-in");
}

BOOST_AUTO_TEST_CASE(a_new_integration_gets_what_the_marketplace_brings) {
  BOOST_TEST(integration.marketplace_id == "A21TJRUUN4KGV");
  BOOST_TEST(integration.endpoint == "https://sellingpartnerapi-eu.amazon.com");
  BOOST_TEST(integration.token_endpoint == "https://api.amazon.com/auth/o2/token");
  integration.endpoint = "http://127.0.0.1:8080";
  make();
  BOOST_TEST(integration.endpoint == "http://127.0.0.1:8080");
}

BOOST_AUTO_TEST_CASE(unknown_marketplaces) {
  integration.channel = "ebay-de";
  const auto made =
      make_channel(integration, {"a", "b", "c"}, {clock, transport, ledger, random, loop.get_executor()});
  BOOST_REQUIRE(!made);
  BOOST_TEST((made.error().code == ErrorCode::invalid_argument));
  BOOST_TEST(made.error().field == "channel");
  BOOST_TEST(made.error().message.find("amazon-in") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_table_has_no_doubles) {
  for (const auto& left : amazon::kMarketplaces) {
    for (const auto& right : amazon::kMarketplaces) {
      if (&left == &right) continue;
      BOOST_TEST(left.channel != right.channel);
      BOOST_TEST(left.id != right.id);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
