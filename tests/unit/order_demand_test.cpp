#include "daemon/books/order_demand.h"

#include <boost/test/unit_test.hpp>

namespace sellerd::books {
namespace {

Order order(OrderStatus status, std::vector<OrderLine> lines) {
  return {.status = status, .lines = std::move(lines)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(order_demand)

BOOST_AUTO_TEST_CASE(lines_of_one_sku_are_added_up) {
  const auto demand = demand_of(order(OrderStatus::confirmed, {{.sku = "A", .quantity_ordered = 2},
                                                               {.sku = "B", .quantity_ordered = 1},
                                                               {.sku = "A", .quantity_ordered = 3}}));
  BOOST_TEST(demand.size() == 2u);
  BOOST_TEST(demand.at("A").ordered == 5);
  BOOST_TEST(demand.at("A").shipped == 0);
  BOOST_TEST(demand.at("B").ordered == 1);
}

BOOST_AUTO_TEST_CASE(a_pending_order_asks_for_its_units) {
  BOOST_TEST(demand_of(order(OrderStatus::pending, {{.sku = "A", .quantity_ordered = 2}})).at("A").ordered ==
             2);
}

BOOST_AUTO_TEST_CASE(cancelled_lines_and_orders_ask_for_nothing) {
  const auto partly =
      demand_of(order(OrderStatus::confirmed, {{.sku = "A", .quantity_ordered = 2, .cancelled_by = "BUYER"},
                                               {.sku = "A", .quantity_ordered = 1}}));
  BOOST_TEST(partly.at("A").ordered == 1);
  const auto wholly = demand_of(order(OrderStatus::cancelled, {{.sku = "A", .quantity_ordered = 2}}));
  BOOST_TEST(wholly.at("A").ordered == 0);
}

BOOST_AUTO_TEST_CASE(a_shipped_order_keeps_nothing_back) {
  const auto partly = demand_of(
      order(OrderStatus::fulfilled, {{.sku = "A", .quantity_ordered = 3, .quantity_fulfilled = 2}}));
  BOOST_TEST(partly.at("A").ordered == 2);
  BOOST_TEST(partly.at("A").shipped == 2);
  // Where nothing says what left, everything has.
  const auto silent = demand_of(order(OrderStatus::fulfilled, {{.sku = "A", .quantity_ordered = 3}}));
  BOOST_TEST(silent.at("A").shipped == 3);
}

BOOST_AUTO_TEST_CASE(quantities_that_make_no_sense_do_no_harm) {
  const auto demand =
      demand_of(order(OrderStatus::confirmed, {{.sku = "A", .quantity_ordered = -4, .quantity_fulfilled = 9},
                                               {.sku = "", .quantity_ordered = 1}}));
  BOOST_TEST(demand.at("A").ordered == 0);
  BOOST_TEST(demand.at("A").shipped == 0);
  BOOST_TEST(demand.at("").ordered == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::books
