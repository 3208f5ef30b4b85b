// Defects found in other programs that do this job, as what this one must not do: what the books say of an
// order, and what it costs to learn it.
#include <algorithm>

#include "tests/support/book_checks.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

std::int64_t sum_of(const OrderLine& line, std::string_view type) {
  std::int64_t sum = 0;
  for (const Charge& charge : line.charges) {
    if (charge.type == type && charge.subtype.empty()) sum += charge.amount.minor;
  }
  return sum;
}

// Every word that a client can read of what happened.
template <class Method>
std::string all_words(SimulatedWorld& world, const typename Method::Request& request) {
  std::string words;
  for (const auto& reply : world.call<Method>(request))
    words += json::serialize(to_json(reply, Reveal::all)) + "\n";
  return words;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(peer_defects)

// Elsewhere the line's total is taken for the price of one: two for 200 become 400.
BOOST_AUTO_TEST_CASE(does_not_multiply_a_line_total_by_its_quantity) {
  SimulatedWorld world({.orders = 50});
  sandbox::Order order = world.marketplace().orders().at(0);
  order.id = "499-0000000-0000001";
  order.status = sandbox::Status::unshipped;
  order.non_amazon = false;
  order.lines.resize(1);
  order.lines[0].id = 0;
  order.lines[0].quantity = 2;
  order.lines[0].cancelled = false;
  sandbox::split_gst(order.lines[0], 200'00);
  world.marketplace().orders().add(order).value();
  world.start();
  world.connect_and_sync();
  const Order held = held_order(world, order.id);
  BOOST_TEST(held.lines.at(0).quantity_ordered == 2);
  BOOST_TEST((held.lines.at(0).total == rupees(200'00)));
  BOOST_TEST((held.lines.at(0).unit_price == rupees(100'00)));
  BOOST_TEST((held.total == rupees(200'00)));
}

// Elsewhere the tax is put on top of a price that includes it, or left out altogether.
BOOST_AUTO_TEST_CASE(does_not_count_tax_twice_or_not_at_all) {
  SimulatedWorld world({.orders = 450});
  world.start();
  world.connect_and_sync();
  std::size_t taxed = 0;
  for (const auto& reply : world.call<api::ListOrders>({})) {
    const Order& held = reply.order;
    const auto& sold = *world.marketplace().orders().find(held.order_id);
    std::int64_t total = 0;
    for (std::size_t i = 0; i < held.lines.size(); ++i) {
      if (!held.lines[i].total) continue;
      BOOST_TEST(held.lines[i].total->minor == sold.lines[i].item_paise + sold.lines[i].tax_paise);
      BOOST_TEST(sum_of(held.lines[i], "ITEM") == sold.lines[i].item_paise);
      BOOST_TEST(sum_of(held.lines[i], "TAX") == sold.lines[i].tax_paise);
      total += held.lines[i].total->minor;
      taxed += sold.lines[i].tax_paise > 0;
    }
    if (held.total) BOOST_TEST(held.total->minor == total);
  }
  BOOST_TEST(taxed > 300u);
}

// Elsewhere an order that is known is not looked at again: it stays pending, at no value, for ever.
BOOST_AUTO_TEST_CASE(does_not_leave_an_order_as_it_was_first_seen) {
  SimulatedWorld world({.orders = 150});
  auto& orders = world.marketplace().orders();
  const std::string id = orders.at(149).id;
  const auto become = [&](sandbox::Status status) {
    orders
        .update(id, world.time().now(),
                [&](sandbox::Order& order) {
                  order.status = status;
                  order.non_amazon = false;
                  for (auto& line : order.lines) {
                    line.cancelled = status == sandbox::Status::cancelled;
                    line.quantity = 1;
                    sandbox::split_gst(line, 525'00);
                  }
                })
        .value();
    world.time().pass(10min);
  };
  become(sandbox::Status::pending);
  world.start();
  world.connect_and_sync();
  BOOST_TEST((held_order(world, id).status == OrderStatus::pending));
  BOOST_TEST(!held_order(world, id).total.has_value());
  world.time().pass(24h * 40);
  BOOST_TEST((held_order(world, id).status == OrderStatus::pending));
  become(sandbox::Status::unshipped);
  BOOST_TEST(world.sync(Module::orders).counts.updated == 1);
  BOOST_TEST((held_order(world, id).status == OrderStatus::confirmed));
  BOOST_TEST((held_order(world, id).lines.at(0).total == rupees(525'00)));
  become(sandbox::Status::cancelled);
  BOOST_TEST(world.sync(Module::orders).counts.updated == 1);
  BOOST_TEST((held_order(world, id).status == OrderStatus::cancelled));
  BOOST_TEST(truth(world, "orders") == world.totals().orders);
}

// Elsewhere cancelled orders are skipped, and the status is read from an answer that has none.
BOOST_AUTO_TEST_CASE(does_not_leave_out_or_mistake_a_status) {
  SimulatedWorld world({.orders = 1'000});
  world.start();
  world.connect_and_sync();
  std::map<std::string, std::int64_t> statuses;
  for (const auto& reply : world.call<api::ListOrders>({})) ++statuses[reply.order.channel_status];
  const auto sold = world.marketplace().truth();
  for (const auto& [word, count] : sold.at("statuses").as_object())
    BOOST_TEST(statuses[word] == count.to_number<std::int64_t>(), word);
  BOOST_TEST(statuses.size() == sold.at("statuses").as_object().size());
  BOOST_TEST(statuses["CANCELLED"] > 100);
}

// Elsewhere the search names fulfilment channels and statuses in words that the marketplace does not have.
BOOST_AUTO_TEST_CASE(does_not_filter_by_words_of_its_own) {
  SimulatedWorld world({.orders = 450});
  world.start();
  std::vector<std::string> searches;
  world.network().on_answer = [&](std::size_t, const http::Request& request,
                                  const sandbox::HandledResponse&) {
    if (is_order_search(request)) searches.push_back(request.url);
  };
  world.connect_and_sync();
  for (const auto& url : searches) {
    for (const char* filter : {"fulfillmentStatuses", "fulfilledBy", "OrderStatuses", "FulfillmentChannels"})
      BOOST_TEST(url.find(filter) == std::string::npos, url);
  }
  std::map<std::string, int> fulfillers;
  for (const auto& reply : world.call<api::ListOrders>({})) ++fulfillers[reply.order.fulfilled_by];
  BOOST_TEST(fulfillers.size() == 2u);
  BOOST_TEST(fulfillers["MERCHANT"] > 50);
  BOOST_TEST(fulfillers["AMAZON"] > 150);
}

// Elsewhere each order costs a call for its lines and further ones for the rest: a thousand take half an hour
// at the best.
BOOST_AUTO_TEST_CASE(does_not_need_calls_per_order) {
  SimulatedWorld world({.orders = 1'000});
  world.start();
  world.connect_and_sync();
  BOOST_TEST(calls_of(world, "searchOrders") == 10u);
  BOOST_TEST(calls_of(world, "getOrder") == 0u);
  BOOST_TEST(world.marketplace().faults().count(sandbox::Fault::quota_exceeded) == 0u);
  check_books_are_current(world);
}

// Elsewhere only the first page was ever read: of the orders, or of an order's lines.
BOOST_AUTO_TEST_CASE(does_not_end_after_the_first_page) {
  SimulatedWorld world({.orders = 250});
  sandbox::Order order = world.marketplace().orders().at(0);
  order.id = "499-0000000-0000001";
  order.lines.assign(150, sandbox::Line{.quantity = 1});
  world.marketplace().orders().add(order).value();
  world.start();
  world.connect_and_sync();
  BOOST_TEST(held_order(world, order.id).lines.size() == 150u);
  check_books_are_current(world);
}

// Elsewhere every report is read as Latin-1, whatever it says it is.
BOOST_AUTO_TEST_CASE(does_not_read_every_report_as_latin_1) {
  SimulatedWorld world({.orders = 2'000});
  world.start();
  world.connect_and_sync();
  int foreign = 0;
  for (const auto& reply : world.call<api::ListListings>({})) {
    const auto* product = world.marketplace().catalogue().find(reply.listing.sku);
    BOOST_REQUIRE_MESSAGE(product != nullptr, reply.listing.sku);
    BOOST_TEST(reply.listing.title == product->title);
    foreign +=
        std::ranges::any_of(product->title, [](char c) { return static_cast<unsigned char>(c) > 127; });
  }
  BOOST_TEST(foreign > 0);
}

// Elsewhere the log of the sync keeps each buyer's data in full, in the clear, for ever.
BOOST_AUTO_TEST_CASE(does_not_keep_buyer_data_in_the_history) {
  SimulatedWorld world({.orders = 450, .faults = "bad-order@searchOrders:1-3,reset@searchOrders:4"});
  world.start();
  bool sent = false;  // the test would see it if there were any
  world.network().on_answer = [&](std::size_t, const http::Request&,
                                  const sandbox::HandledResponse& handled) {
    sent = sent || handled.response.body.find(sandbox::kCanary) != std::string::npos;
  };
  world.connect_and_sync();
  BOOST_TEST(sent);
  std::string words = all_words<api::ListRuns>(world, {}) + all_words<api::ListQuarantine>(world, {}) +
                      all_words<api::GetStatus>(world, {});
  for (const auto& reply : world.call<api::ListRuns>({}))
    words += all_words<api::ListRunRecords>(world, {.run = reply.run.id});
  BOOST_TEST(world.totals().quarantined == 3);
  BOOST_TEST(words.find(sandbox::kCanary) == std::string::npos);
  for (const auto& held : world.call<api::ListQuarantine>({})) {
    const auto& address = world.marketplace().orders().find(held.entry.record_id)->address;
    BOOST_TEST(held.entry.payload.find("\"postalCode\":\"" + address.postal_code) == std::string::npos);
  }
}

// Elsewhere a retry reads the copy of the order that was kept when it failed, not the order.
BOOST_AUTO_TEST_CASE(does_not_retry_with_a_stale_copy) {
  SimulatedWorld world({.orders = 150, .faults = "bad-order@searchOrders:1"});
  world.start();
  world.connect_and_sync();
  const auto held = world.call<api::ListQuarantine>({});
  BOOST_REQUIRE(held.size() == 1u);
  const std::string id = held[0].entry.record_id;
  world.marketplace()
      .orders()
      .update(id, world.time().now(),
              [](sandbox::Order& order) { order.status = sandbox::Status::unfulfillable; })
      .value();
  world.time().pass(10min);
  world.sync(Module::orders);
  BOOST_TEST(held_order(world, id).channel_status == "UNFULFILLABLE");
  BOOST_TEST(world.call<api::ListQuarantine>({}).empty());
  check_books_are_current(world);
}

BOOST_AUTO_TEST_SUITE_END()
