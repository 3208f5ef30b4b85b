#include "daemon/stock/leaving.h"

#include "daemon/stock/fulfilment.h"
#include "daemon/stock/ledger.h"
#include "daemon/stock/outbox.h"
#include "daemon/store/sweep.h"

namespace sellerd::stock {
namespace {

// Erases the links and their other direction together.
Result<void> erase_links(store::Store& store, std::uint32_t number) {
  for (bool more = true; more;) {
    auto skus = store.list_keys(store::kLinks, store::under(store::kLinks, number), store::kSweepPiece);
    if (!skus) return skus.error();
    store::Batch batch;
    for (const auto& [integration, sku] : *skus) {
      auto link = store.get(store::kLinks, integration, sku);
      if (!link) return link.error();
      if (*link && !(*link)->item.empty()) batch.erase(store::kLinksByItem, (*link)->item, integration, sku);
      batch.erase(store::kLinks, integration, sku);
    }
    if (auto committed = store.commit(batch); !committed) return committed;
    more = skus->size() == store::kSweepPiece;
  }
  return {};
}

// Gives back what the orders have reserved. What has left stays known: an account that is connected again
// brings the same orders, and their units must not leave twice.
Result<void> release_orders(store::Store& store, std::uint32_t number, Timestamp now) {
  auto range = store::under(store::kOrderStocks, number);
  for (bool more = true; more;) {
    auto piece = std::vector<OrderStock>();
    auto scanned = store.scan(store::kOrderStocks, range, store::Direction::forward,
                              [&](OrderStock order, std::string_view key) {
                                piece.push_back(std::move(order));
                                range.from = std::string(key) + '\0';
                                return piece.size() < store::kSweepPiece;
                              });
    if (!scanned) return scanned;
    more = piece.size() == store::kSweepPiece;
    store::Draft draft(store);
    Work work{draft, now, {}};
    for (auto& order : piece) {
      ++order.revision;
      order.frozen.clear();
      for (auto& line : order.lines) {
        if (line.reserved == 0) continue;
        auto booked = book(work, {.item = line.item,
                                  .warehouse = line.warehouse,
                                  .move = StockMove::release,
                                  .committed = -line.reserved,
                                  .cause = "erased/" + std::to_string(number) + "/" + order.order_id + "/" +
                                           std::to_string(order.revision) + "/" + line.sku,
                                  .reason = "its integration was erased",
                                  .integration = number,
                                  .order_id = order.order_id});
        if (!booked) return booked.error();
        line.reserved = 0;
      }
      draft.put(store::kOrderStocks, order, number, order.order_id);
    }
    if (auto refreshed = refresh_touched(work); !refreshed) return refreshed;
    if (auto committed = store.commit(draft.batch()); !committed) return committed;
  }
  if (auto erased = store::erase_all(store, store::kOpenOrders, number); !erased) return erased;
  if (auto erased = store::erase_all(store, store::kFrozenOrders, number); !erased) return erased;
  return store::erase_all(store, store::kShipments, number);
}

// Nobody would tell the marketplace of them any more, nor after a new connection.
Result<void> give_up_shipments(store::Store& store, std::uint32_t number) {
  for (bool more = true; more;) {
    auto due =
        store.list_keys(store::kShipmentsDue, store::under(store::kShipmentsDue, number), store::kSweepPiece);
    if (!due) return due.error();
    more = due->size() == store::kSweepPiece;
    store::Batch batch;
    for (const auto& [integration, when, order_id, package] : *due) {
      batch.erase(store::kShipmentsDue, integration, when, order_id, package);
      auto shipment = store.get(store::kShipments, integration, order_id, package);
      if (!shipment) return shipment.error();
      if (!*shipment) continue;
      (*shipment)->state = ShipmentState::rejected;
      (*shipment)->reason = "the account was disconnected before the marketplace had confirmed it";
      (*shipment)->next_try.reset();
      batch.put(store::kShipments, **shipment, integration, order_id, package);
    }
    if (auto committed = store.commit(batch); !committed) return committed;
  }
  return {};
}

}  // namespace

Result<void> leave(store::Store& store, const Integration& integration, Timestamp now) {
  const auto number = integration.number;
  store::Draft draft(store);
  Work work{draft, now, {}};
  auto emptied = take_fulfilment_stock(work, number, integration.name, {});
  if (!emptied) return emptied.error();
  draft.erase(store::kWarehouseMappings, number);
  draft.erase(store::kPushTotals, number);
  if (auto committed = store.commit(draft.batch()); !committed) return committed;
  if (auto erased = erase_links(store, number); !erased) return erased;
  if (auto erased = store::erase_all(store, store::kPushes, number); !erased) return erased;
  if (auto erased = store::erase_all(store, store::kPushQueue, number); !erased) return erased;
  if (auto erased = store::erase_all(store, store::kPushLooks, number); !erased) return erased;
  if (auto erased = store::erase_all(store, store::kStockRules, number); !erased) return erased;
  if (auto given_up = give_up_shipments(store, number); !given_up) return given_up;
  return integration.erase_books ? release_orders(store, number, now) : Result<void>();
}

}  // namespace sellerd::stock
