// What an account leaves behind, and what happens when it comes back.
#include "daemon/stock/leaving.h"

#include <boost/test/unit_test.hpp>

#include "daemon/stock/shipping.h"
#include "tests/support/stock_books.h"

namespace sellerd::stock {
namespace {

struct Leaving : test::StockBooks {
  Leaving() {
    list(listing(1, "A", 10));
    confirm("A");
  }
  void disconnect(bool erase) {
    stock::leave(books, {.number = 1, .name = "shop-1", .erase_books = erase}, now).value();
    now += std::chrono::hours(1);
  }
  Shipment package(const std::string& order) {
    return books.get(store::kShipments, 1u, order, 1u).value().value();
  }
  Result<Shipment> ship_it(const Order& sold, std::int64_t units) {
    return change([&](Work& work) {
      return ship(work, sold, {.carrier = "Delhivery", .tracking_number = "T1", .lines = {{"A", units}}});
    });
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(stock_leaving, Leaving)

BOOST_AUTO_TEST_CASE(an_account_that_was_erased_and_comes_back_books_nothing_twice) {
  const auto left = order("1", "SHIPPED", {{"A", 3}});
  const auto open = order("2", "UNSHIPPED", {{"A", 2}});
  auto leaves_meanwhile = order("3", "UNSHIPPED", {{"A", 1}});
  for (const auto& each : {left, open, leaves_meanwhile}) take(each);
  BOOST_TEST(level("A").on_hand == 7);
  BOOST_TEST(level("A").committed == 3);
  disconnect(true);
  BOOST_TEST(level("A").on_hand == 7);
  BOOST_TEST(level("A").committed == 0);
  check();
  // Cut short in the middle, it is done again.
  disconnect(true);
  list(listing(1, "A", 5));
  leaves_meanwhile.channel_status = "SHIPPED";
  leaves_meanwhile.lines[0].quantity_fulfilled = 1;
  for (int again = 0; again < 2; ++again) {
    for (const auto& each : {left, open, leaves_meanwhile}) take(each);
    BOOST_TEST(level("A").on_hand == 6);
    BOOST_TEST(level("A").committed == 2);
  }
  check();
}

BOOST_AUTO_TEST_CASE(packages_are_numbered_anew_after_an_erasure) {
  const auto sold = order("1", "UNSHIPPED", {{"A", 3}});
  take(sold);
  ship_it(sold, 1).value();
  disconnect(true);
  list(listing(1, "A", 9));
  take(sold);
  BOOST_TEST(level("A").committed == 2);
  BOOST_TEST(ship_it(sold, 1).value().package == 1u);
  BOOST_TEST(level("A").on_hand == 8);
  BOOST_TEST(level("A").committed == 1);
  check();
}

BOOST_AUTO_TEST_CASE(a_package_that_was_never_told_says_so) {
  const auto sold = order("1", "UNSHIPPED", {{"A", 1}});
  take(sold);
  ship_it(sold, 1).value();
  disconnect(false);
  BOOST_TEST((package("1").state == ShipmentState::rejected));
  BOOST_TEST(package("1").reason.find("disconnected") != std::string::npos);
  BOOST_TEST(!package("1").next_try.has_value());
  // It may be told anew once the account is back.
  list(listing(1, "A", 9));
  take(sold);
  change([&](Work& work) {
    return ship(work, sold, {.package = 1, .carrier = "Delhivery", .tracking_number = "T1"});
  }).value();
  BOOST_TEST(claim_shipment(books, 1, now).value().has_value());
  BOOST_TEST(level("A").on_hand == 9);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::stock
