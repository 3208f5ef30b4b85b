// The stock of real data, packages, what the marketplace keeps, and the explanation of it all.
#include "daemon/stock/ledger.h"
#include "tests/sandbox/order_file.h"
#include "tests/support/book_checks.h"
#include "tests/support/shared_data.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

sandbox::MarketData small_shop() {
  sandbox::MarketData data;
  for (const char* sku : {"KURTA-M", "KURTA-L"}) {
    auto& product = data.catalogue.at(data.catalogue.find_or_add(sku));
    product.fulfilled_by_amazon = false;
    product.stock = 10;
    product.title = std::string("Cotton kurta ") + sku;
  }
  return data;
}

struct SmallShop : SimulatedWorld {
  SmallShop() : SimulatedWorld({.rate_multiplier = 20}, small_shop()) {
    start();
    connect_and_sync();
    call<api::ConfirmAllItems>({"amazon-in"});
    time().pass(std::chrono::minutes(10));
  }
  std::string buy(const std::string& sku, std::int32_t units, bool easy_ship = false) {
    const auto sale =
        marketplace().sell({.sku = sku, .quantity = units, .easy_ship = easy_ship}, time().now());
    time().pass(std::chrono::minutes(5));
    sync(Module::orders);
    return sale.value().order_id;
  }
  Shipment shipment(const std::string& order) {
    return call<api::ListShipments>({.order_id = order}).at(0).shipment;
  }
  StockLevel level(const std::string& sku) { return call<api::ListStock>({.item = sku}).at(0).level; }
  std::string why(const std::string& subject) {
    std::string text;
    for (const auto& reply : call<api::Explain>({.subject = subject})) {
      const auto& step = reply.explanation;
      text += step.stage + "|" + step.says + "|" + step.evidence + "\n";
    }
    return text;
  }
};

// Units by SKU, from the marketplace's own book: no line of ours is used.
struct Truth {
  std::map<std::string, std::int64_t> left;
  std::map<std::string, std::int64_t> waiting;
};

Truth add_up(const sandbox::Marketplace& marketplace) {
  Truth truth;
  const auto& data = marketplace.data();
  for (sandbox::OrderNumber number = 0; number < data.orders.size(); ++number) {
    const auto& order = data.orders.at(number);
    if (order.fulfiller != sandbox::Fulfiller::merchant) continue;
    for (const auto& line : order.lines) {
      if (line.cancelled || order.status == sandbox::Status::cancelled) continue;
      const auto& sku = data.catalogue.at(line.product).sku;
      (order.status == sandbox::Status::shipped ? truth.left : truth.waiting)[sku] += line.quantity;
    }
  }
  return truth;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stock_books)

// Opening stock from the real stock file, then three months of real orders as they happen.
BOOST_AUTO_TEST_CASE(three_months_of_real_orders_leave_the_right_stock) {
  const auto orders = shared_data("amazon-in-orders-2022.csv.xz");
  const auto stock = shared_data("amazon-in-stock-per-sku.csv.xz");
  if (orders.empty() || stock.empty()) {
    BOOST_TEST_MESSAGE("skipped: the real data is not on this machine");
    return;
  }
  auto data = sandbox::load_orders(orders, stock, kSimulationStart + std::chrono::days(94)).value();
  std::map<std::string, std::int64_t> opening;
  for (const auto& product : data.catalogue.products()) {
    opening[product.sku] = product.fulfilled_by_amazon ? 0 : product.stock;
  }
  SimulatedWorld world({.rate_multiplier = 20}, std::move(data));
  world.start();
  // By hand, so that the listings, which do not change, are not read five hundred times.
  world.call<api::SetPreferences>({.interval_minutes = 0});
  world.connect_and_sync();
  for (int week = 0; week < 14; ++week) {
    world.time().pass(std::chrono::days(7));
    world.sync(Module::orders);
  }
  const auto truth = add_up(world.marketplace());
  BOOST_TEST(truth.left.size() > 1000u);
  const auto at = [](const std::map<std::string, std::int64_t>& units, const std::string& sku) {
    const auto found = units.find(sku);
    return found == units.end() ? 0 : found->second;
  };
  std::size_t wrong = 0;
  const auto& store = world.daemon().store();
  for (const auto& [sku, units] : opening) {
    const auto level = store.get_or_default(store::kStockLevels, sku, std::string("main")).value();
    const bool good =
        level.on_hand == units - at(truth.left, sku) && level.committed == at(truth.waiting, sku);
    if (good) continue;
    if (++wrong <= 5) {
      BOOST_ERROR(sku << ": " << level.on_hand << " on hand and " << level.committed << " committed, must be "
                      << units - at(truth.left, sku) << " and " << at(truth.waiting, sku));
    }
  }
  BOOST_TEST(wrong == 0u);
  const auto verified = stock::verify(store).value();
  BOOST_TEST(verified.differences.empty());
  BOOST_TEST_MESSAGE(opening.size() << " SKUs, " << verified.entries << " entries of the ledger, "
                                    << verified.orders << " orders");
}

