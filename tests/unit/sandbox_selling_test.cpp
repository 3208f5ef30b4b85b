#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>
#include <set>

#include "tests/sandbox/gzip.h"
#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

namespace json = boost::json;
using std::chrono::minutes;
using std::chrono::seconds;

const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");
constexpr const char* kSku = "KURTA-BLU-M";

struct Fixture {
  explicit Fixture(std::string_view faults = "", WriteTimes times = {seconds{30}, seconds{30}},
                   std::uint64_t seed = 1)
      : market(make_options(faults, times, seed), make_data()), client(market, kNow) {
    client.log_in();
  }
  static MarketplaceOptions make_options(std::string_view faults, WriteTimes times, std::uint64_t seed) {
    MarketplaceOptions options;
    options.seed = seed;
    options.rate_multiplier = 1e9;
    options.token_lifetime = std::chrono::hours{1'000};
    options.write_times = times;
    options.faults = FaultPlan::parse(faults).value();
    return options;
  }
  static MarketData make_data() {
    MarketData data;
    data.catalogue.at(data.catalogue.find_or_add(kSku)).stock = 10;
    data.catalogue.at(data.catalogue.find_or_add("SECOND")).stock = 1;
    return data;
  }
  HandledResponse write(std::int64_t quantity, const char* sku = kSku) {
    client.now += Duration{1};
    return client.patch_listing(sku, quantity_patch("merge", quantity));
  }
  std::int64_t live(const char* sku = kSku) { return *market.live_quantity(sku, client.now); }
  std::int64_t told() {
    return body_of(client.listing(kSku, "fulfillmentAvailability"))
        .at("fulfillmentAvailability")
        .at(0)
        .at("quantity")
        .as_int64();
  }
  std::int64_t writes(const char* name) { return market.truth().at("writes").at(name).to_number<int>(); }

  Marketplace market;
  TestClient client;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_selling, Fixture)

BOOST_AUTO_TEST_CASE(buyers_buy_what_the_listing_shows_and_no_more) {
  const auto sale = market.sell({.sku = kSku, .quantity = 4}, client.now);
  BOOST_REQUIRE(sale.has_value());
  BOOST_TEST(sale->live_quantity == 10);
  BOOST_TEST(live() == 6);
  BOOST_TEST(told() == 6);
  const auto too_many = market.sell({.sku = kSku, .quantity = 7}, client.now);
  BOOST_TEST((too_many.error().code == ErrorCode::conflict));
  BOOST_TEST(market.sell({.sku = kSku, .quantity = 6}, client.now)->live_quantity == 6);
  BOOST_TEST((market.sell({.sku = kSku}, client.now).error().code == ErrorCode::conflict));
  BOOST_TEST((market.sell({.sku = "NO-SUCH"}, client.now).error().code == ErrorCode::not_found));
  BOOST_TEST(market.sales().size() == 2u);
  const auto truth = market.truth().at("sales");
  BOOST_TEST(truth.at("units").as_int64() == 10);
  BOOST_TEST(truth.at("refused").to_number<int>() == 2);
}

BOOST_AUTO_TEST_CASE(a_sale_is_an_order_like_any_other) {
  const auto sale = *market.sell({.sku = kSku, .quantity = 2, .pending = true}, client.now);
  const auto easy = *market.sell({.sku = kSku, .easy_ship = true}, client.now);
  const sandbox::Order* order = market.orders().find(sale.order_id);
  BOOST_REQUIRE(order != nullptr);
  BOOST_TEST((order->status == Status::pending));
  BOOST_TEST(order->self_ship);
  BOOST_TEST(order->lines.at(0).quantity == 2);
  client.now += minutes{3};
  const auto found = body_of(client.search({{"lastUpdatedAfter", "2026-08-05T10:00:00Z"}}));
  BOOST_TEST(found.at("orders").as_array().size() == 2u);
  const auto self = body_of(client.get("/orders/2026-01-01/orders/" + sale.order_id));
  BOOST_TEST(self.at("order").at("programs").as_array().empty());
  const auto collected = body_of(client.get("/orders/2026-01-01/orders/" + easy.order_id));
  BOOST_TEST(collected.at("order").at("programs").at(0).as_string() == "AMAZON_EASY_SHIP");
}

BOOST_AUTO_TEST_CASE(order_ids_are_fresh_and_the_same_for_the_same_seed) {
  Fixture twin;
  std::set<std::string> ids;
  for (int i = 0; i < 10; ++i) {
    const auto sale = *market.sell({.sku = kSku}, client.now);
    BOOST_TEST(twin.market.sell({.sku = kSku}, client.now)->order_id == sale.order_id);
    BOOST_TEST(sale.order_id.size() == 19u);
    ids.insert(sale.order_id);
  }
  BOOST_TEST(ids.size() == 10u);
}

BOOST_AUTO_TEST_CASE(a_cancellation_gives_the_listing_nothing_back) {
  const auto sale = *market.sell({.sku = kSku, .quantity = 3, .pending = true}, client.now);
  BOOST_TEST(market.cancel_by_buyer(sale.order_id, client.now).has_value());
  BOOST_TEST((market.orders().find(sale.order_id)->status == Status::cancelled));
  BOOST_TEST(live() == 7);
  BOOST_TEST((market.cancel_by_buyer(sale.order_id, client.now).error().code == ErrorCode::conflict));
  BOOST_TEST((market.cancel_by_buyer("1-1-1", client.now).error().code == ErrorCode::not_found));
}

BOOST_AUTO_TEST_CASE(buyers_have_a_door_of_their_own) {
  const auto sold = client.send("POST", "/_sandbox/sales?sku=KURTA-BLU-M&quantity=3&pending=true");
  BOOST_TEST(sold.response.status == 201);
  BOOST_TEST(body_of(sold).at("liveQuantity").as_int64() == 10);
  const std::string id(body_of(sold).at("orderId").as_string());
  BOOST_TEST((market.orders().find(id)->status == Status::pending));
  const auto status = [&](const std::string& path) { return client.send("POST", path).response.status; };
  BOOST_TEST(status("/_sandbox/sales?sku=KURTA-BLU-M&quantity=8") == 409);
  BOOST_TEST(status("/_sandbox/sales?sku=KURTA-BLU-M&quantity=0") == 400);
  BOOST_TEST(status("/_sandbox/sales?sku=KURTA-BLU-M&quantity=many") == 400);
  BOOST_TEST(status("/_sandbox/sales") == 400);
  BOOST_TEST(status("/_sandbox/sales?sku=NO-SUCH") == 404);
  BOOST_TEST(status("/_sandbox/cancellations?orderId=" + id) == 204);
  BOOST_TEST(status("/_sandbox/cancellations?orderId=" + id) == 409);
  BOOST_TEST(status("/_sandbox/refunds") == 404);
  BOOST_TEST(live() == 7);
}

BOOST_AUTO_TEST_CASE(a_write_takes_effect_late_and_takes_no_notice_of_sales) {
  write(5);
  BOOST_TEST(told() == 10);
  client.now += seconds{29};
  BOOST_TEST(market.sell({.sku = kSku, .quantity = 8}, client.now)->live_quantity == 10);
  BOOST_TEST(writes("pending") == 1);
  client.now += seconds{1};
  BOOST_TEST(told() == 5);
  BOOST_TEST(writes("applied") == 1);
  // What the seller wrote is told apart from what is left of it.
  market.sell({.sku = kSku, .quantity = 2}, client.now).value();
  const auto both = body_of(client.listing(kSku, "attributes,fulfillmentAvailability"));
  BOOST_TEST(both.at("attributes").at("fulfillment_availability").at(0).at("quantity").as_int64() == 5);
  BOOST_TEST(both.at("fulfillmentAvailability").at(0).at("quantity").as_int64() == 3);
}

BOOST_AUTO_TEST_CASE(the_listings_report_shows_what_buyers_see) {
  const auto quantity_in_report = [&] {
    const json::object body{{"reportType", "GET_MERCHANT_LISTINGS_ALL_DATA"},
                            {"marketplaceIds", json::array{"A21TJRUUN4KGV"}}};
    const std::string id(
        body_of(client.post("/reports/2021-06-30/reports", body)).at("reportId").as_string());
    client.now += seconds{20};
    const auto report = body_of(client.get("/reports/2021-06-30/reports/" + id));
    const auto document = body_of(client.get("/reports/2021-06-30/documents/" +
                                             std::string(report.at("reportDocumentId").as_string())));
    const std::string text =
        gunzipped(client.download(std::string(document.at("url").as_string())).response.body);
    const auto row = text.find(kSku, text.find("\n"));
    const auto price = text.find('\t', row) + 1;
    const auto quantity = text.find('\t', price) + 1;
    return text.substr(quantity, text.find('\t', quantity) - quantity);
  };
  write(5);
  BOOST_TEST(quantity_in_report() == "10");
  client.now += seconds{30};
  BOOST_TEST(quantity_in_report() == "5");
}

BOOST_AUTO_TEST_CASE(the_newest_accepted_write_wins_whenever_it_takes_effect) {
  Fixture slow("", {Duration{0}, minutes{5}});
  int superseded = 0;
  for (int round = 0; round < 40; ++round) {
    slow.write(100 + round);
    slow.write(200 + round);
    slow.client.now += minutes{6};
    BOOST_TEST(slow.live() == 200 + round);
  }
  superseded = static_cast<int>(slow.writes("superseded"));
  BOOST_TEST(superseded > 5);
  BOOST_TEST(superseded < 35);
  BOOST_TEST(slow.writes("applied") == 80 - superseded);
}

BOOST_AUTO_TEST_CASE(delays_lie_between_their_ends_and_follow_from_the_seed) {
  const WriteTimes times{seconds{10}, minutes{3}};
  const auto delays = [&](std::uint64_t seed) {
    Fixture world("", times, seed);
    std::vector<std::int64_t> delays;
    for (int i = 1; i <= 20; ++i) {
      world.write(100 + i);
      const Timestamp accepted = world.client.now;
      while (world.live() != 100 + i) world.client.now += seconds{1};
      delays.push_back((world.client.now - accepted).count());
    }
    return delays;
  };
  const auto first = delays(1);
  BOOST_TEST(*std::ranges::min_element(first) >= 10'000);
  BOOST_TEST(*std::ranges::max_element(first) <= 181'000);
  BOOST_TEST((std::set<std::int64_t>(first.begin(), first.end()).size() > 10));
  BOOST_TEST((delays(1) == first));
  BOOST_TEST((delays(2) != first));
}

BOOST_AUTO_TEST_CASE(a_write_can_be_lost) {
  Fixture faulty("lost-write@1");
  BOOST_TEST(body_of(faulty.write(5)).at("status").as_string() == "ACCEPTED");
  faulty.client.now += std::chrono::hours{1};
  BOOST_TEST(faulty.live() == 10);
  BOOST_TEST(faulty.writes("lost") == 1);
  faulty.write(6);
  faulty.client.now += minutes{1};
  BOOST_TEST(faulty.live() == 6);
}

BOOST_AUTO_TEST_CASE(a_write_can_take_effect_although_its_answer_is_a_timeout) {
  Fixture faulty("write-timeout@1-2");
  BOOST_TEST(faulty.write(5).response.status == 504);
  faulty.client.now += minutes{1};
  BOOST_TEST(faulty.live() == 5);
  BOOST_TEST(faulty.market.faults().count(Fault::write_timeout) == 1u);
  // What is refused is refused with its reason.
  BOOST_TEST(faulty.client.patch_listing(kSku, json::object{}).response.status == 400);
  BOOST_TEST(faulty.market.faults().count(Fault::write_timeout) == 1u);
}

BOOST_AUTO_TEST_CASE(a_write_can_be_rejected_later_and_the_next_one_heals_it) {
  Fixture faulty("late-rejection@1");
  BOOST_TEST(body_of(faulty.write(5)).at("status").as_string() == "ACCEPTED");
  const auto issues = [&] { return body_of(faulty.client.listing(kSku, "issues")).at("issues").as_array(); };
  BOOST_TEST(issues().empty());
  faulty.client.now += minutes{1};
  BOOST_TEST(issues().size() == 1u);
  BOOST_TEST(faulty.market.truth().at("listings").at("issues").to_number<int>() == 1);
  BOOST_TEST(faulty.live() == 10);
  faulty.write(5);
  faulty.client.now += minutes{1};
  BOOST_TEST(issues().empty());
  BOOST_TEST(faulty.live() == 5);
}

BOOST_AUTO_TEST_SUITE_END()
