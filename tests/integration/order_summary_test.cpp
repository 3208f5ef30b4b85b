// The orders of a span of days, counted by the whole daemon.
#include <boost/test/unit_test.hpp>

#include "tests/support/simulated_world.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

// The simulation starts on 2026-10-01 at 11:30 in India.
sandbox::Order placed(const std::string& id, const char* when, sandbox::ProductId product,
                      const char* state) {
  sandbox::Order order{.id = id,
                       .created = *parse_time(when),
                       .updated = *parse_time(when),
                       .status = sandbox::Status::shipped,
                       .fulfiller = sandbox::Fulfiller::amazon,
                       .address = {"SOMEWHERE", state, ""}};
  sandbox::Line line{.product = product, .quantity = 2};
  sandbox::split_gst(line, 219'00);
  order.lines.push_back(line);
  return order;
}

// The first two are a minute apart, and a day in India.
sandbox::MarketData four_orders() {
  sandbox::MarketData data;
  const auto product = data.catalogue.find_or_add("MUG-1");
  data.orders.add(placed("402-0000001-0000001", "2026-09-28T18:29:30Z", product, "KERALA")).value();
  data.orders.add(placed("402-0000002-0000002", "2026-09-28T18:30:30Z", product, "KERALA")).value();
  data.orders.add(placed("402-0000003-0000003", "2026-09-29T12:00:00Z", product, "PUNE")).value();
  auto cancelled = placed("402-0000004-0000004", "2026-09-30T12:00:00Z", product, "KERALA");
  cancelled.status = sandbox::Status::cancelled;
  cancelled.fulfiller = sandbox::Fulfiller::merchant;
  data.orders.add(cancelled).value();
  return data;
}

struct FourOrders : SimulatedWorld {
  FourOrders() : SimulatedWorld({.rate_multiplier = 20}, four_orders()) {
    start();
    connect_and_sync();
    BOOST_REQUIRE(totals().orders == 4);
  }
  OrderSummary summary(const api::SummarizeOrders::Request& request = {}) {
    return call<api::SummarizeOrders>(request).at(0).summary;
  }
  Error wrong(const api::SummarizeOrders::Request& request) { return refused<api::SummarizeOrders>(request); }
};

std::int64_t orders_of(const std::vector<OrderCount>& counts, std::string_view name) {
  for (const auto& count : counts) {
    if (count.name == name) return count.orders;
  }
  return 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(order_summary)

BOOST_AUTO_TEST_CASE(days_are_the_marketplaces) {
  FourOrders world;
  const auto summary = world.summary();
  BOOST_TEST(summary.first_day == "2026-09-02");
  BOOST_TEST(summary.last_day == "2026-10-01");
  BOOST_TEST(format_time(summary.begins) == "2026-09-01T18:30:00Z");
  BOOST_TEST(format_time(summary.ends) == "2026-10-01T18:30:00Z");
  BOOST_TEST(summary.days.size() == 30u);
  BOOST_TEST(orders_of(summary.days, "2026-09-28") == 1);
  BOOST_TEST(orders_of(summary.days, "2026-09-29") == 2);
  BOOST_TEST(orders_of(summary.days, "2026-09-30") == 1);
  BOOST_TEST(orders_of(summary.shippers, "AMAZON") == 3);
  BOOST_TEST(orders_of(summary.shippers, "MERCHANT") == 1);
  BOOST_TEST(orders_of(summary.places, "32-Kerala") == 3);
  BOOST_TEST(orders_of(summary.places, "") == 1);
}

BOOST_AUTO_TEST_CASE(what_a_person_said_of_the_place_counts) {
  FourOrders world;
  world.call<api::SetPlace>({.order_id = "402-0000003-0000003", .state = "Maharashtra"});
  BOOST_TEST(orders_of(world.summary().places, "27-Maharashtra") == 1);
  BOOST_TEST(orders_of(world.summary().places, "") == 0);
}

BOOST_AUTO_TEST_CASE(a_period_has_both_of_its_days) {
  FourOrders world;
  const auto summary = world.summary({.from = "2026-09-29", .to = "2026-09-30"});
  BOOST_REQUIRE(summary.days.size() == 2u);
  BOOST_TEST(summary.days[0].orders == 2);
  BOOST_TEST(summary.days[0].fulfilled == 2);
  BOOST_TEST(summary.days[0].units == 4);
  BOOST_TEST(summary.days[1].cancelled == 1);
  BOOST_TEST(summary.days[1].units == 0);
  BOOST_TEST(orders_of(summary.places, "32-Kerala") == 2);
}

BOOST_AUTO_TEST_CASE(a_wrong_period_is_named) {
  FourOrders world;
  BOOST_TEST(world.wrong({.from = "yesterday"}).field == "from");
  BOOST_TEST(world.wrong({.to = "2026-02-30"}).field == "to");
  BOOST_TEST(world.wrong({.from = "2026-10-02", .to = "2026-10-01"}).field == "from");
  BOOST_TEST(world.wrong({.from = "2006-10-02", .to = "2026-10-01"}).field == "from");
  BOOST_TEST(world.wrong({.integration = "nobody"}).field == "integration");
}

// Of an account that is gone the orders stay, and so do its days.
BOOST_AUTO_TEST_CASE(orders_outlive_their_account) {
  FourOrders world;
  world.call<api::Disconnect>({.name = "amazon-in", .yes = true});
  world.run_until_idle();
  BOOST_TEST(orders_of(world.summary().days, "2026-09-29") == 2);
}

BOOST_AUTO_TEST_CASE(books_without_an_account_have_days_too) {
  SimulatedWorld world;
  world.start();
  const auto summary = world.call<api::SummarizeOrders>({}).at(0).summary;
  BOOST_TEST(summary.days.size() == 30u);
  BOOST_TEST(summary.places.empty());
}

BOOST_AUTO_TEST_SUITE_END()
