#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

namespace json = boost::json;

const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");
const std::string kOrder = "406-0000001-0000001";

struct Fixture {
  explicit Fixture(std::string_view faults = "", double rate_multiplier = 1e9)
      : market(make_options(faults, rate_multiplier), make_data()), client(market, kNow) {
    client.log_in();
    const sandbox::Order& order = *market.orders().find(kOrder);
    first = std::to_string(order.lines.at(0).id);
    second = std::to_string(order.lines.at(1).id);
    cancelled = std::to_string(order.lines.at(2).id);
  }
  static MarketplaceOptions make_options(std::string_view faults, double rate_multiplier) {
    MarketplaceOptions options;
    options.rate_multiplier = rate_multiplier;
    options.faults = FaultPlan::parse(faults).value();
    return options;
  }
  static MarketData make_data() {
    MarketData data;
    const ProductId product = data.catalogue.find_or_add("SKU-1");
    sandbox::Order order;
    order.id = kOrder;
    order.created = order.updated = kNow - std::chrono::hours{5};
    order.self_ship = true;
    order.lines = {{.product = product, .quantity = 3},
                   {.product = product, .quantity = 1},
                   {.product = product, .quantity = 0, .cancelled = true}};
    data.orders.add(order).value();
    return data;
  }
  static json::object packed(const std::string& line, std::int64_t quantity) {
    return {{"orderItemId", line}, {"quantity", quantity}};
  }
  json::object shipment(json::array items, std::string_view reference = "1") const {
    return {{"marketplaceId", "A21TJRUUN4KGV"},
            {"packageDetail", json::object{{"packageReferenceId", reference},
                                           {"carrierCode", "Delhivery"},
                                           {"shippingMethod", "Surface"},
                                           {"trackingNumber", "DL0099887766"},
                                           {"shipDate", "2026-08-05T09:40:00Z"},
                                           {"orderItems", std::move(items)}}}};
  }
  json::object with(std::string_view field, const json::value& value) const {
    json::object body = shipment({packed(first, 1)});
    body.at("packageDetail").as_object()[field] = value;
    return body;
  }
  HandledResponse confirm(const json::value& body, const std::string& order = kOrder) {
    client.now += Duration{1};
    return client.post("/orders/v0/orders/" + order + "/shipmentConfirmation", body);
  }
  int status_of(const json::value& body, const std::string& order = kOrder) {
    return confirm(body, order).response.status;
  }
  json::object order() {
    return body_of(
               client.get("/orders/2026-01-01/orders/" + kOrder, {{"includedData", "FULFILLMENT,PACKAGES"}}))
        .at("order")
        .as_object();
  }
  std::string fulfillment_status() {
    return std::string(order().at("fulfillment").at("fulfillmentStatus").as_string());
  }
  std::string add_order(const std::function<void(sandbox::Order&)>& change) {
    sandbox::Order other;
    other.id = "406-0000002-000000" + std::to_string(market.orders().size());
    other.created = other.updated = kNow - std::chrono::hours{1};
    other.self_ship = true;
    other.lines = {{.product = 0, .quantity = 1}};
    change(other);
    market.orders().add(other).value();
    return other.id;
  }
  json::object whole(const std::string& order) const {
    const auto id = std::to_string(market.data().orders.find(order)->lines.at(0).id);
    return shipment({packed(id, 1)});
  }

  Marketplace market;
  TestClient client;
  std::string first, second, cancelled;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_shipments, Fixture)

