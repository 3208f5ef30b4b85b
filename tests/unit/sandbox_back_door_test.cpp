// The door by which a test beside it changes the marketplace and reads what it holds.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/sandbox/back_door.h"
#include "tests/sandbox/synthetic.h"
#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

namespace json = boost::json;

const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");

struct Fixture {
  Fixture()
      : market({}, make_synthetic({.seed = 1, .orders = 300, .days = 30, .start = kNow})), door(market) {}

  http::Response ask(std::string method, std::string path) {
    http::Request request;
    request.method = std::move(method);
    request.url = std::move(path);
    now += std::chrono::seconds(1);
    return door.handle(request, now).value().response;
  }
  json::array list(std::string path) { return json::parse(ask("GET", std::move(path)).body).as_array(); }

  Timestamp now = kNow;
  Marketplace market;
  BackDoor door;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_back_door, Fixture)

BOOST_AUTO_TEST_CASE(it_shows_every_order_and_listing_and_no_recipients) {
  const auto orders = list("/_sandbox/orders");
  BOOST_TEST(orders.size() == 300u);
  BOOST_TEST(json::serialize(orders).find("\"recipient\"") == std::string::npos);
  BOOST_TEST(list("/_sandbox/listings").size() == market.data().catalogue.size());
}

BOOST_AUTO_TEST_CASE(life_goes_on_and_shows_as_later_changes) {
  const auto said = json::parse(ask("POST", "/_sandbox/changes?orders=200").body).as_object();
  const auto placed = said.at("placed").to_number<std::size_t>();
  BOOST_TEST(placed > 20u);
  BOOST_TEST(said.at("changed").to_number<std::size_t>() == 200 - placed);
  BOOST_TEST(market.data().orders.size() == 300 + placed);
  std::size_t fresh = 0;
  std::size_t shipped = 0;
  for (const auto& order : list("/_sandbox/orders")) {
    if (order.at("lastUpdatedTime").as_string() < format_time(kNow)) continue;
    ++fresh;
    shipped += order.at("fulfillment").at("fulfillmentStatus").as_string() == "SHIPPED" ? 1 : 0;
  }
  BOOST_TEST(fresh > 100u);
  BOOST_TEST(shipped > 0u);
}

BOOST_AUTO_TEST_CASE(what_goes_wrong_is_said_anew) {
  TestClient client(market, now);
  BOOST_TEST(ask("POST", "/_sandbox/faults?plan=token-503%3D1").status == 204);
  BOOST_TEST(client.token_request(client.token_form()).response.status == 503);
  BOOST_TEST(ask("POST", "/_sandbox/faults?plan=").status == 204);
  BOOST_TEST(client.token_request(client.token_form()).response.status == 200);
  BOOST_TEST(ask("POST", "/_sandbox/faults?plan=nonsense%3D1").status == 400);
  BOOST_TEST(ask("POST", "/_sandbox/changes?orders=many").status == 400);
}

BOOST_AUTO_TEST_CASE(what_is_not_for_it_is_left_to_the_marketplace) {
  http::Request request;
  request.method = "GET";
  request.url = "/_sandbox/truth";
  BOOST_TEST(!door.handle(request, now).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
