// Packages: what may leave, what it does to the stock, and the message to the marketplace.
#include <boost/test/unit_test.hpp>

#include "daemon/stock/shipping.h"
#include "tests/support/stock_books.h"

namespace sellerd::stock {
namespace {

struct Shipping : test::StockBooks {
  Shipping() {
    for (const char* sku : {"A", "B"}) {
      list(listing(1, sku, 10));
      confirm(sku);
    }
    sold = order("1", "UNSHIPPED", {{"A", 3}, {"B", 1}});
    take(sold);
  }
  ShipOrder package(std::vector<ShipOrder::Line> lines = {}) {
    return {.carrier = "Delhivery", .tracking_number = "T1", .lines = std::move(lines), .author = "asha"};
  }
  Result<Shipment> ship_it(const ShipOrder& request) {
    return change([&](Work& work) { return ship(work, sold, request); });
  }
  Shipment held(std::uint32_t package) {
    return books.get(store::kShipments, 1u, std::string("1"), package).value().value();
  }
  Order sold;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(stock_shipping, Shipping)

BOOST_AUTO_TEST_CASE(a_package_takes_its_units_out_of_stock) {
  const auto first = ship_it(package({{"A", 2}})).value();
  BOOST_TEST(first.package == 1u);
  BOOST_TEST(level("A").on_hand == 8);
  BOOST_TEST(level("A").committed == 1);
  BOOST_TEST(level("B").committed == 1);
  const auto second = ship_it(package()).value();
  BOOST_TEST(second.package == 2u);
  BOOST_TEST(second.lines.size() == 2u);
  BOOST_TEST(level("A").on_hand == 7);
  BOOST_TEST(level("B").on_hand == 9);
  BOOST_TEST(level("A").committed == 0);
  BOOST_TEST((ship_it(package()).error().code == ErrorCode::conflict));
  // The marketplace's word for it changes nothing more.
  auto shipped = sold;
  shipped.channel_status = "SHIPPED";
  shipped.lines[0].quantity_fulfilled = 3;
  shipped.lines[1].quantity_fulfilled = 1;
  take(shipped);
  BOOST_TEST(level("A").on_hand == 7);
  BOOST_TEST(level("B").on_hand == 9);
  check();
}

BOOST_AUTO_TEST_CASE(lines_are_named_by_id_or_sku) {
  BOOST_TEST(ship_it(package({{"1-0", 1}})).value().lines.front().sku == "A");
  BOOST_TEST(ship_it(package({{"NONE", 1}})).error().field == "line");
  BOOST_TEST(ship_it(package({{"A", 3}})).error().field == "line");
  BOOST_TEST(ship_it(package({{"A", 0}})).error().field == "line");
  // Twice the same line is still one line.
  BOOST_TEST(ship_it(package({{"A", 2}, {"1-0", 1}})).error().field == "line");
  sold.lines.push_back({.line_id = "1-2", .sku = "A", .quantity_ordered = 1});
  BOOST_TEST(ship_it(package({{"A", 1}})).error().message.find("several lines") == 0u);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_shipped_says_why) {
  const auto refusal = [&](auto what) {
    const Order before = sold;
    what(sold);
    sold.status = books::derive_status(sold);
    const auto shipped = ship_it(package());
    BOOST_REQUIRE(!shipped.has_value());
    sold = before;
    return shipped.error().message;
  };
  BOOST_TEST(refusal([](Order& held) { held.channel_status = "PENDING"; }).find("pending") !=
             std::string::npos);
  BOOST_TEST(refusal([](Order& held) { held.channel_status = "CANCELLED"; }) == "the order is cancelled");
  BOOST_TEST(refusal([](Order& held) { held.fulfilled_by = "AMAZON"; }).find("own warehouse") !=
             std::string::npos);
  BOOST_TEST(refusal([](Order& held) { held.source = "report"; }).find("ids") != std::string::npos);
  auto no_tracking = package();
  no_tracking.tracking_number.clear();
  BOOST_TEST(ship_it(no_tracking).error().field == "tracking");
  auto tomorrow = package();
  tomorrow.shipped_at = now + std::chrono::hours(30);
  BOOST_TEST(ship_it(tomorrow).error().field == "shipped_at");
  BOOST_TEST(level("A").on_hand == 10);
}

BOOST_AUTO_TEST_CASE(a_frozen_order_is_not_shipped) {
  sold.lines.push_back({.line_id = "1-2", .sku = "NEW", .quantity_ordered = 1});
  take(sold);
  const auto refused = ship_it(package());
  BOOST_TEST(refused.error().message.find("frozen: NEW") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_booked_package_may_be_corrected) {
  ship_it(package({{"A", 1}})).value();
  claim_shipment(books, 1, now).value();
  auto better = package();
  better.package = 1;
  better.tracking_number = "T2";
  BOOST_TEST(ship_it(better).value().tracking_number == "T2");
  BOOST_TEST((held(1).state == ShipmentState::queued));
  BOOST_TEST(level("A").on_hand == 9);
  better.package = 7;
  BOOST_TEST(ship_it(better).error().field == "package");
}

BOOST_AUTO_TEST_CASE(an_answer_to_what_was_corrected_meanwhile_says_nothing) {
  ship_it(package({{"A", 1}})).value();
  auto better = package();
  better.package = 1;
  for (const bool refused : {false, true}) {
    now += std::chrono::minutes(1);
    const auto old = claim_shipment(books, 1, now).value().value();
    better.tracking_number += "-NEW";
    ship_it(better).value();
    if (refused) {
      note_not_told(books, old.shipment, make_error(ErrorCode::refused, "wrong number"), now).value();
    } else {
      note_told(books, old.shipment).value();
    }
    BOOST_TEST((held(1).state == ShipmentState::queued));
    BOOST_TEST(held(1).next_try.has_value());
    BOOST_TEST(held(1).reason == "");
  }
  const auto newest = claim_shipment(books, 1, now).value().value();
  BOOST_TEST(newest.shipment.tracking_number == "T1-NEW-NEW");
  note_told(books, newest.shipment).value();
  BOOST_TEST((held(1).state == ShipmentState::confirmed));
}

BOOST_AUTO_TEST_CASE(numbers_go_on_behind_the_marketplaces) {
  sold.packages.push_back({.reference = "4"});
  BOOST_TEST(ship_it(package()).value().package == 5u);
}

BOOST_AUTO_TEST_CASE(a_message_is_told_once_and_asked_for_when_in_doubt) {
  ship_it(package()).value();
  auto claimed = claim_shipment(books, 1, now).value();
  BOOST_REQUIRE(claimed.has_value());
  BOOST_TEST(!claimed->in_doubt);
  // A process that died here leaves a doubt.
  BOOST_TEST(!claim_shipment(books, 1, now).value().has_value());
  now += std::chrono::minutes(6);
  claimed = claim_shipment(books, 1, now).value();
  BOOST_REQUIRE(claimed.has_value());
  BOOST_TEST(claimed->in_doubt);
  note_told(books, claimed->shipment).value();
  BOOST_TEST((held(1).state == ShipmentState::confirmed));
  now += std::chrono::hours(24);
  BOOST_TEST(!claim_shipment(books, 1, now).value().has_value());
}

BOOST_AUTO_TEST_CASE(trouble_is_tried_again_later_and_a_no_is_final) {
  ship_it(package()).value();
  auto claimed = claim_shipment(books, 1, now).value();
  note_not_told(books, claimed->shipment, make_error(ErrorCode::throttled, "quota"), now).value();
  BOOST_TEST((held(1).state == ShipmentState::queued));
  BOOST_TEST((*held(1).next_try > now));
  now += std::chrono::hours(1);
  claimed = claim_shipment(books, 1, now).value();
  BOOST_TEST(!claimed->in_doubt);
  note_not_told(books, claimed->shipment, make_error(ErrorCode::unavailable, "no answer"), now).value();
  BOOST_TEST((held(1).state == ShipmentState::sent));
  now += std::chrono::hours(1);
  claimed = claim_shipment(books, 1, now).value();
  BOOST_TEST(claimed->in_doubt);
  note_not_told(books, claimed->shipment, make_error(ErrorCode::refused, "wrong carrier"), now).value();
  BOOST_TEST((held(1).state == ShipmentState::rejected));
  BOOST_TEST(held(1).reason == "wrong carrier");
  BOOST_TEST(!held(1).next_try.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::stock