BOOST_AUTO_TEST_CASE(an_order_ships_in_packages) {
  const auto handled = confirm(shipment({packed(first, 2)}));
  BOOST_TEST(handled.response.status == 204);
  BOOST_TEST(handled.response.body.empty());
  BOOST_TEST(handled.response.header("x-amzn-ratelimit-limit") == "2000000000.0");
  BOOST_TEST(fulfillment_status() == "PARTIALLY_SHIPPED");
  const auto items = order().at("orderItems");
  BOOST_TEST(items.at(0).at("fulfillment").at("quantityFulfilled").as_int64() == 2);
  BOOST_TEST(items.at(0).at("fulfillment").at("quantityUnfulfilled").as_int64() == 1);
  BOOST_TEST(items.at(1).at("fulfillment").at("quantityUnfulfilled").as_int64() == 1);
  BOOST_TEST(status_of(shipment({packed(first, 1), packed(second, 1)}, "2")) == 204);
  BOOST_TEST(fulfillment_status() == "SHIPPED");
  const auto packages = order().at("packages").as_array();
  BOOST_REQUIRE(packages.size() == 2u);
  BOOST_TEST(packages[0].at("packageReferenceId").as_string() == "1");
  BOOST_TEST(packages[0].at("carrier").as_string() == "Delhivery");
  BOOST_TEST(packages[0].at("shippingService").as_string() == "Surface");
  BOOST_TEST(packages[0].at("trackingNumber").as_string() == "DL0099887766");
  BOOST_TEST(packages[0].at("shipTime").as_string() == "2026-08-05T09:40:00Z");
  BOOST_TEST(packages[1].at("packageItems").as_array().size() == 2u);
  BOOST_TEST(market.truth().at("packages").to_number<int>() == 2);
  BOOST_TEST(market.truth().at("statuses").at("SHIPPED").to_number<int>() == 1);
}

