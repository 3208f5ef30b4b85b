#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>
#include <set>

#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

namespace json = boost::json;

const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");
const std::string kSummaries = "/fba/inventory/v1/summaries";

struct Fixture {
  explicit Fixture(double rate_multiplier = 1e9)
      : market(make_options(rate_multiplier), make_data()), client(market, kNow) {
    client.log_in();
  }
  static MarketplaceOptions make_options(double rate_multiplier) {
    MarketplaceOptions options;
    options.rate_multiplier = rate_multiplier;
    return options;
  }
  static MarketData make_data() {
    MarketData data;
    for (int i = 0; i < 130; ++i) {
      Product& product = data.catalogue.at(data.catalogue.find_or_add("SKU-" + std::to_string(i)));
      product.stock = 10;
      product.fulfilled_by_amazon = i < 120;
    }
    // Open before anything is counted: reserved, and no part of the ten.
    sandbox::Order order;
    order.id = "402-0000001-0000001";
    order.created = order.updated = kNow - std::chrono::hours{5};
    order.fulfiller = Fulfiller::amazon;
    order.lines.push_back({.product = 3, .quantity = 2});
    data.orders.add(order).value();
    return data;
  }
  HandledResponse ask(Parameters parameters) {
    client.now += Duration{1};
    parameters.try_emplace("granularityType", "Marketplace");
    parameters.try_emplace("granularityId", "A21TJRUUN4KGV");
    parameters.try_emplace("marketplaceIds", "A21TJRUUN4KGV");
    return client.get(kSummaries, parameters);
  }
  json::value found(const Parameters& parameters) {
    const auto handled = ask(parameters);
    BOOST_TEST(handled.response.status == 200, handled.response.body);
    return body_of(handled);
  }
  const json::array summaries(const Parameters& parameters) {
    return found(parameters).at("payload").at("inventorySummaries").as_array();
  }
  json::value level(const char* sku) { return summaries({{"details", "true"}, {"sellerSkus", sku}}).at(0); }
  std::int64_t fulfillable(const char* sku) {
    return level(sku).at("inventoryDetails").at("fulfillableQuantity").as_int64();
  }
  std::int64_t reserved(const char* sku) {
    const auto details = level(sku).at("inventoryDetails").at("reservedQuantity");
    BOOST_TEST(details.at("totalReservedQuantity") == details.at("pendingCustomerOrderQuantity"));
    return details.at("totalReservedQuantity").as_int64();
  }
  void set_status(const std::string& order_id, Status status) {
    client.now += Duration{1};
    market.orders()
        .update(order_id, client.now, [&](sandbox::Order& order) { order.status = status; })
        .value();
  }

  Marketplace market;
  TestClient client;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_inventory, Fixture)

BOOST_AUTO_TEST_CASE(summaries_come_in_pages_whose_tokens_live_30_seconds) {
  Parameters parameters;
  std::set<std::string> skus;
  std::vector<std::size_t> sizes;
  std::string first_token;
  for (bool more = true; more;) {
    const auto page = found(parameters);
    const auto& summaries = page.at("payload").at("inventorySummaries").as_array();
    sizes.push_back(summaries.size());
    for (const auto& summary : summaries) skus.emplace(summary.at("sellerSku").as_string());
    more = page.as_object().contains("pagination");
    if (more) parameters["nextToken"] = page.at("pagination").at("nextToken").as_string();
    if (first_token.empty()) first_token = parameters["nextToken"];
  }
  BOOST_TEST(sizes == (std::vector<std::size_t>{50, 50, 20}), boost::test_tools::per_element());
  BOOST_TEST(skus.size() == 120u);
  BOOST_TEST(!skus.contains("SKU-120"));
  client.now += std::chrono::seconds{29};
  BOOST_TEST(ask({{"nextToken", first_token}}).response.status == 200);
  // The token belongs to the same question.
  BOOST_TEST(ask({{"nextToken", first_token}, {"startDateTime", "2026-08-01T00:00:00Z"}}).response.status ==
             400);
  client.now += std::chrono::seconds{2};
  BOOST_TEST(ask({{"nextToken", first_token}}).response.status == 400);
  BOOST_TEST(ask({{"nextToken", "seed"}}).response.status == 400);
}

BOOST_AUTO_TEST_CASE(details_come_when_asked_for) {
  const auto plain = found({{"sellerSkus", "SKU-3"}});
  BOOST_TEST(plain.at("payload").at("granularity").at("granularityId").as_string() == "A21TJRUUN4KGV");
  const auto summary = plain.at("payload").at("inventorySummaries").at(0).as_object();
  BOOST_TEST(!summary.contains("inventoryDetails"));
  BOOST_TEST(summary.at("condition").as_string() == "NewItem");
  BOOST_TEST(summary.at("fnSku").as_string().starts_with("X00"));
  const auto details = level("SKU-3").at("inventoryDetails");
  std::int64_t sum = 0;
  for (const char* name : {"fulfillableQuantity", "inboundWorkingQuantity", "inboundShippedQuantity",
                           "inboundReceivingQuantity"})
    sum += details.at(name).as_int64();
  sum += details.at("reservedQuantity").at("totalReservedQuantity").as_int64();
  sum += details.at("researchingQuantity").at("totalResearchingQuantity").as_int64();
  sum += details.at("unfulfillableQuantity").at("totalUnfulfillableQuantity").as_int64();
  BOOST_TEST(summary.at("totalQuantity").as_int64() == sum);
}

