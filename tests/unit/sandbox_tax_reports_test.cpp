// The marketplace's tax reports: what they say of its orders, and who may have them.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>
#include <map>

#include "common/csv.h"
#include "tests/sandbox/gzip.h"
#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

namespace json = boost::json;

const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");
constexpr const char* kBusinesses = "GET_GST_MTR_B2B_CUSTOM";
constexpr const char* kConsumers = "GET_GST_MTR_B2C_CUSTOM";

sandbox::Order order(const std::string& id, ProductId product, std::string_view placed,
                     const std::string& state, Status status = Status::shipped) {
  sandbox::Order order{.id = id,
                       .created = *parse_time(placed),
                       .updated = *parse_time(placed) + std::chrono::hours{2},
                       .status = status,
                       .fulfiller = Fulfiller::amazon,
                       .address = {"CITY", state, "560001"}};
  Line line{.product = product, .cancelled = status == Status::cancelled};
  split_gst(line, 219'01);
  order.lines.push_back(line);
  return order;
}

MarketData six_orders() {
  MarketData data;
  const auto product = data.catalogue.find_or_add("MUG-1");
  const auto add = [&](const sandbox::Order& order) { data.orders.add(order).value(); };
  add(order("402-0000001-0000001", product, "2026-07-10T10:00:00Z", "Karnataka"));
  add(order("402-0000002-0000002", product, "2026-07-31T18:29:59Z", "KERALA"));
  add(order("402-0000003-0000003", product, "2026-07-31T18:30:00Z", "KERALA"));  // August in India
  add(order("402-0000004-0000004", product, "2026-07-11T10:00:00Z", "GOA", Status::cancelled));
  sandbox::Order business = order("402-0000005-0000005", product, "2026-07-12T10:00:00Z", "MAHARASHTRA");
  business.business = true;
  add(business);
  sandbox::Order returned = order("402-0000006-0000006", product, "2026-07-13T10:00:00Z", "KERALA");
  returned.fulfiller = Fulfiller::merchant;
  returned.package = PackageState::returned_to_seller;
  add(returned);
  return data;
}

// Rows by the names of their columns.
using Table = std::vector<std::map<std::string, std::string>>;

struct Fixture {
  explicit Fixture(bool has_role = true)
      : market(options_with(has_role), six_orders()), client(market, kNow) {
    client.log_in();
  }

  static MarketplaceOptions options_with(bool has_role) {
    MarketplaceOptions options;
    options.rate_multiplier = 1e9;
    options.shop.has_tax_role = has_role;
    return options;
  }

  HandledResponse ask(const char* type) {
    return client.post("/reports/2021-06-30/reports", json::object{{"reportType", type},
                                                                   {"marketplaceIds", {"A21TJRUUN4KGV"}},
                                                                   {"dataStartTime", "2026-06-30T18:30:00Z"},
                                                                   {"dataEndTime", "2026-07-31T18:29:59Z"}});
  }
  std::string document_path(const char* type) {
    const std::string id(body_of(ask(type)).at("reportId").as_string());
    client.now += std::chrono::minutes{1};
    const auto report = body_of(client.get("/reports/2021-06-30/reports/" + id));
    return "/reports/2021-06-30/documents/" + std::string(report.at("reportDocumentId").as_string());
  }
  HandledResponse restricted_token(const std::string& path) {
    return client.post(
        "/tokens/2021-03-01/restrictedDataToken",
        json::object{{"restrictedResources", json::array{json::object{{"method", "GET"}, {"path", path}}}}});
  }
  Table table(const std::string& path) {
    const auto url = body_of(client.get(path)).at("url");
    const auto rows = read_csv(gunzipped(client.download(url.as_string()).response.body)).value();
    Table table;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      auto& row = table.emplace_back();
      for (std::size_t cell = 0; cell < rows[0].cells.size(); ++cell)
        row[rows[0].cells[cell]] = rows[i].cells.at(cell);
    }
    return table;
  }

  Marketplace market;
  TestClient client;
};