BOOST_AUTO_TEST_CASE(a_package_reaches_the_marketplace) {
  SmallShop shop;
  const auto id = shop.buy("KURTA-M", 2);
  BOOST_TEST(shop.level("KURTA-M").committed == 2);
  const auto sent = shop.call<api::ShipOrder>(
      {.order_id = id, .carrier = "Delhivery", .tracking = "DL1", .line = {"KURTA-M=1"}});
  BOOST_TEST(sent.front().shipment.package == 1u);
  shop.call<api::ShipOrder>({.order_id = id, .carrier = "Delhivery", .tracking = "DL2"});
  shop.time().pass(std::chrono::minutes(10));
  const auto* order = shop.marketplace().orders().find(id);
  BOOST_REQUIRE(order->packages.size() == 2u);
  BOOST_TEST(order->packages[1].tracking_number == "DL2");
  BOOST_TEST((order->status == sandbox::Status::shipped));
  BOOST_TEST((shop.shipment(id).state == ShipmentState::confirmed));
  shop.sync(Module::orders);
  BOOST_TEST(shop.level("KURTA-M").on_hand == 8);
  BOOST_TEST(shop.level("KURTA-M").committed == 0);
}

BOOST_AUTO_TEST_CASE(a_message_whose_answer_is_lost_is_not_sent_twice) {
  SmallShop shop;
  const auto id = shop.buy("KURTA-M", 1);
  set_faults(shop, "write-timeout@confirmShipment:1");
  shop.call<api::ShipOrder>({.order_id = id, .carrier = "Delhivery", .tracking = "DL1"});
  shop.time().pass(std::chrono::hours(2));
  BOOST_TEST((shop.shipment(id).state == ShipmentState::confirmed));
  BOOST_TEST(calls_of(shop, "confirmShipment") == 1u);
  BOOST_TEST(shop.marketplace().orders().find(id)->packages.size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_order_that_amazon_collects_is_refused_with_the_reason) {
  SmallShop shop;
  const auto id = shop.buy("KURTA-M", 1, true);
  const auto refused =
      shop.refused<api::ShipOrder>({.order_id = id, .carrier = "Delhivery", .tracking = "DL1"});
  BOOST_TEST(refused.message.find("Easy Ship") != std::string::npos);
  BOOST_TEST(refused.hint.find("Seller Central") != std::string::npos);
  BOOST_TEST(shop.level("KURTA-M").on_hand == 10);
}

BOOST_AUTO_TEST_CASE(why_tells_the_chain_from_the_marketplaces_bytes_to_its_answer) {
  SmallShop shop;
  shop.call<api::SetStockRule>({.integration = "amazon-in", .buffer = 1, .push = true});
  const auto id = shop.buy("KURTA-M", 2);
  shop.time().pass(std::chrono::hours(1));
  const auto item = shop.why("KURTA-M");
  for (const char* part :
       {"item|", "ledger|opening in main: on hand +10", "order ", "committed +2", "request ", "bytes ",
        "rule|1 kept back", "wanted|7 of 8 available", "sent|7 were sent", "submission ", "push|verified"}) {
    BOOST_TEST(item.find(part) != std::string::npos, part << " is missing in\n" << item);
  }
  const auto order = shop.why(id);
  for (const char* part : {"UNSHIPPED", "2 reserved", "committed +2", "request "}) {
    BOOST_TEST(order.find(part) != std::string::npos, part << " is missing in\n" << order);
  }
  BOOST_TEST((shop.refused<api::Explain>({.subject = "nothing"}).code == ErrorCode::not_found));
  // A newer version of an order that is held can be what nobody understands.
  set_faults(shop, "bad-order@searchOrders:1-999");
  shop.marketplace().cancel_by_buyer(id, shop.time().now()).value();
  shop.time().pass(std::chrono::minutes(5));
  shop.sync(Module::orders);
  const auto spoilt = shop.why(id);
  for (const char* part : {"UNSHIPPED", "failed|what amazon-in sent of it could not be understood",
                           "next|fetch it again: sellerctl orders pull "}) {
    BOOST_TEST(spoilt.find(part) != std::string::npos, part << " is missing in\n" << spoilt);
  }
}

BOOST_AUTO_TEST_CASE(a_disconnect_takes_the_links_and_a_new_connection_matches_again) {
  SmallShop shop;
  shop.call<api::SetStockRule>({.integration = "amazon-in", .push = true});
  shop.buy("KURTA-M", 2);
  shop.call<api::Disconnect>({.name = "amazon-in", .yes = true});
  BOOST_TEST(shop.call<api::ListLinks>({}).empty());
  BOOST_TEST(shop.call<api::ListPushes>({}).empty());
  BOOST_TEST(shop.level("KURTA-M").committed == 2);
  shop.connect_and_sync();
  BOOST_TEST(shop.call<api::ListLinks>({}).size() == 2u);
  BOOST_TEST(shop.level("KURTA-M").on_hand == 10);
  BOOST_TEST(shop.level("KURTA-M").committed == 2);
  BOOST_TEST((shop.call<api::ListLinks>({}).front().link.reason == LinkReason::sku));
  shop.call<api::Disconnect>({.name = "amazon-in", .yes = true, .erase = true});
  BOOST_TEST(shop.level("KURTA-M").committed == 0);
  BOOST_TEST(shop.level("KURTA-M").on_hand == 10);
  BOOST_TEST(shop.call<api::VerifyStock>({}).front().differences.empty());
}

BOOST_AUTO_TEST_CASE(an_account_that_is_erased_and_connected_again_sells_nothing_twice) {
  SmallShop shop;
  const auto id = shop.buy("KURTA-M", 3);
  shop.buy("KURTA-L", 2);
  shop.call<api::ShipOrder>({.order_id = id, .carrier = "Delhivery", .tracking = "DL1"});
  shop.time().pass(std::chrono::minutes(10));
  shop.sync(Module::orders);
  BOOST_TEST(shop.level("KURTA-M").on_hand == 7);
  for (int again = 0; again < 2; ++again) {
    shop.call<api::Disconnect>({.name = "amazon-in", .yes = true, .erase = true});
    BOOST_TEST(shop.level("KURTA-L").committed == 0);
    shop.connect_and_sync();
    BOOST_TEST(shop.call<api::ListOrders>({}).size() == 2u);
    BOOST_TEST(shop.level("KURTA-M").on_hand == 7);
    BOOST_TEST(shop.level("KURTA-L").on_hand == 10);
    BOOST_TEST(shop.level("KURTA-L").committed == 2);
    BOOST_TEST(shop.call<api::VerifyStock>({}).front().differences.empty());
  }
}

BOOST_AUTO_TEST_SUITE_END()
