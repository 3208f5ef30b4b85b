// Orders counted by day, place and who ships.
#include <boost/test/unit_test.hpp>

#include "common/model/units.h"
#include "daemon/books/order_counter.h"

using namespace sellerd;
using books::OrderCounter;

namespace {

Order order(OrderStatus status, std::int64_t quantity, const char* shipper = "AMAZON") {
  return {.status = status, .fulfilled_by = shipper, .lines = {{.quantity_ordered = quantity}}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(order_counter)

BOOST_AUTO_TEST_CASE(every_order_counts_once_in_each_grouping) {
  OrderCounter counter;
  counter.take(order(OrderStatus::fulfilled, 2), "2026-10-01", "32-Kerala");
  counter.take(order(OrderStatus::pending, 1, "MERCHANT"), "2026-10-01", "");
  counter.take(order(OrderStatus::attention, 3), "2026-10-02", "29-Karnataka");
  counter.take(order(OrderStatus::confirmed, 1), "2026-10-02", "29-Karnataka");
  const auto first = counter.day("2026-10-01");
  BOOST_TEST(first.orders == 2);
  BOOST_TEST(first.units == 3);
  BOOST_TEST(first.fulfilled == 1);
  BOOST_TEST(first.pending == 1);
  BOOST_TEST(first.confirmed == 0);
  BOOST_TEST(counter.day("2026-10-03").orders == 0);
  BOOST_TEST(counter.day("2026-10-03").name == "2026-10-03");
  const auto places = counter.places();
  BOOST_REQUIRE(places.size() == 3u);
  BOOST_TEST(places[0].name == "29-Karnataka");  // the most first
  BOOST_TEST(places[0].attention == 1);
  BOOST_TEST(places[1].name.empty());  // then by name
  BOOST_TEST(places[2].name == "32-Kerala");
  const auto shippers = counter.shippers();
  BOOST_REQUIRE(shippers.size() == 2u);
  BOOST_TEST(shippers[0].name == "AMAZON");
  BOOST_TEST(shippers[0].orders == 3);
  BOOST_TEST(shippers[1].units == 1);
}

BOOST_AUTO_TEST_CASE(what_is_cancelled_has_no_units) {
  OrderCounter counter;
  counter.take(order(OrderStatus::cancelled, 5), "2026-10-01", "");
  BOOST_TEST(counter.day("2026-10-01").cancelled == 1);
  BOOST_TEST(counter.day("2026-10-01").units == 0);
}

// A marketplace can say anything.
BOOST_AUTO_TEST_CASE(impossible_quantities_do_not_break_the_sum) {
  OrderCounter counter;
  counter.take(order(OrderStatus::confirmed, INT64_MAX), "2026-10-01", "");
  counter.take(order(OrderStatus::confirmed, INT64_MAX), "2026-10-01", "");
  counter.take(order(OrderStatus::confirmed, INT64_MIN), "2026-10-01", "");
  BOOST_TEST(counter.day("2026-10-01").units == 2 * kMostUnits);
}

BOOST_AUTO_TEST_SUITE_END()
