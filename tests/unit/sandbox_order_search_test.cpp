#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");
constexpr const char* kEverything =
    "BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT,FULFILLMENT_"
    "ORDERS";

struct Fixture {
  Fixture() : market(make_options(), MarketData{}), client(market, kNow) { client.log_in(); }

  static MarketplaceOptions make_options() {
    MarketplaceOptions options;
    options.rate_multiplier = 1e9;
    return options;
  }

  sandbox::Order make_order(const std::string& id, const std::string& updated) {
    sandbox::Order order;
    order.id = id;
    order.updated = *parse_time(updated);
    order.created = order.updated - std::chrono::hours{1};
    order.address = {"Kochi", "KERALA", "682001"};
    Line line;
    line.product = market.catalogue().find_or_add("KURTA-BLU-M");
    line.quantity = 2;
    split_gst(line, 590'00);
    order.lines.push_back(line);
    return order;
  }

  boost::json::object only_order(const Parameters& parameters) {
    const auto answer = body_of(client.search(parameters));
    BOOST_REQUIRE(answer.at("orders").as_array().size() == 1u);
    return answer.at("orders").at(0).as_object();
  }

  void refuses(const Parameters& parameters, std::string_view parameter) {
    const auto handled = client.search(parameters);
    BOOST_TEST_CONTEXT(encode_form(parameters)) {
      BOOST_REQUIRE(handled.response.status == 400);
      const auto error = body_of(handled).at("errors").at(0);
      BOOST_TEST(std::string_view(error.at("code").as_string()) == "InvalidInput");
      BOOST_TEST(std::string_view(error.at("message").as_string()).find(parameter) != std::string_view::npos);
    }
  }
  void accepts(const Parameters& parameters) {
    BOOST_TEST_CONTEXT(encode_form(parameters)) {
      BOOST_TEST(client.search(parameters).response.status == 200);
    }
  }
  // The rest of a good search.
  Parameters with(std::string name, std::string value) {
    Parameters parameters{{"lastUpdatedAfter", "2026-08-01T00:00:00Z"}};
    parameters[std::move(name)] = std::move(value);
    return parameters;
  }

  Marketplace market;
  TestClient client;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_order_search, Fixture)

BOOST_AUTO_TEST_CASE(exactly_one_beginning_is_needed) {
  refuses({}, "createdAfter");
  refuses({{"lastUpdatedBefore", "2026-08-01T00:00:00Z"}}, "lastUpdatedAfter");
  refuses(with("createdAfter", "2026-08-01T00:00:00Z"), "createdAfter");
  refuses(with("createdBefore", "2026-08-02T00:00:00Z"), "createdBefore");
  refuses({{"createdAfter", "2026-08-01T00:00:00Z"}, {"lastUpdatedBefore", "2026-08-02T00:00:00Z"}},
          "lastUpdatedBefore");
  accepts({{"createdAfter", "2026-08-01T00:00:00Z"}, {"createdBefore", "2026-08-02T00:00:00Z"}});
}

BOOST_AUTO_TEST_CASE(the_end_is_after_the_beginning_and_two_minutes_ago) {
  refuses(with("lastUpdatedBefore", "2026-07-31T23:59:59Z"), "lastUpdatedBefore");
  accepts(with("lastUpdatedBefore", "2026-08-01T00:00:00Z"));
  accepts(with("lastUpdatedBefore", "2026-08-05T09:58:00Z"));
  refuses(with("lastUpdatedBefore", "2026-08-05T09:58:00.001Z"), "lastUpdatedBefore");
  refuses({{"createdAfter", "2026-08-01T00:00:00Z"}, {"createdBefore", "2026-08-05T09:59:00Z"}},
          "createdBefore");
}

BOOST_AUTO_TEST_CASE(times_must_be_times) {
  refuses({{"lastUpdatedAfter", "yesterday"}}, "lastUpdatedAfter");
  refuses(with("lastUpdatedBefore", ""), "lastUpdatedBefore");
  accepts({{"lastUpdatedAfter", "2026-08-01T05:30:00.123456+05:30"}});
  // A plus sign that was not encoded arrives as a space.
  BOOST_TEST(
      client.get("/orders/2026-01-01/orders?lastUpdatedAfter=2026-08-01T05:30:00+05:30").response.status ==
      400);
}

BOOST_AUTO_TEST_CASE(marketplaces_must_be_ours_and_few) {
  accepts(with("marketplaceIds", "A21TJRUUN4KGV"));
  refuses(with("marketplaceIds", "ATVPDKIKX0DER"), "marketplaceIds");
  refuses(with("marketplaceIds", ""), "marketplaceIds");
  std::string many = "A21TJRUUN4KGV";
  for (int i = 1; i < 50; ++i) many += ",A21TJRUUN4KGV";
  accepts(with("marketplaceIds", many));
  refuses(with("marketplaceIds", many + ",A21TJRUUN4KGV"), "marketplaceIds");
}

BOOST_AUTO_TEST_CASE(page_sizes_and_names_are_checked) {
  for (const char* size : {"0", "101", "-1", "ten", "", "10.5"})
    refuses(with("maxResultsPerPage", size), "maxResultsPerPage");
  accepts(with("maxResultsPerPage", "1"));
  accepts(with("maxResultsPerPage", "100"));
  refuses(with("fulfillmentStatuses", "Shipped"), "fulfillmentStatuses");
  accepts(with("fulfillmentStatuses", "SHIPPED,PENDING_AVAILABILITY"));
  refuses(with("fulfilledBy", "SELLER"), "fulfilledBy");
  accepts(with("fulfilledBy", "MERCHANT,AMAZON"));
  refuses(with("includedData", "BUYER,PRICE"), "includedData");
  accepts(with("includedData", kEverything));
  refuses(with("paginationToken", "aGVs+bG8="), "paginationToken");
  accepts(with("somethingNew", "1"));
}

BOOST_AUTO_TEST_CASE(a_parameter_given_twice_is_refused) {
  const auto handled = client.get(
      "/orders/2026-01-01/orders?lastUpdatedAfter=2026-08-01T00:00:00Z&marketplaceIds=A&marketplaceIds=B");
  BOOST_TEST(handled.response.status == 400);
}

BOOST_AUTO_TEST_CASE(both_ends_of_the_window_belong_to_it) {
  market.orders().add(make_order("408-1", "2026-08-02T00:00:00Z")).value();
  Parameters window = {{"lastUpdatedAfter", "2026-08-02T00:00:00Z"},
                       {"lastUpdatedBefore", "2026-08-02T00:00:00Z"}};
  BOOST_TEST(only_order(window).at("orderId").as_string() == "408-1");
  window["lastUpdatedAfter"] = "2026-08-01T00:00:00Z";
  window["lastUpdatedBefore"] = "2026-08-01T23:59:59.999Z";
  BOOST_TEST(body_of(client.search(window)).at("orders").as_array().empty());
}

BOOST_AUTO_TEST_CASE(an_update_shows_after_two_minutes) {
  market.orders().add(make_order("408-1", "2026-08-05T09:59:00Z")).value();
  const Parameters search{{"lastUpdatedAfter", "2026-08-05T09:00:00Z"}};
  auto answer = body_of(client.search(search));
  BOOST_TEST(answer.at("orders").as_array().empty());
  BOOST_TEST(answer.at("lastUpdatedBefore").as_string() == "2026-08-05T09:58:00Z");
  client.now += std::chrono::minutes{1};
  answer = body_of(client.search(search));
  BOOST_TEST(answer.at("orders").as_array().size() == 1u);
  BOOST_TEST(answer.at("lastUpdatedBefore").as_string() == "2026-08-05T09:59:00Z");
  BOOST_TEST(!answer.as_object().contains("pagination"));
}

BOOST_AUTO_TEST_CASE(a_search_by_creation_answers_with_its_own_bound) {
  market.orders().add(make_order("408-1", "2026-08-02T00:00:00Z")).value();
  const auto answer = body_of(
      client.search({{"createdAfter", "2026-08-01T23:00:00Z"}, {"createdBefore", "2026-08-03T00:00:00Z"}}));
  BOOST_TEST(answer.at("orders").as_array().size() == 1u);
  BOOST_TEST(answer.at("createdBefore").as_string() == "2026-08-03T00:00:00Z");
  BOOST_TEST(!answer.as_object().contains("lastUpdatedBefore"));
}

BOOST_AUTO_TEST_CASE(filters_filter) {
  market.orders().add(make_order("408-1", "2026-08-02T00:00:00Z")).value();
  sandbox::Order shipped = make_order("408-2", "2026-08-03T00:00:00Z");
  shipped.status = Status::shipped;
  shipped.fulfiller = Fulfiller::amazon;
  market.orders().add(std::move(shipped)).value();
  BOOST_TEST(only_order(with("fulfillmentStatuses", "SHIPPED")).at("orderId").as_string() == "408-2");
  BOOST_TEST(only_order(with("fulfilledBy", "MERCHANT")).at("orderId").as_string() == "408-1");
}

BOOST_AUTO_TEST_CASE(data_comes_only_when_asked_for) {
  market.orders().add(make_order("408-1", "2026-08-02T00:00:00Z")).value();
  const auto bare = only_order(with("fulfilledBy", "MERCHANT"));
  for (const char* name : {"buyer", "recipient", "proceeds", "fulfillment", "packages", "tax", "payment"}) {
    BOOST_TEST(!bare.contains(name), name);
  }
  BOOST_TEST(bare.at("salesChannel").at("channelName").as_string() == "AMAZON");
  BOOST_TEST(bare.at("orderItems").at(0).at("product").at("sellerSku").as_string() == "KURTA-BLU-M");
  BOOST_TEST(!bare.at("orderItems").at(0).as_object().contains("proceeds"));
  const auto full = only_order(with("includedData", kEverything));
  BOOST_TEST(full.at("fulfillment").at("fulfillmentStatus").as_string() == "UNSHIPPED");
  BOOST_TEST(full.at("orderItems").at(0).at("fulfillment").at("quantityUnfulfilled").as_int64() == 2);
  const std::string_view name(full.at("recipient").at("deliveryAddress").at("name").as_string());
  BOOST_TEST(name.find("CANARY-PERSONAL") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(money_is_exact_text) {
  market.orders().add(make_order("408-1", "2026-08-02T00:00:00Z")).value();
  const auto order = only_order(with("includedData", "PROCEEDS"));
  BOOST_TEST(order.at("proceeds").at("grandTotal").at("amount").as_string() == "590.00");
  const auto breakdowns = order.at("orderItems").at(0).at("proceeds").at("breakdowns");
  BOOST_TEST(breakdowns.at(0).at("type").as_string() == "ITEM");
  BOOST_TEST(breakdowns.at(0).at("subtotal").at("amount").as_string() == "561.90");
  BOOST_TEST(breakdowns.at(1).at("type").as_string() == "TAX");
  BOOST_TEST(breakdowns.at(1).at("subtotal").at("amount").as_string() == "28.10");
  BOOST_TEST(
      order.at("orderItems").at(0).at("product").at("price").at("unitPrice").at("amount").as_string() ==
      "295.00");
}

BOOST_AUTO_TEST_CASE(a_pending_order_has_quantities_only) {
  sandbox::Order pending = make_order("408-1", "2026-08-02T00:00:00Z");
  pending.status = Status::pending;
  market.orders().add(std::move(pending)).value();
  const auto order = only_order(with("includedData", kEverything));
  for (const char* name : {"buyer", "recipient", "proceeds", "payment"})
    BOOST_TEST(!order.contains(name), name);
  const auto& item = order.at("orderItems").at(0).as_object();
  BOOST_TEST(!item.contains("proceeds"));
  BOOST_TEST(!item.at("product").as_object().contains("price"));
  BOOST_TEST(item.at("quantityOrdered").as_int64() == 2);
}

BOOST_AUTO_TEST_CASE(one_order_by_its_id) {
  market.orders().add(make_order("408-1", "2026-08-05T09:59:59Z")).value();
  const auto answer =
      body_of(client.get("/orders/2026-01-01/orders/408-1", {{"includedData", "FULFILLMENT"}}));
  BOOST_TEST(answer.at("order").at("orderId").as_string() == "408-1");
  BOOST_TEST(client.get("/orders/2026-01-01/orders/408-2").response.status == 404);
  BOOST_TEST(client.get("/orders/2026-01-01/orders/408-1", {{"includedData", "X"}}).response.status == 400);
}

BOOST_AUTO_TEST_SUITE_END()