BOOST_AUTO_TEST_CASE(the_confirmation_is_an_update_of_the_order) {
  client.now += std::chrono::minutes{5};
  BOOST_TEST(status_of(shipment({packed(first, 3), packed(second, 1)})) == 204);
  client.now += std::chrono::minutes{3};
  const auto found = body_of(client.search({{"lastUpdatedAfter", "2026-08-05T10:05:00Z"}}));
  BOOST_TEST(found.at("orders").as_array().size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_same_number_edits_the_package) {
  BOOST_TEST(status_of(shipment({packed(first, 3), packed(second, 1)})) == 204);
  const std::string created(order().at("packages").at(0).at("createdTime").as_string());
  json::object edited = shipment({packed(first, 3)});
  edited.at("packageDetail").as_object()["trackingNumber"] = "DL1";
  BOOST_TEST(status_of(edited) == 204);
  const auto packages = order().at("packages").as_array();
  BOOST_REQUIRE(packages.size() == 1u);
  BOOST_TEST(packages[0].at("trackingNumber").as_string() == "DL1");
  BOOST_TEST(packages[0].at("createdTime").as_string() == created);
  BOOST_TEST(fulfillment_status() == "PARTIALLY_SHIPPED");
  BOOST_TEST(status_of(shipment({packed(second, 1)}, "2")) == 204);
  BOOST_TEST(fulfillment_status() == "SHIPPED");
}

BOOST_AUTO_TEST_CASE(a_carrier_without_code_needs_its_name) {
  json::object body = with("carrierCode", "Other");
  BOOST_TEST(status_of(body) == 400);
  body.at("packageDetail").as_object()["carrierName"] = "Ganesh Couriers";
  BOOST_TEST(status_of(body) == 204);
  BOOST_TEST(order().at("packages").at(0).at("carrier").as_string() == "Ganesh Couriers");
}

BOOST_AUTO_TEST_CASE(wrong_bodies_are_refused_and_change_nothing) {
  for (const char* name : {"packageReferenceId", "carrierCode", "trackingNumber", "shipDate", "orderItems"}) {
    json::object body = shipment({packed(first, 1)});
    body.at("packageDetail").as_object().erase(name);
    BOOST_TEST(status_of(body) == 400, name);
  }
  BOOST_TEST(status_of(json::array{}) == 400);
  BOOST_TEST(status_of(json::object{{"marketplaceId", "A21TJRUUN4KGV"}}) == 400);
  json::object body = shipment({packed(first, 1)});
  body["marketplaceId"] = "ATVPDKIKX0DER";
  BOOST_TEST(status_of(body) == 400);
  body = shipment({packed(first, 1)});
  body["codCollectionMethod"] = "DirectPayment";
  BOOST_TEST(status_of(body) == 400);
  body = shipment({packed(first, 1)});
  body["note"] = "X";
  BOOST_TEST(status_of(body) == 400);
  for (const char* reference : {"", "0", "A1", "-1", "1.5"})
    BOOST_TEST(status_of(with("packageReferenceId", reference)) == 400, reference);
  BOOST_TEST(status_of(with("packageReferenceId", 1)) == 400);
  BOOST_TEST(status_of(with("trackingNumber", "")) == 400);
  BOOST_TEST(status_of(with("shippingMethod", 7)) == 400);
  BOOST_TEST(status_of(with("colour", "blue")) == 400);
  for (const char* date : {"today", "2026-08-05T04:59:59Z", "2026-08-05T12:00:00Z"})
    BOOST_TEST(status_of(with("shipDate", date)) == 400, date);
  BOOST_TEST(fulfillment_status() == "UNSHIPPED");
  BOOST_TEST(!order().contains("packages"));
}

BOOST_AUTO_TEST_CASE(wrong_items_are_refused) {
  BOOST_TEST(status_of(shipment({})) == 400);
  BOOST_TEST(status_of(shipment({"text"})) == 400);
  BOOST_TEST(status_of(shipment({packed(first, 0)})) == 400);
  BOOST_TEST(status_of(shipment({packed(first, 4)})) == 400);
  BOOST_TEST(status_of(shipment({packed("1", 1)})) == 400);
  BOOST_TEST(status_of(shipment({packed("one", 1)})) == 400);
  BOOST_TEST(status_of(shipment({packed(first, 1), packed(first, 1)})) == 400);
  BOOST_TEST(status_of(shipment({packed(cancelled, 1)})) == 400);
  BOOST_TEST(status_of(shipment({json::object{{"orderItemId", first}}})) == 400);
  json::object unknown = packed(first, 1);
  unknown["serial"] = "X";
  BOOST_TEST(status_of(shipment({unknown})) == 400);
  BOOST_TEST(status_of(shipment({packed(first, 2)})) == 204);
  BOOST_TEST(status_of(shipment({packed(first, 2)}, "2")) == 400);
  BOOST_TEST(order().at("packages").as_array().size() == 1u);
}

BOOST_AUTO_TEST_CASE(orders_that_are_not_the_sellers_to_ship_are_refused) {
  const auto refused = [&](const std::function<void(sandbox::Order&)>& change) {
    const std::string id = add_order(change);
    const auto handled = confirm(whole(id), id);
    BOOST_TEST(!body_of(handled).at("errors").at(0).at("code").as_string().empty());
    return handled.response.status;
  };
  BOOST_TEST(refused([](sandbox::Order& order) { order.self_ship = false; }) == 400);
  BOOST_TEST(refused([](sandbox::Order& order) { order.fulfiller = Fulfiller::amazon; }) == 400);
  BOOST_TEST(refused([](sandbox::Order& order) { order.status = Status::pending; }) == 400);
  BOOST_TEST(refused([](sandbox::Order& order) { order.status = Status::pending_availability; }) == 400);
  BOOST_TEST(refused([](sandbox::Order& order) { order.status = Status::cancelled; }) == 400);
  BOOST_TEST(refused([](sandbox::Order& order) { order.status = Status::unfulfillable; }) == 400);
  BOOST_TEST(status_of(shipment({packed(first, 1)}), "406-9999999-9999999") == 404);
}

BOOST_AUTO_TEST_CASE(a_confirmation_can_take_effect_although_its_answer_is_a_timeout) {
  Fixture faulty("write-timeout@confirmShipment:1");
  const auto handled = faulty.confirm(faulty.shipment({packed(faulty.first, 3), packed(faulty.second, 1)}));
  BOOST_TEST(handled.response.status == 504);
  BOOST_TEST(faulty.fulfillment_status() == "SHIPPED");
  // Said again, it is the same package.
  BOOST_TEST(faulty.status_of(faulty.shipment({packed(faulty.first, 3), packed(faulty.second, 1)})) == 204);
  BOOST_TEST(faulty.order().at("packages").as_array().size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_published_rate_holds) {
  Fixture strict("", 1);
  int confirmed = 0;
  for (int i = 0; i < 12; ++i)
    confirmed += strict.status_of(strict.shipment({packed(strict.first, 1)})) == 204;
  BOOST_TEST(confirmed == 10);
  strict.client.now += std::chrono::milliseconds{500};
  BOOST_TEST(strict.status_of(strict.shipment({packed(strict.first, 1)})) == 204);
}

BOOST_AUTO_TEST_SUITE_END()
