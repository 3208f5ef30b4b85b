// A store with nothing but stock in it, one commit a step.
#pragma once

#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "daemon/books/order_status.h"
#include "daemon/stock/catalogue.h"
#include "daemon/stock/ledger.h"
#include "daemon/stock/moves.h"
#include "daemon/stock/order_booking.h"
#include "daemon/stock/outbox.h"
#include "daemon/stock/warehouses.h"
#include "tests/support/memory_engine.h"

namespace sellerd::test {

struct StockBooks {
  StockBooks() {
    store::Batch batch;
    for (std::uint32_t number : {1u, 2u}) {
      batch.put(store::kIntegrations, Integration{.number = number, .name = "shop-" + std::to_string(number)},
                number);
    }
    batch.put(store::kCounters, store::Counter{2}, std::string("integration"));
    books.commit(batch).value();
  }

  // A commit as the daemon makes them; after an error nothing is written.
  template <class Change>
  auto change(Change what) {
    store::Draft draft(books);
    stock::Work work{draft, now, {}};
    auto outcome = what(work);
    if (!outcome) return outcome;
    if (auto refreshed = stock::refresh_touched(work); !refreshed)
      throw std::runtime_error(refreshed.error().text());
    books.commit(draft.batch()).value();
    now += std::chrono::seconds(1);
    return outcome;
  }

  // A listing comes with a run.
  void list(Listing listing, std::optional<Timestamp> as_of = {}) {
    change([&](stock::Work& work) {
      work.draft.put(store::kListings, listing, listing.integration, listing.sku);
      return stock::take_listing(work, listing, as_of.value_or(now));
    }).value();
  }
  static Listing listing(std::uint32_t integration, const std::string& sku, std::int64_t quantity) {
    return {.integration = integration,
            .sku = sku,
            .title = "Title of " + sku,
            .fulfilled_by = "MERCHANT",
            .quantity = quantity};
  }

  // An order comes, or comes again.
  void take(Order order) {
    order.status = books::derive_status(order);
    change([&](stock::Work& work) {
      work.draft.put(store::kOrders, order, order.integration, order.order_id);
      return stock::book_order(work, order, {"request-1", "abcd"});
    }).value();
  }
  Order order(const std::string& id, const std::string& status,
              std::vector<std::pair<std::string, std::int64_t>> lines, std::uint32_t integration = 1) const {
    Order made{.integration = integration,
               .order_id = id,
               .channel_status = status,
               .created = now,
               .fulfilled_by = "MERCHANT",
               .source = "search"};
    for (const auto& [sku, units] : lines) {
      made.lines.push_back({.line_id = id + "-" + std::to_string(made.lines.size()),
                            .sku = sku,
                            .quantity_ordered = units,
                            .quantity_fulfilled = status == "SHIPPED" ? units : 0});
    }
    return made;
  }

  StockLevel level(const std::string& item, const std::string& warehouse = "main") const {
    return books.get_or_default(store::kStockLevels, item, warehouse).value();
  }
  OrderStock order_stock(const std::string& id, std::uint32_t integration = 1) const {
    return books.get_or_default(store::kOrderStocks, integration, id).value();
  }
  std::vector<StockEntry> entries(const std::string& item) const {
    return books.list(store::kLedger, store::all_under(item)).value();
  }
  std::optional<Push> push(const std::string& sku, std::uint32_t integration = 1) const {
    return books.get(store::kPushes, integration, sku).value();
  }
  Item item(const std::string& sku) const { return books.get(store::kItems, sku).value().value(); }
  ListingLink link(const std::string& sku, std::uint32_t integration = 1) const {
    return books.get(store::kLinks, integration, sku).value().value();
  }
  void confirm(const std::string& sku) {
    change([&](stock::Work& work) { return stock::confirm_item(work, sku); }).value();
  }
  void set_rule(StockRule rule, std::uint32_t integration = 1, const std::string& sku = {}) {
    change([&](stock::Work& work) {
      work.draft.put(store::kStockRules, rule, integration, sku);
      return stock::refresh_integration(work, integration);
    }).value();
  }
  // The ledger adds up to everything that is held.
  void check() const {
    const auto found = stock::verify(books).value();
    for (const auto& difference : found.differences) BOOST_ERROR(difference);
  }

  Timestamp now = *parse_time("2026-10-01T06:00:00Z");
  store::Store books{open_memory(std::make_shared<MemoryDisk>()).value()};
};

}  // namespace sellerd::test