BOOST_AUTO_TEST_CASE(quantities_move_with_the_orders) {
  BOOST_TEST(fulfillable("SKU-3") == 10);
  BOOST_TEST(reserved("SKU-3") == 2);
  const auto sale = *market.sell({.sku = "SKU-3", .quantity = 4, .pending = true}, client.now);
  BOOST_TEST(sale.live_quantity == 10);
  BOOST_TEST(fulfillable("SKU-3") == 6);
  BOOST_TEST(reserved("SKU-3") == 6);
  BOOST_TEST(market.sell({.sku = "SKU-3", .quantity = 7}, client.now).has_error());
  set_status(sale.order_id, Status::unshipped);
  BOOST_TEST(reserved("SKU-3") == 6);
  set_status(sale.order_id, Status::shipped);
  BOOST_TEST(fulfillable("SKU-3") == 6);
  BOOST_TEST(reserved("SKU-3") == 2);
  set_status("402-0000001-0000001", Status::shipped);
  BOOST_TEST(fulfillable("SKU-3") == 6);
  BOOST_TEST(reserved("SKU-3") == 0);
  // What is cancelled never left the warehouse.
  const auto other = *market.sell({.sku = "SKU-3", .quantity = 5}, client.now);
  BOOST_TEST(fulfillable("SKU-3") == 1);
  BOOST_TEST(market.cancel_by_buyer(other.order_id, client.now).has_value());
  BOOST_TEST(fulfillable("SKU-3") == 6);
  BOOST_TEST(reserved("SKU-3") == 0);
}

BOOST_AUTO_TEST_CASE(what_changed_since_a_time_is_found) {
  const Parameters since_now = {{"startDateTime", "2026-08-05T10:00:00Z"}};
  BOOST_TEST(summaries(since_now).empty());
  BOOST_TEST(summaries({{"startDateTime", "2026-08-05T04:00:00Z"}}).size() == 1u);
  client.now += std::chrono::minutes{1};
  const auto sale = *market.sell({.sku = "SKU-7"}, client.now);
  // The other selections are ignored beside it.
  const auto changed = summaries({{"startDateTime", "2026-08-05T10:00:00Z"}, {"sellerSkus", "SKU-1"}});
  BOOST_TEST(changed.size() == 1u);
  BOOST_TEST(changed.at(0).at("sellerSku").as_string() == "SKU-7");
  BOOST_TEST(changed.at(0).at("lastUpdatedTime").as_string() == "2026-08-05T10:01:00Z");
}

BOOST_AUTO_TEST_CASE(skus_are_selected) {
  BOOST_TEST(summaries({{"sellerSkus", "SKU-1,SKU-2,SKU-125,NO-SUCH"}}).size() == 2u);
  BOOST_TEST(summaries({{"sellerSku", "SKU-1"}}).size() == 1u);
  BOOST_TEST(summaries({{"sellerSku", "SKU-1"}, {"sellerSkus", "SKU-2,SKU-3"}}).size() == 2u);
}

BOOST_AUTO_TEST_CASE(bad_questions_are_refused) {
  std::string many = "A";
  for (int i = 0; i < 50; ++i) many += ",A";
  BOOST_TEST(ask({{"sellerSkus", many}}).response.status == 400);
  BOOST_TEST(ask({{"granularityType", "Country"}}).response.status == 400);
  BOOST_TEST(ask({{"granularityId", "ATVPDKIKX0DER"}}).response.status == 400);
  BOOST_TEST(ask({{"marketplaceIds", "ATVPDKIKX0DER"}}).response.status == 400);
  BOOST_TEST(ask({{"marketplaceIds", "A21TJRUUN4KGV,A21TJRUUN4KGV"}}).response.status == 400);
  BOOST_TEST(ask({{"details", "yes"}}).response.status == 400);
  BOOST_TEST(ask({{"startDateTime", "2025-01-01T00:00:00Z"}}).response.status == 400);
  BOOST_TEST(ask({{"startDateTime", "2026-08-06T00:00:00Z"}}).response.status == 400);
  BOOST_TEST(client.get(kSummaries).response.status == 400);
}

BOOST_AUTO_TEST_CASE(two_calls_and_then_two_a_second) {
  Fixture strict(1);
  BOOST_TEST(strict.ask({}).response.status == 200);
  BOOST_TEST(strict.ask({}).response.status == 200);
  BOOST_TEST(strict.ask({}).response.status == 429);
  strict.client.now += std::chrono::milliseconds{500};
  BOOST_TEST(strict.ask({}).response.status == 200);
  BOOST_TEST(strict.ask({}).response.status == 429);
}

BOOST_AUTO_TEST_SUITE_END()
