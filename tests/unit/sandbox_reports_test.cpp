#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>
#include <sstream>

#include "tests/sandbox/gzip.h"
#include "tests/sandbox/random.h"
#include "tests/sandbox/synthetic.h"
#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

namespace json = boost::json;

const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");
constexpr const char* kListings = "GET_MERCHANT_LISTINGS_ALL_DATA";
constexpr const char* kByUpdate = "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL";
constexpr const char* kByOrderDate = "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL";
constexpr const char* kReports = "/reports/2021-06-30/reports";

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const std::string& text) {
  Rows rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
      if (c == '\t') {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
    rows.push_back(std::move(fields));
  }
  return rows;
}

struct Fixture {
  explicit Fixture(std::string_view faults = "")
      : market(make_options(faults), make_synthetic({.seed = 5, .orders = 400, .days = 60, .start = kNow})),
        client(market, kNow) {
    client.log_in();
  }

  static MarketplaceOptions make_options(std::string_view faults) {
    MarketplaceOptions options;
    options.rate_multiplier = 1e9;
    options.token_lifetime = std::chrono::hours{100'000};
    options.faults = FaultPlan::parse(faults).value();
    return options;
  }

  HandledResponse ask(const std::string& type, const std::string& from = {}, const std::string& to = {}) {
    json::object body{{"reportType", type}, {"marketplaceIds", json::array{"A21TJRUUN4KGV"}}};
    if (!from.empty()) body["dataStartTime"] = from;
    if (!to.empty()) body["dataEndTime"] = to;
    return client.post(kReports, body);
  }
  std::string create(const std::string& type, const std::string& from = {}, const std::string& to = {}) {
    const auto handled = ask(type, from, to);
    BOOST_REQUIRE_MESSAGE(handled.response.status == 202, handled.response.body);
    return std::string(body_of(handled).at("reportId").as_string());
  }
  json::object report(const std::string& id) {
    client.now += Duration{1};
    return body_of(client.get(std::string(kReports) + "/" + id)).as_object();
  }
  std::string status(const std::string& id) {
    return std::string(report(id).at("processingStatus").as_string());
  }
  std::string address(const std::string& id) {
    const std::string document(report(id).at("reportDocumentId").as_string());
    const auto body = body_of(client.get("/reports/2021-06-30/documents/" + document));
    BOOST_TEST(body.at("compressionAlgorithm").as_string() == "GZIP");
    return std::string(body.at("url").as_string());
  }
  Rows rows(const std::string& id) {
    client.now += std::chrono::minutes{1};
    return rows_of(gunzipped(client.download(address(id)).response.body));
  }

  Marketplace market;
  TestClient client;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_reports, Fixture)

BOOST_AUTO_TEST_CASE(gzip_round_trip) {
  Random random(1);
  std::string text;
  GzipWriter gzip;
  for (int i = 0; i < 3'000; ++i) {
    const std::string part = opaque_text(random.next(), random.below(200));
    text += part;
    gzip.write(part);
  }
  BOOST_TEST(gunzipped(gzip.finish()) == text);
  BOOST_TEST(gunzipped(GzipWriter().finish()) == "");
}

BOOST_AUTO_TEST_CASE(a_report_goes_through_its_states) {
  const std::string id = create(kListings);
  BOOST_TEST(status(id) == "IN_QUEUE");
  client.now = kNow + std::chrono::seconds{5};
  BOOST_TEST(status(id) == "IN_PROGRESS");
  BOOST_TEST(!report(id).contains("reportDocumentId"));
  client.now = kNow + std::chrono::seconds{10};
  const auto done = report(id);
  BOOST_TEST(done.at("processingStatus").as_string() == "DONE");
  BOOST_TEST(done.at("processingEndTime").as_string() == "2026-08-05T10:00:10Z");
  BOOST_TEST(done.contains("reportDocumentId"));
  BOOST_TEST(client.get(std::string(kReports) + "/1").response.status == 404);
}

BOOST_AUTO_TEST_CASE(listings_have_their_columns) {
  const Rows listings = rows(create(kListings));
  BOOST_REQUIRE(listings.size() == market.catalogue().size() + 1);
  BOOST_REQUIRE(listings[0].size() == 29u);
  BOOST_TEST(listings[0][3] == "seller-sku");
  BOOST_TEST(listings[0][26] == "fulfillment-channel");
  int by_amazon = 0;
  for (std::size_t i = 1; i < listings.size(); ++i) {
    const auto& row = listings[i];
    BOOST_REQUIRE(row.size() == 29u);
    const Product* product = market.catalogue().find(row[3]);
    BOOST_REQUIRE(product != nullptr);
    BOOST_TEST(row[5] == (product->fulfilled_by_amazon ? "" : std::to_string(product->stock)));
    BOOST_TEST(row[26] == (product->fulfilled_by_amazon ? "AMAZON_IN" : "DEFAULT"));
    by_amazon += product->fulfilled_by_amazon;
  }
  BOOST_TEST(by_amazon > 0);
}

BOOST_AUTO_TEST_CASE(order_reports_hold_a_row_for_each_line_in_the_range) {
  for (const char* type : {kByUpdate, kByOrderDate}) {
    const Rows first = rows(create(type, "2026-06-01T00:00:00Z", "2026-06-30T23:59:59.999Z"));
    const Rows second = rows(create(type, "2026-07-01T00:00:00Z", "2026-07-30T23:59:59.999Z"));
    const Rows third = rows(create(type, "2026-07-31T00:00:00Z", "2026-08-05T10:00:00Z"));
    BOOST_TEST(first[0].size() == 31u);
    BOOST_TEST(first[0][10] == "sku");
    BOOST_TEST(first.size() + second.size() + third.size() - 3 == market.orders().line_count());
  }
}

BOOST_AUTO_TEST_CASE(the_document_keeps_what_was_true_when_it_was_asked_for) {
  const std::string id = create(kListings);
  market.catalogue().find_or_add("NEW-SKU");
  BOOST_TEST(rows(id).size() == market.catalogue().size());
  BOOST_TEST(rows(create(kListings)).size() == market.catalogue().size() + 1);
}

BOOST_AUTO_TEST_CASE(bad_requests_are_refused) {
  BOOST_TEST(ask("GET_SOMETHING_ELSE").response.status == 400);
  BOOST_TEST(ask(kByUpdate, "2026-07-01T00:00:00Z", "2026-07-31T00:00:00.001Z").response.status == 400);
  BOOST_TEST(ask(kByUpdate, "2026-07-01T00:00:00Z", "2026-07-31T00:00:00Z").response.status == 202);
  BOOST_TEST(ask(kByUpdate, "2026-07-02T00:00:00Z", "2026-07-01T00:00:00Z").response.status == 400);
  BOOST_TEST(ask(kByUpdate, "2026-08-01T00:00:00Z", "2026-08-05T10:00:01Z").response.status == 400);
  BOOST_TEST(ask(kByUpdate, "yesterday").response.status == 400);
  BOOST_TEST(client.post(kReports, "text").response.status == 400);
  BOOST_TEST(client.post(kReports, json::object{{"reportType", kListings}}).response.status == 400);
  BOOST_TEST(
      client.post(kReports, json::object{{"reportType", kListings}, {"marketplaceIds", json::array{"X"}}})
          .response.status == 400);
}

BOOST_AUTO_TEST_CASE(a_report_without_data_is_cancelled) {
  const std::string id = create(kByUpdate, "2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z");
  client.now += std::chrono::seconds{10};
  BOOST_TEST(status(id) == "CANCELLED");
  BOOST_TEST(!report(id).contains("reportDocumentId"));
}

BOOST_AUTO_TEST_CASE(addresses_live_five_minutes_and_refuse_foreign_headers) {
  const std::string id = create(kListings);
  client.now += std::chrono::seconds{10};
  const std::string url = address(id);
  const auto good = client.download(url);
  BOOST_TEST(good.response.status == 200);
  BOOST_TEST(good.response.header("content-type") == "text/tab-separated-values; charset=UTF-8");
  http::Request with_token;
  with_token.url = url;
  with_token.headers["x-amz-access-token"] = "Atza|secret";
  BOOST_TEST(market.handle(with_token, client.now).response.status == 403);
  BOOST_TEST(client.download(url.substr(0, url.size() - 1)).response.status == 403);
  client.now += std::chrono::minutes{5} + std::chrono::seconds{1};
  const auto late = client.download(url);
  BOOST_TEST(late.response.status == 403);
  BOOST_TEST(late.response.header("content-type") == "application/xml");
  BOOST_TEST(client.download(address(id)).response.status == 200);
}

BOOST_AUTO_TEST_CASE(reports_are_listed_in_pages) {
  for (int i = 0; i < 12; ++i) create(kListings);
  auto body = body_of(client.get(kReports, {{"reportTypes", kListings}}));
  BOOST_TEST(body.at("reports").as_array().size() == 10u);
  const std::string token(body.at("nextToken").as_string());
  BOOST_TEST(client.get(kReports, {{"nextToken", token}, {"pageSize", "5"}}).response.status == 400);
  body = body_of(client.get(kReports, {{"nextToken", token}}));
  BOOST_TEST(body.at("reports").as_array().size() == 2u);
  BOOST_TEST(!body.as_object().contains("nextToken"));
  BOOST_TEST(client.get(kReports).response.status == 400);
  BOOST_TEST(client.get(kReports, {{"reportTypes", "X"}}).response.status == 400);
}

BOOST_AUTO_TEST_CASE(a_queued_report_can_be_cancelled) {
  const std::string id = create(kListings);
  BOOST_TEST(client.send("DELETE", std::string(kReports) + "/" + id).response.status == 200);
  BOOST_TEST(status(id) == "CANCELLED");
  BOOST_TEST(client.send("DELETE", std::string(kReports) + "/" + id).response.status == 400);
}

BOOST_AUTO_TEST_CASE(order_reports_are_kept_30_days) {
  const std::string orders = create(kByUpdate, "2026-07-20T00:00:00Z");
  const std::string listings = create(kListings);
  client.now += std::chrono::days{31};
  BOOST_TEST(client.get(std::string(kReports) + "/" + orders).response.status == 404);
  BOOST_TEST(status(listings) == "DONE");
}

BOOST_AUTO_TEST_CASE(reports_fail_when_told_to) {
  Fixture faulty("report-fatal@1,report-cancelled@2,expired-url@1");
  const std::string fatal = faulty.create(kListings);
  const std::string cancelled = faulty.create(kListings);
  const std::string good = faulty.create(kListings);
  faulty.client.now += std::chrono::seconds{10};
  BOOST_TEST(faulty.status(fatal) == "FATAL");
  BOOST_TEST(faulty.status(cancelled) == "CANCELLED");
  BOOST_TEST(faulty.client.download(faulty.address(good)).response.status == 403);
  BOOST_TEST(faulty.client.download(faulty.address(good)).response.status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