struct WithoutRole : Fixture {
  WithoutRole() : Fixture(false) {}
};

}  // namespace

BOOST_AUTO_TEST_SUITE(sandbox_tax_reports)

BOOST_FIXTURE_TEST_CASE(documents_of_the_month_have_rows_and_add_up, Fixture) {
  std::map<std::string, std::map<std::string, std::string>> rows;
  for (auto& row : table(document_path(kConsumers)))
    rows[row["Order Id"] + " " + row["Transaction Type"]] = row;
  BOOST_TEST(rows.size() == 5u);
  auto& near = rows.at("402-0000001-0000001 Shipment");
  BOOST_TEST(near["Invoice Date"] == "2026-07-10 15:30:00");
  BOOST_TEST(near["Invoice Amount"] == "219.01");
  BOOST_TEST(near["Tax Exclusive Gross"] == "208.58");
  BOOST_TEST(near["Cgst Tax"] == "5.22");
  BOOST_TEST(near["Sgst Tax"] == "5.21");
  BOOST_TEST(near["Cgst Rate"] == "0.025");
  BOOST_TEST(near["Igst Tax"] == "0.00");
  auto& far = rows.at("402-0000002-0000002 Shipment");
  BOOST_TEST(far["Invoice Date"] == "2026-07-31 23:59:59");
  BOOST_TEST(far["Igst Tax"] == "10.43");
  BOOST_TEST(far["Igst Rate"] == "0.050");
  auto& cancelled = rows.at("402-0000004-0000004 Cancel");
  BOOST_TEST(cancelled["Invoice Number"] == "");
  BOOST_TEST(cancelled["Invoice Amount"] == "0.00");
  auto& refund = rows.at("402-0000006-0000006 Refund");
  BOOST_TEST(refund["Invoice Amount"] == "-219.01");
  BOOST_TEST(refund["Invoice Number"] == rows.at("402-0000006-0000006 Shipment")["Invoice Number"]);
  BOOST_TEST(refund["Credit Note Date"] == "2026-07-13 17:30:00");
}

BOOST_FIXTURE_TEST_CASE(that_of_businesses_is_opened_by_a_token_for_it_alone, Fixture) {
  const auto path = document_path(kBusinesses);
  BOOST_TEST(client.get(path).response.status == 403);
  const auto granted = restricted_token(path);
  BOOST_REQUIRE(granted.response.status == 200);
  const std::string token(body_of(granted).at("restrictedDataToken").as_string());
  const auto other = document_path(kBusinesses);
  client.use_token(token);
  BOOST_TEST(client.get(other).response.status == 403);
  const auto rows = table(path);
  BOOST_REQUIRE(rows.size() == 1u);
  BOOST_TEST(rows[0].at("Order Id") == "402-0000005-0000005");
  BOOST_TEST(rows[0].at("Customer Bill To Gstid") != "");
  BOOST_TEST(rows[0].at("Buyer Name").starts_with(kCanary));
  client.now += std::chrono::hours{2};
  BOOST_TEST(client.get(path).response.status == 403);
}

BOOST_FIXTURE_TEST_CASE(without_the_role_there_is_neither, WithoutRole) {
  BOOST_TEST(ask(kBusinesses).response.status == 403);
  BOOST_TEST(ask(kConsumers).response.status == 403);
  const auto refused = restricted_token("/reports/2021-06-30/documents/amzn1.spdoc.1");
  BOOST_TEST(refused.response.status == 400);
  BOOST_TEST(refused.response.body.find("do not have access") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_token_for_anything_else_is_refused, Fixture) {
  for (const char* path : {"/orders/v0/orders", "/reports/2021-06-30/documents/", ""})
    BOOST_TEST(restricted_token(path).response.status == 400, path);
}

BOOST_AUTO_TEST_SUITE_END()
