// What orders do to the stock.
#include <boost/test/unit_test.hpp>

#include "tests/support/stock_books.h"

namespace sellerd::stock {
namespace {

// One item with 10 units, listed once, confirmed.
struct Booked : test::StockBooks {
  Booked() {
    list(listing(1, "A", 10));
    confirm("A");
  }
  std::size_t booked() const { return entries("A").size(); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(stock_booking, Booked)

BOOST_AUTO_TEST_CASE(an_order_reserves_from_pending_on_and_ships_once) {
  auto sold = order("1", "PENDING", {{"A", 2}});
  take(sold);
  BOOST_TEST(level("A").on_hand == 10);
  BOOST_TEST(level("A").committed == 2);
  sold.channel_status = "UNSHIPPED";
  take(sold);
  BOOST_TEST(level("A").committed == 2);
  auto shipped = order("1", "SHIPPED", {{"A", 2}});
  shipped.created = sold.created;
  take(shipped);
  BOOST_TEST(level("A").on_hand == 8);
  BOOST_TEST(level("A").committed == 0);
  const auto before = booked();
  for (int again = 0; again < 5; ++again) take(shipped);
  BOOST_TEST(booked() == before);
  check();
}

BOOST_AUTO_TEST_CASE(entries_say_where_they_come_from) {
  take(order("1", "UNSHIPPED", {{"A", 2}}));
  const auto entry = entries("A").back();
  BOOST_TEST((entry.move == StockMove::reserve));
  BOOST_TEST(entry.order_id == "1");
  BOOST_TEST(entry.integration == 1u);
  BOOST_TEST(entry.request_id == "request-1");
  BOOST_TEST(entry.body_hash == "abcd");
}

BOOST_AUTO_TEST_CASE(a_cancellation_gives_back_exactly_once) {
  auto sold = order("1", "UNSHIPPED", {{"A", 3}});
  take(sold);
  sold.channel_status = "CANCELLED";
  take(sold);
  take(sold);
  BOOST_TEST(level("A").on_hand == 10);
  BOOST_TEST(level("A").committed == 0);
  BOOST_TEST(booked() == 3u);
  check();
}

BOOST_AUTO_TEST_CASE(changed_lines_book_the_difference) {
  auto sold = order("1", "UNSHIPPED", {{"A", 3}});
  take(sold);
  sold.lines[0].quantity_ordered = 1;
  take(sold);
  BOOST_TEST(level("A").committed == 1);
  sold.lines.push_back({.sku = "A", .quantity_ordered = 4});
  take(sold);
  BOOST_TEST(level("A").committed == 5);
  sold.lines.clear();
  take(sold);
  BOOST_TEST(level("A").committed == 0);
  check();
}

BOOST_AUTO_TEST_CASE(a_part_that_ships_leaves_the_rest_reserved) {
  auto sold = order("1", "UNSHIPPED", {{"A", 3}});
  take(sold);
  sold.channel_status = "PARTIALLY_SHIPPED";
  sold.lines[0].quantity_fulfilled = 1;
  take(sold);
  BOOST_TEST(level("A").on_hand == 9);
  BOOST_TEST(level("A").committed == 2);
  // What has left is not taken back by itself, whatever the marketplace says later.
  sold.channel_status = "CANCELLED";
  sold.lines[0].quantity_fulfilled = 0;
  take(sold);
  BOOST_TEST(level("A").on_hand == 9);
  BOOST_TEST(level("A").committed == 0);
  check();
}

BOOST_AUTO_TEST_CASE(first_seen_as_shipped_is_issued) {
  take(order("1", "SHIPPED", {{"A", 2}}));
  BOOST_TEST(level("A").on_hand == 8);
  BOOST_TEST(level("A").committed == 0);
  check();
}

BOOST_AUTO_TEST_CASE(what_was_shipped_before_the_opening_is_not_booked) {
  auto old = order("1", "SHIPPED", {{"A", 2}});
  old.created = *item("A").opened - std::chrono::hours(5);
  take(old);
  BOOST_TEST(level("A").on_hand == 10);
  BOOST_TEST(booked() == 1u);
  BOOST_TEST(order_stock("1").lines.empty());
}

BOOST_AUTO_TEST_CASE(what_was_open_at_the_opening_is_stock_that_the_marketplace_no_longer_showed) {
  auto old = order("1", "UNSHIPPED", {{"A", 2}});
  old.created = *item("A").opened - std::chrono::hours(5);
  take(old);
  BOOST_TEST(level("A").on_hand == 12);
  BOOST_TEST(level("A").committed == 2);
  BOOST_TEST(level("A").free() == 10);
  old.channel_status = "SHIPPED";
  old.lines[0].quantity_fulfilled = 2;
  take(old);
  BOOST_TEST(level("A").on_hand == 10);
  BOOST_TEST(level("A").committed == 0);
  check();
}

BOOST_AUTO_TEST_CASE(another_channels_old_order_is_part_of_what_there_is) {
  list(listing(2, "A", 99));
  auto old = order("2", "UNSHIPPED", {{"A", 2}}, 2);
  old.created = *item("A").opened - std::chrono::hours(5);
  take(old);
  BOOST_TEST(level("A").on_hand == 10);
  BOOST_TEST(level("A").committed == 2);
}

BOOST_AUTO_TEST_CASE(an_order_of_an_unknown_sku_waits_frozen_until_a_listing_brings_it) {
  auto sold = order("1", "UNSHIPPED", {{"NEW", 1}, {"A", 1}});
  take(sold);
  BOOST_TEST(order_stock("1").frozen.size() == 1u);
  BOOST_TEST(order_stock("1").frozen.front() == "NEW");
  BOOST_TEST(level("A").committed == 1);
  list(listing(1, "NEW", 4));
  // Opened without the unit that was sold before, which is there all the same.
  BOOST_TEST(level("NEW").on_hand == 5);
  BOOST_TEST(level("NEW").committed == 1);
  // The item is unconfirmed: still frozen.
  BOOST_TEST(order_stock("1").frozen.size() == 1u);
  confirm("NEW");
  BOOST_TEST(order_stock("1").frozen.empty());
  BOOST_TEST(!books.get(store::kFrozenOrders, 1u, std::string("1")).value().has_value());
  check();
}

BOOST_AUTO_TEST_CASE(a_line_without_a_sku_freezes_its_order) {
  take(order("1", "UNSHIPPED", {{"", 1}}));
  BOOST_TEST(order_stock("1").frozen.size() == 1u);
  BOOST_TEST(shown_sku(order_stock("1").frozen.front()) == "(a line without a SKU)");
}

BOOST_AUTO_TEST_CASE(shipped_orders_of_an_unknown_sku_are_booked_when_it_is_linked) {
  take(order("1", "SHIPPED", {{"OTHER", 2}}));
  BOOST_TEST(order_stock("1").frozen.empty());
  list(listing(1, "OTHER", 0), now - std::chrono::hours(3));
  change([](Work& work) { return link_listing(work, 1, "OTHER", "A", "asha"); }).value();
  BOOST_TEST(level("A").on_hand == 8);
  check();
}

BOOST_AUTO_TEST_CASE(what_an_unconfirmed_item_shipped_and_took_back_moves_with_its_listing) {
  list(listing(1, "OTHER", 6));
  take(order("1", "SHIPPED", {{"OTHER", 3}}));
  change([](Work& work) {
    return restock(work,
                   {.integration = 1, .order_id = "1", .sku = "OTHER", .units = 1, .reason = "returned"});
  }).value();
  BOOST_TEST(level("OTHER").on_hand == 4);
  change([](Work& work) { return link_listing(work, 1, "OTHER", "A", "asha"); }).value();
  BOOST_TEST(level("OTHER").on_hand == 0);
  BOOST_TEST(level("A").on_hand == 8);
  BOOST_TEST(order_stock("1").lines.front().returned == 1);
  // Once it is confirmed its past is its own.
  list(listing(1, "THIRD", 6));
  take(order("2", "SHIPPED", {{"THIRD", 1}}));
  confirm("THIRD");
  change([](Work& work) { return link_listing(work, 1, "THIRD", "A", "asha"); }).value();
  BOOST_TEST(level("THIRD").on_hand == 5);
  BOOST_TEST(level("A").on_hand == 8);
  check();
}

BOOST_AUTO_TEST_CASE(what_came_back_waits_with_its_order_until_an_item_is_known) {
  const ReturnMove move{.integration = 1, .order_id = "1", .sku = "OTHER", .units = 1, .reason = "returned"};
  list(listing(1, "OTHER", 6));
  take(order("1", "SHIPPED", {{"OTHER", 3}}));
  change([&](Work& work) { return restock(work, move); }).value();
  change([](Work& work) { return unlink_listing(work, 1, "OTHER", false, "asha"); }).value();
  BOOST_TEST(level("OTHER").on_hand == 0);
  BOOST_TEST(order_stock("1").lines.front().returned == 1);
  change([](Work& work) { return link_listing(work, 1, "OTHER", "A", "asha"); }).value();
  BOOST_TEST(level("A").on_hand == 8);
  BOOST_TEST(order_stock("1").lines.front().returned == 1);
  change([&](Work& work) { return restock(work, move); }).value();
  BOOST_TEST(level("A").on_hand == 9);
  check();
}

BOOST_AUTO_TEST_CASE(a_return_after_a_link_to_an_item_that_was_counted_later_is_booked) {
  const ReturnMove move{.integration = 1, .order_id = "1", .sku = "OTHER", .units = 1, .reason = "returned"};
  list(listing(1, "OTHER", 6));
  take(order("1", "SHIPPED", {{"OTHER", 3}}));
  change([&](Work& work) { return restock(work, move); }).value();
  change([](Work& work) { return add_item(work, {"LATER", "Later"}); }).value();
  change([](Work& work) { return link_listing(work, 1, "OTHER", "LATER", "asha"); }).value();
  BOOST_TEST(order_stock("1").lines.front().settled);
  BOOST_TEST(level("LATER").on_hand == 0);
  change([&](Work& work) { return restock(work, move); }).value();
  BOOST_TEST(level("LATER").on_hand == 1);
  check();
}

BOOST_AUTO_TEST_CASE(the_marketplaces_own_shipments_book_nothing) {
  auto sold = order("1", "UNSHIPPED", {{"A", 2}});
  sold.fulfilled_by = "AMAZON";
  take(sold);
  BOOST_TEST(booked() == 1u);
}

BOOST_AUTO_TEST_CASE(more_sold_than_there_is_shows_as_owed) {
  take(order("1", "UNSHIPPED", {{"A", 12}}));
  BOOST_TEST(level("A").free() == -2);
  BOOST_TEST(available_to(books, 1, "A").value() == 0);
}

BOOST_AUTO_TEST_CASE(open_orders_move_with_their_listing) {
  change([](Work& work) { return add_item(work, {"B", "Another"}); }).value();
  change([](Work& work) { return receive(work, {.item = "B"}, 5); }).value();
  take(order("1", "UNSHIPPED", {{"A", 2}}));
  change([](Work& work) { return link_listing(work, 1, "A", "B", "asha"); }).value();
  BOOST_TEST(level("A").committed == 0);
  BOOST_TEST(level("B").committed == 2);
  BOOST_TEST(level("B").on_hand == 5);
  BOOST_TEST(order_stock("1").lines.front().item == "B");
  auto shipped = order("1", "SHIPPED", {{"A", 2}});
  take(shipped);
  BOOST_TEST(level("B").on_hand == 3);
  BOOST_TEST(level("A").on_hand == 10);
  check();
}

BOOST_AUTO_TEST_CASE(an_order_stays_in_the_warehouse_that_it_came_to) {
  take(order("1", "UNSHIPPED", {{"A", 2}}));
  change([](Work& work) { return create_warehouse(work, "pune", false); }).value();
  change([](Work& work) { return map_warehouse(work, 1, "pune"); }).value();
  take(order("2", "UNSHIPPED", {{"A", 1}}));
  BOOST_TEST(level("A", "main").committed == 2);
  BOOST_TEST(level("A", "pune").committed == 1);
  take(order("1", "SHIPPED", {{"A", 2}}));
  BOOST_TEST(level("A", "main").on_hand == 8);
  // It sells from its own warehouse alone now.
  BOOST_TEST(available_to(books, 1, "A").value() == 0);
  BOOST_TEST(available_to(books, 2, "A").value() == 7);
  check();
}

BOOST_AUTO_TEST_CASE(returned_goods_come_back_by_hand_and_never_twice) {
  take(order("1", "SHIPPED", {{"A", 2}}));
  const ReturnMove move{.integration = 1, .order_id = "1", .sku = "A", .units = 1, .reason = "returned"};
  change([&](Work& work) { return restock(work, move); }).value();
  change([&](Work& work) { return restock(work, move); }).value();
  BOOST_TEST(level("A").on_hand == 10);
  const auto third = change([&](Work& work) { return restock(work, move); });
  BOOST_TEST((third.error().code == ErrorCode::conflict));
  BOOST_TEST(level("A").on_hand == 10);
  take(order("1", "SHIPPED", {{"A", 2}}));
  BOOST_TEST(level("A").on_hand == 10);
  check();
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::stock
