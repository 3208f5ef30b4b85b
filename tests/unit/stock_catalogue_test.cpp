// Items, the listings that sell them, warehouses and moves by hand.
#include <boost/test/unit_test.hpp>

#include "daemon/stock/fulfilment.h"
#include "tests/support/stock_books.h"

namespace sellerd::stock {
namespace {

struct Catalogue : test::StockBooks {
  void add(const std::string& sku, const std::string& name) {
    change([&](Work& work) { return add_item(work, {sku, name}); }).value();
  }
  template <class Change>
  Error refused(Change what) {
    const auto outcome = change(what);
    BOOST_REQUIRE(!outcome.has_value());
    return outcome.error();
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(stock_catalogue, Catalogue)

BOOST_AUTO_TEST_CASE(a_listing_sells_the_item_with_its_sku) {
  add("A", "Mine");
  list(listing(1, "A", 50));
  BOOST_TEST(link("A").item == "A");
  BOOST_TEST((link("A").reason == LinkReason::sku));
  // An item that is there already ignores the marketplace's quantity.
  BOOST_TEST(entries("A").empty());
  BOOST_TEST(item("A").name == "Mine");
}

BOOST_AUTO_TEST_CASE(else_the_one_confirmed_item_with_its_name) {
  add("MINE", "Title of X");
  list(listing(1, "X", 50));
  BOOST_TEST(link("X").item == "MINE");
  BOOST_TEST((link("X").reason == LinkReason::name));
}

BOOST_AUTO_TEST_CASE(a_name_is_not_enough_where_it_is_not_clear) {
  add("ONE", "Title of X");
  add("TWO", "Title of X");
  list(listing(1, "X", 3));
  BOOST_TEST((link("X").reason == LinkReason::imported));
  BOOST_TEST((item("X").state == ItemState::unconfirmed));
}

BOOST_AUTO_TEST_CASE(variations_of_one_name_stay_apart) {
  add("MINE", "Shirt");
  auto small = listing(1, "S", 3);
  auto large = listing(1, "L", 4);
  small.title = large.title = "Shirt";
  list(small);
  list(large);
  BOOST_TEST(link("S").item == "MINE");
  BOOST_TEST(link("L").item == "L");
}

BOOST_AUTO_TEST_CASE(else_it_becomes_an_unconfirmed_item_opened_once) {
  list(listing(1, "A", 7));
  BOOST_TEST((item("A").state == ItemState::unconfirmed));
  BOOST_TEST(level("A").on_hand == 7);
  list(listing(1, "A", 99));
  list(listing(2, "A", 55));
  BOOST_TEST(level("A").on_hand == 7);
  BOOST_TEST(entries("A").size() == 1u);
  BOOST_TEST(link("A", 2).item == "A");
}

BOOST_AUTO_TEST_CASE(what_the_marketplace_ships_itself_opens_no_stock_until_it_is_switched) {
  auto kept = listing(1, "A", 0);
  kept.fulfilled_by = "AMAZON";
  kept.quantity.reset();
  list(kept);
  BOOST_TEST(entries("A").empty());
  list(listing(1, "A", 6));
  BOOST_TEST(link("A").fulfilled_by == "MERCHANT");
  BOOST_TEST(link("A").switched.has_value());
  BOOST_TEST(level("A").on_hand == 6);
  list(kept);
  list(listing(1, "A", 8));
  BOOST_TEST(level("A").on_hand == 6);
  check();
}

BOOST_AUTO_TEST_CASE(linking_an_unconfirmed_item_away_retires_it_with_its_stock) {
  add("MINE", "Mine");
  list(listing(1, "A", 7));
  change([](Work& work) { return link_listing(work, 1, "A", "MINE", "asha"); }).value();
  BOOST_TEST((item("A").state == ItemState::retired));
  BOOST_TEST(item("A").merged_into == "MINE");
  BOOST_TEST(level("A").on_hand == 0);
  BOOST_TEST(link("A").item == "MINE");
  BOOST_TEST(link("A").author == "asha");
  list(listing(1, "A", 7));
  BOOST_TEST(link("A").item == "MINE");
  check();
}

BOOST_AUTO_TEST_CASE(listings_without_a_title_have_nothing_in_common) {
  auto first = listing(1, "A", 3);
  auto second = listing(2, "B", 4);
  first.title = second.title = "";
  list(first);
  confirm("A");
  list(second);
  BOOST_TEST(link("B", 2).item == "B");
  BOOST_TEST((link("B", 2).reason == LinkReason::imported));
}

BOOST_AUTO_TEST_CASE(a_listing_follows_its_item_through_every_merger) {
  add("C", "Last");
  list(listing(1, "A", 1));
  list(listing(1, "B", 0));
  change([](Work& work) { return link_listing(work, 1, "A", "B", "asha"); }).value();
  change([](Work& work) { return link_listing(work, 1, "A", "C", "asha"); }).value();
  change([](Work& work) { return link_listing(work, 1, "B", "C", "asha"); }).value();
  BOOST_TEST(item("A").merged_into == "B");
  BOOST_TEST(item("B").merged_into == "C");
  list(listing(2, "A", 1));
  BOOST_TEST(link("A", 2).item == "C");
  change([](Work& work) { return delete_item(work, "C"); }).value();
  list(listing(2, "B", 1));
  BOOST_TEST(link("B", 2).item == "");
  BOOST_TEST((link("B", 2).reason == LinkReason::ignored));
  BOOST_TEST(!link("B", 2).note.empty());
}

BOOST_AUTO_TEST_CASE(several_listings_sell_one_item) {
  list(listing(1, "A", 7));
  confirm("A");
  list(listing(2, "A-UK", 3));
  change([](Work& work) { return link_listing(work, 2, "A-UK", "A", "asha"); }).value();
  set_rule({.push = true}, 1);
  set_rule({.push = true}, 2);
  BOOST_TEST(push("A", 1)->desired == 7);
  BOOST_TEST(push("A-UK", 2)->desired == 7);
  take(order("1", "UNSHIPPED", {{"A-UK", 2}}, 2));
  BOOST_TEST(push("A", 1)->desired == 5);
  BOOST_TEST(push("A-UK", 2)->desired == 5);
}

BOOST_AUTO_TEST_CASE(a_deleted_item_does_not_come_back_by_itself) {
  list(listing(1, "A", 0));
  confirm("A");
  change([](Work& work) { return delete_item(work, "A"); }).value();
  BOOST_TEST((link("A").reason == LinkReason::ignored));
  list(listing(1, "A", 9));
  BOOST_TEST(link("A").item.empty());
  BOOST_TEST((item("A").state == ItemState::retired));
  // Another channel's listing of that SKU is not taken for it either.
  list(listing(2, "A", 9));
  BOOST_TEST((link("A", 2).reason == LinkReason::ignored));
}

BOOST_AUTO_TEST_CASE(an_item_with_stock_or_open_orders_is_not_deleted) {
  list(listing(1, "A", 5));
  confirm("A");
  BOOST_TEST((refused([](Work& work) { return delete_item(work, "A"); }).code == ErrorCode::conflict));
  take(order("1", "UNSHIPPED", {{"A", 5}}));
  BOOST_TEST((refused([](Work& work) { return delete_item(work, "A"); }).code == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(unlinked_listings_freeze_their_orders) {
  list(listing(1, "A", 5));
  confirm("A");
  take(order("1", "UNSHIPPED", {{"A", 1}}));
  change([](Work& work) { return unlink_listing(work, 1, "A", false, "asha"); }).value();
  BOOST_TEST(level("A").committed == 0);
  BOOST_TEST(order_stock("1").frozen.size() == 1u);
  check();
}

BOOST_AUTO_TEST_CASE(wrong_input_names_its_field) {
  add("A", "Mine");
  BOOST_TEST(refused([](Work& work) { return add_item(work, {"", "x"}); }).field == "sku");
  BOOST_TEST(
      (refused([](Work& work) { return add_item(work, {"A", "x"}); }).code == ErrorCode::already_exists));
  BOOST_TEST(refused([](Work& work) { return add_item(work, {"B", "line\nbreak"}); }).field == "name");
  BOOST_TEST(refused([](Work& work) { return confirm_item(work, "NONE"); }).field == "sku");
  BOOST_TEST(refused([](Work& work) { return link_listing(work, 1, "NONE", "A", ""); }).field == "listing");
  list(listing(1, "L", 1));
  BOOST_TEST(refused([](Work& work) { return link_listing(work, 1, "L", "NONE", ""); }).field == "item");
}

BOOST_AUTO_TEST_CASE(moves_by_hand) {
  add("A", "Mine");
  const HandMove move{.item = "A", .reason = "delivery", .author = "asha"};
  change([&](Work& work) { return receive(work, move, 12); }).value();
  change([&](Work& work) { return adjust(work, move, -2); }).value();
  BOOST_TEST(level("A").on_hand == 10);
  change([&](Work& work) { return count(work, move, 7); }).value();
  BOOST_TEST(level("A").on_hand == 7);
  // A count that finds what the books hold is booked too: somebody looked.
  const auto same = change([&](Work& work) { return count(work, move, 7); }).value();
  BOOST_TEST(same.on_hand == 0);
  BOOST_TEST(same.author == "asha");
  BOOST_TEST(entries("A").size() == 4u);
  change([](Work& work) { return create_warehouse(work, "pune", false); }).value();
  change([&](Work& work) { return transfer(work, move, "pune", 3); }).value();
  BOOST_TEST(level("A").on_hand == 4);
  BOOST_TEST(level("A", "pune").on_hand == 3);
  check();
}

BOOST_AUTO_TEST_CASE(a_reference_is_booked_once) {
  add("A", "Mine");
  const HandMove move{.item = "A", .reference = "DN-7"};
  change([&](Work& work) { return receive(work, move, 12); }).value();
  const auto again = refused([&](Work& work) { return receive(work, move, 12); });
  BOOST_TEST((again.code == ErrorCode::already_exists));
  BOOST_TEST(again.field == "reference");
  BOOST_TEST(level("A").on_hand == 12);
}

BOOST_AUTO_TEST_CASE(wrong_moves_are_refused) {
  add("A", "Mine");
  const HandMove move{.item = "A"};
  change([&](Work& work) { return count(work, move, 0); }).value();
  BOOST_TEST(refused([&](Work& work) { return receive(work, move, 0); }).field == "units");
  BOOST_TEST(refused([&](Work& work) { return adjust(work, move, 0); }).field == "by");
  BOOST_TEST(refused([&](Work& work) { return count(work, move, -1); }).field == "found");
  BOOST_TEST(refused([&](Work& work) { return receive(work, {.item = "NONE"}, 1); }).field == "item");
  BOOST_TEST(refused([&](Work& work) {
               return receive(work, {.item = "A", .warehouse = "moon"}, 1);
             }).field == "warehouse");
  BOOST_TEST(refused([&](Work& work) { return transfer(work, move, "main", 1); }).field == "to");
  change([](Work& work) { return create_warehouse(work, "pune", false); }).value();
  BOOST_TEST(
      (refused([&](Work& work) { return transfer(work, move, "pune", 1); }).code == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(there_is_one_primary_warehouse) {
  const auto first = change([](Work& work) { return create_warehouse(work, "delhi", false); }).value();
  BOOST_TEST(first.primary);
  change([](Work& work) { return create_warehouse(work, "pune", true); }).value();
  std::size_t primaries = 0;
  for (const auto& each : warehouses(books).value()) primaries += each.primary ? 1 : 0;
  BOOST_TEST(primaries == 1u);
  BOOST_TEST((refused([](Work& work) { return create_warehouse(work, "pune", false); }).code ==
              ErrorCode::already_exists));
  BOOST_TEST(refused([](Work& work) { return create_warehouse(work, "", false); }).field == "name");
  BOOST_TEST(refused([](Work& work) { return map_warehouse(work, 1, "moon"); }).field == "warehouse");
}

BOOST_AUTO_TEST_CASE(the_marketplaces_own_warehouse_follows_what_it_says) {
  auto kept = listing(1, "A", 0);
  kept.fulfilled_by = "AMAZON";
  kept.quantity.reset();
  list(kept);
  confirm("A");
  const auto take_stock = [&](std::vector<FulfilmentStock> found) {
    return change([&](Work& work) { return take_fulfilment_stock(work, 1, "shop-1", found); }).value();
  };
  BOOST_TEST(take_stock({{.sku = "A", .sellable = 24, .reserved = 2, .inbound = 5}, {.sku = "UNKNOWN"}}) ==
             1);
  BOOST_TEST(level("A", "shop-1 fulfilment").on_hand == 26);
  BOOST_TEST(level("A", "shop-1 fulfilment").free() == 24);
  BOOST_TEST(take_stock({{.sku = "A", .sellable = 24, .reserved = 2}}) == 0);
  // It is nothing that other channels could sell, and nobody moves it by hand.
  BOOST_TEST(available_to(books, 2, "A").value() == 0);
  BOOST_TEST((refused([](Work& work) {
                return receive(work, {.item = "A", .warehouse = "shop-1 fulfilment"}, 1);
              }).code == ErrorCode::conflict));
  BOOST_TEST(take_stock({}) == 1);
  BOOST_TEST(level("A", "shop-1 fulfilment").on_hand == 0);
  check();
}

BOOST_AUTO_TEST_CASE(verification_finds_what_was_tampered_with_and_puts_it_right) {
  list(listing(1, "A", 7));
  confirm("A");
  take(order("1", "UNSHIPPED", {{"A", 2}}));
  auto wrong = level("A");
  wrong.on_hand += 3;
  store::Batch batch;
  batch.put(store::kStockLevels, wrong, std::string("A"), std::string("main"));
  auto stock = order_stock("1");
  stock.lines.front().reserved = 1;
  batch.put(store::kOrderStocks, stock, 1u, std::string("1"));
  books.commit(batch).value();
  const auto found = verify(books).value();
  BOOST_TEST(found.entries == 2u);
  BOOST_REQUIRE(found.differences.size() == 2u);
  BOOST_TEST(found.differences[0].find("A in main: the books hold 10 on hand and 2 committed") == 0u);
  BOOST_TEST(found.differences[1].find("order 1: it reserves 1 of A, the ledger sums up to 2") == 0u);
  // Buyers hear of what was wrong.
  set_rule({.push = true});
  BOOST_TEST(push("A")->desired == 8);
  BOOST_TEST(change([](Work& work) { return rebuild_levels(work); }).value() == 1u);
  BOOST_TEST(level("A").on_hand == 7);
  BOOST_TEST(push("A")->desired == 5);
  BOOST_TEST(change([](Work& work) { return rebuild_levels(work); }).value() == 0u);
}

BOOST_AUTO_TEST_CASE(a_verification_finds_lost_causes_and_orders) {
  list(listing(1, "A", 7));
  take(order("1", "UNSHIPPED", {{"A", 2}}));
  const auto entry = entries("A").back();
  auto twice = entry;
  twice.sequence = 100;
  twice.committed = 0;
  store::Batch batch;
  batch.erase(store::kCauses, entries("A").front().cause);
  batch.put(store::kLedger, twice, std::string("A"), twice.sequence);
  batch.erase(store::kOrderStocks, 1u, std::string("1"));
  books.commit(batch).value();
  const auto found = verify(books).value().differences;
  BOOST_REQUIRE(found.size() == 4u);
  BOOST_TEST(found[0] == "A: the cause opening/A is not known as booked");
  BOOST_TEST(found[1] == "A: the cause " + entry.cause + " is booked more than once");
  BOOST_TEST(found[3] == "order 1/1: the ledger reserves 2 of A for it, the books know of none");
}

BOOST_AUTO_TEST_CASE(the_entries_of_an_order_are_found_by_their_causes) {
  list(listing(1, "A", 7));
  confirm("A");
  take(order("1", "UNSHIPPED", {{"A", 2}}));
  take(order("12", "UNSHIPPED", {{"A", 1}}));
  take(order("1", "SHIPPED", {{"A", 2}}));
  change([](Work& work) {
    return restock(work, {.integration = 1, .order_id = "1", .sku = "A", .units = 1, .reason = "returned"});
  }).value();
  const auto found = entries_of(books, "A", 1, "1").value();
  BOOST_REQUIRE(found.size() == 3u);
  BOOST_TEST((found[0].move == StockMove::reserve));
  BOOST_TEST((found[1].move == StockMove::issue));
  BOOST_TEST((found[2].move == StockMove::restock));
  BOOST_TEST(entries_of(books, "B", 1, "1").value().empty());
}

BOOST_AUTO_TEST_CASE(an_unconfirmed_item_that_nothing_sells_is_deleted_with_its_stock) {
  list(listing(1, "A", 7));
  store::Batch batch;  // the account was disconnected
  batch.erase(store::kLinks, 1u, std::string("A"));
  batch.erase(store::kLinksByItem, std::string("A"), 1u, std::string("A"));
  books.commit(batch).value();
  change([](Work& work) { return delete_item(work, "A"); }).value();
  BOOST_TEST((item("A").state == ItemState::retired));
  BOOST_TEST(item("A").note == "deleted");
  BOOST_TEST(level("A").on_hand == 0);
  check();
}

BOOST_AUTO_TEST_CASE(errors_name_the_item) {
  list(listing(1, "A", 0));
  change([](Work& work) { return delete_item(work, "A"); }).value();
  const auto retired = refused([](Work& work) { return confirm_item(work, "A"); });
  BOOST_TEST(retired.message.find("A is retired") != std::string::npos);
  change([](Work& work) { return create_warehouse(work, "pune", false); }).value();
  const auto unknown = refused([](Work& work) { return transfer(work, {.item = "TYPO"}, "pune", 1); });
  BOOST_TEST((unknown.code == ErrorCode::not_found));
  BOOST_TEST(unknown.field == "item");
}

BOOST_AUTO_TEST_CASE(one_cause_is_booked_once) {
  add("A", "Mine");
  const StockEntry entry{.item = "A", .warehouse = "main", .on_hand = 1, .cause = "the same"};
  change([&](Work& work) { return book(work, entry); }).value();
  const auto again = refused([&](Work& work) { return book(work, entry); });
  BOOST_TEST((again.code == ErrorCode::already_exists));
  BOOST_TEST(again.field == "the same");
  // Nor twice in one commit.
  BOOST_TEST((refused([&](Work& work) -> Result<StockEntry> {
                StockEntry fresh = entry;
                fresh.cause = "another";
                if (auto first = book(work, fresh); !first) return first;
                return book(work, fresh);
              }).code == ErrorCode::already_exists));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::stock
