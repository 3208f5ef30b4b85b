// Quantities from the books to the buyers, through the whole daemon.
#include "daemon/stock/ledger.h"
#include "tests/support/book_checks.h"
#include "tests/support/several_marketplaces.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

constexpr std::uint32_t kShop = 1;

sandbox::MarketData shop_of(std::size_t skus, std::int64_t stock = 20) {
  sandbox::MarketData data;
  for (std::size_t number = 0; number < skus; ++number) {
    auto& product = data.catalogue.at(data.catalogue.find_or_add("SKU-" + std::to_string(100'000 + number)));
    product.fulfilled_by_amazon = false;
    product.stock = stock;
    product.title = "Thing " + std::to_string(number);
  }
  return data;
}

// One shop, its items confirmed; quantities are not sent yet.
struct Shop : SimulatedWorld {
  explicit Shop(std::size_t skus, double rate_multiplier = 20)
      : SimulatedWorld({.rate_multiplier = rate_multiplier}, shop_of(skus)) {
    start();
    connect_and_sync();
    call<api::ConfirmAllItems>({"amazon-in"});
  }
  void rule(api::SetStockRule::Request request) {
    request.integration = "amazon-in";
    call<api::SetStockRule>(request);
  }
  PushTotals totals() { return daemon().store().get_or_default(store::kPushTotals, kShop).value(); }
  bool all_verified() {
    const auto now = totals();
    return now.listings() > 0 && now.verified == now.listings();
  }
  // Returns how long it took.
  Duration until_verified(Duration limit = std::chrono::hours(48)) {
    const Timestamp begun = time().now();
    BOOST_REQUIRE(time().run_until([this] { return all_verified(); }, begun + limit));
    return time().now() - begun;
  }
  std::int64_t live(const std::string& sku) { return marketplace().live_quantity(sku, time().now()).value(); }
  std::int64_t writes(const char* what) {
    return marketplace().truth().at("writes").at(what).to_number<std::int64_t>();
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(stock_pushes)

BOOST_AUTO_TEST_CASE(nothing_is_sent_until_somebody_says_so) {
  Shop shop(30);
  shop.call<api::AdjustStock>({.item = "SKU-100000", .by = 5, .reason = "found"});
  shop.time().pass(std::chrono::hours(24));
  BOOST_TEST(shop.writes("accepted") == 0);
  BOOST_TEST(shop.totals().listings() == 0);
}

BOOST_AUTO_TEST_CASE(what_shows_the_right_figure_is_seen_and_not_written) {
  Shop shop(30);
  shop.rule({.push = true});
  shop.until_verified();
  BOOST_TEST(shop.writes("accepted") == 0);
  BOOST_TEST(shop.totals().verified == 30);
}

BOOST_AUTO_TEST_CASE(a_rule_reaches_every_buyer) {
  Shop shop(60);
  shop.rule({.buffer = 3, .push = true});
  shop.until_verified();
  for (int number = 0; number < 60; ++number) {
    BOOST_TEST(shop.live("SKU-" + std::to_string(100'000 + number)) == 17);
  }
  BOOST_TEST(shop.writes("accepted") == 60);
}

BOOST_AUTO_TEST_CASE(a_sale_on_one_channel_lowers_the_others) {
  std::vector<AccountSetup> setups;
  for (const char* name : {"one", "two"}) {
    AccountSetup setup{.channel = "amazon-in", .data = shop_of(5)};
    setup.marketplace.seed = setups.size() + 1;
    setup.marketplace.rate_multiplier = 20;
    setup.marketplace.base_url = std::string("https://") + name + ".test";
    setup.marketplace.shop.seller_id = std::string("SELLER") + name;
    setup.marketplace.credentials = sandbox::default_credentials(setup.marketplace.seed);
    setups.push_back(std::move(setup));
  }
  SimulatedWorld world({}, std::move(setups));
  world.start();
  world.call<api::Connect>(world.connect_request(0));
  world.run_until_idle();
  auto second = world.connect_request(1);
  second.name = "second";
  world.call<api::Connect>(second);
  world.run_until_idle();
  world.call<api::ConfirmAllItems>({"amazon-in"});
  world.call<api::SetStockRule>({.integration = "amazon-in", .push = true});
  world.call<api::SetStockRule>({.integration = "second", .push = true});
  world.time().pass(std::chrono::hours(1));
  const auto live = [&](std::size_t market) {
    return world.marketplace(market).live_quantity("SKU-100001", world.time().now()).value();
  };
  world.marketplace(1)
      .sell({.sku = "SKU-100001", .quantity = 4, .pending = true}, world.time().now())
      .value();
  world.time().pass(std::chrono::minutes(4));
  world.sync(Module::orders, "second");
  world.time().pass(std::chrono::minutes(4));
  BOOST_TEST(live(0) == 16);
  BOOST_TEST(live(1) == 16);
  // Off for one leaves the other.
  world.call<api::SetStockRule>({.integration = "second", .push = false});
  world.call<api::AdjustStock>({.item = "SKU-100001", .by = -6, .reason = "broken"});
  world.time().pass(std::chrono::minutes(4));
  BOOST_TEST(live(0) == 10);
  BOOST_TEST(live(1) == 16);
}

BOOST_AUTO_TEST_CASE(what_the_marketplace_loses_or_refuses_is_found_and_set_right) {
  Shop shop(40);
  set_faults(shop, "lost-write@patchListingsItem:3-8,write-timeout@patchListingsItem:12-14");
  shop.rule({.buffer = 1, .push = true});
  shop.until_verified();
  for (int number = 0; number < 40; ++number) {
    BOOST_TEST(shop.live("SKU-" + std::to_string(100'000 + number)) == 19);
  }
  BOOST_TEST(shop.totals().corrections >= 6);
}

BOOST_AUTO_TEST_CASE(a_refusal_is_shown_in_the_marketplaces_words) {
  Shop shop(3);
  set_faults(shop, "late-rejection@patchListingsItem:1");
  shop.rule({.buffer = 1, .push = true});
  shop.time().pass(std::chrono::hours(1));
  const auto refused = shop.call<api::ListPushes>({.state = PushState::rejected});
  BOOST_REQUIRE(refused.size() == 1u);
  BOOST_TEST(!refused.front().push.reason.empty());
  set_faults(shop);
  shop.call<api::RetryPushes>({"amazon-in"});
  BOOST_TEST(shop.call<api::ListAudit>({.limit = 1}).at(0).entry.action == "pushes retried");
  shop.until_verified();
}

BOOST_AUTO_TEST_CASE(somebody_elses_change_is_noticed_by_the_next_listings) {
  Shop shop(5);
  shop.rule({.push = true});
  shop.until_verified();
  auto* product = shop.marketplace().catalogue().find("SKU-100002");
  product->stock = 33;
  product->submitted = 33;
  shop.time().pass(std::chrono::hours(1));
  shop.sync(Module::items);
  shop.time().pass(std::chrono::hours(3));
  BOOST_TEST(shop.live("SKU-100002") == 20);
  BOOST_TEST(shop.totals().corrections == 1);
  // The books did not take it over.
  BOOST_TEST(shop.call<api::ListStock>({.item = "SKU-100002"}).front().level.on_hand == 20);
}

// The daemon is killed after each request in turn. No quantity is forgotten, and none is written twice but
// the one whose answer nobody heard.
BOOST_AUTO_TEST_CASE(a_restart_at_any_moment_neither_repeats_nor_forgets) {
  for (std::uint64_t after = 1; after <= 24; ++after) {
    Shop shop(8);
    const auto begun = shop.network().requests;
    shop.rule({.buffer = 2, .push = true});
    shop.time().run_until([&] { return shop.network().requests >= begun + after; });
    shop.crash();
    shop.start();
    shop.until_verified();
    for (int number = 0; number < 8; ++number) {
      BOOST_TEST(shop.live("SKU-" + std::to_string(100'000 + number)) == 18);
    }
    BOOST_TEST(shop.writes("accepted") >= 8);
    // At most the four that may be on their way at once.
    BOOST_TEST(shop.writes("accepted") <= 8 + 4, "killed after request " << after);
  }
}

BOOST_AUTO_TEST_CASE(ten_thousand_quantities_take_little_longer_than_the_quota_wants) {
  constexpr std::int64_t kChanged = 10'000;
  Shop shop(kChanged, 1);
  shop.rule({.push = true});
  shop.until_verified();
  // Each lowers what buyers see: one call each, five in a second after a burst of five.
  shop.rule({.buffer = 1});
  const auto lowered = shop.until_verified();
  const auto bound = std::chrono::seconds((kChanged - 5) / 5);
  BOOST_TEST_MESSAGE("lowered in " << format_duration(lowered) << ", the quota wants "
                                   << format_duration(bound) << ", " << calls_of(shop, "patchListingsItem")
                                   << " calls");
  BOOST_TEST(lowered.count() <= std::chrono::duration_cast<Duration>(bound).count() * 11 / 10);
  BOOST_TEST(shop.writes("accepted") == kChanged);
  // Each raises: a feed is faster than so many calls.
  shop.rule({.buffer = 0});
  const auto raised = shop.until_verified();
  BOOST_TEST_MESSAGE("raised in " << format_duration(raised));
  BOOST_TEST(raised.count() < std::chrono::duration_cast<Duration>(bound).count() / 2);
  BOOST_TEST(calls_of(shop, "createFeed") == 1u);
  BOOST_TEST(shop.writes("accepted") == 2 * kChanged);
  BOOST_TEST(stock::verify(shop.daemon().store()).value().differences.empty());
}

BOOST_AUTO_TEST_SUITE_END()
