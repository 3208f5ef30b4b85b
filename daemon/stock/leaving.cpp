#include "daemon/stock/leaving.h"

#include "daemon/stock/fulfilment.h"
#include "daemon/stock/ledger.h"
#include "daemon/stock/outbox.h"

namespace sellerd::stock {
namespace {

constexpr std::size_t kPiece = 500;

template <class Table>
Result<void> erase_all(store::Store& store, const Table& table, store::Range range) {
  for (bool more = true; more;) {
    store::Batch batch;
    auto scanned = store.scan(table, range, store::Direction::forward,
                              [&](const auto&, std::string_view key) -> Result<bool> {
                                batch.erase_key(table.family, key);
                                return batch.writes().size() < kPiece;
                              });
    if (!scanned) return scanned;
    more = batch.writes().size() == kPiece;
    if (auto committed = store.commit(batch); !committed) return committed;
  }
  return {};
}

Result<void> erase_links(store::Store& store, std::uint32_t number) {
  for (bool more = true; more;) {
    store::Batch batch;
    std::size_t seen = 0;
    auto scanned = store.scan(store::kLinks, store::under(store::kLinks, number), store::Direction::forward,
                              [&](const ListingLink& link, std::string_view) -> Result<bool> {
                                batch.erase(store::kLinks, number, link.sku);
                                if (!link.item.empty()) {
                                  batch.erase(store::kLinksByItem, link.item, number, link.sku);
                                }
                                return ++seen < kPiece;
                              });
    if (!scanned) return scanned;
    more = seen == kPiece;
    if (auto committed = store.commit(batch); !committed) return committed;
  }
  return {};
}

// Gives back what the orders have reserved and forgets them.
Result<void> erase_orders(store::Store& store, std::uint32_t number, Timestamp now) {
  for (bool more = true; more;) {
    auto piece = std::vector<OrderStock>();
    auto scanned =
        store.scan(store::kOrderStocks, store::under(store::kOrderStocks, number), store::Direction::forward,
                   [&](const OrderStock& order, std::string_view) -> Result<bool> {
                     piece.push_back(order);
                     return piece.size() < kPiece;
                   });
    if (!scanned) return scanned;
    more = piece.size() == kPiece;
    store::Draft draft(store);
    Work work{draft, now, {}};
    for (const auto& order : piece) {
      for (const auto& line : order.lines) {
        if (line.reserved == 0 || line.item.empty()) continue;
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
      }
      draft.erase(store::kOrderStocks, number, order.order_id);
    }
    if (auto refreshed = refresh_touched(work); !refreshed) return refreshed;
    if (auto committed = store.commit(draft.batch()); !committed) return committed;
  }
  if (auto erased = erase_all(store, store::kOpenOrders, store::under(store::kOpenOrders, number)); !erased)
    return erased;
  if (auto erased = erase_all(store, store::kFrozenOrders, store::under(store::kFrozenOrders, number));
      !erased)
    return erased;
  return erase_all(store, store::kShipments, store::under(store::kShipments, number));
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
  if (auto erased = erase_all(store, store::kPushes, store::under(store::kPushes, number)); !erased)
    return erased;
  if (auto erased = erase_all(store, store::kPushQueue, store::under(store::kPushQueue, number)); !erased)
    return erased;
  if (auto erased = erase_all(store, store::kPushLooks, store::under(store::kPushLooks, number)); !erased)
    return erased;
  if (auto erased = erase_all(store, store::kStockRules, store::under(store::kStockRules, number)); !erased)
    return erased;
  if (auto erased = erase_all(store, store::kShipmentsDue, store::under(store::kShipmentsDue, number));
      !erased)
    return erased;
  return integration.erase_books ? erase_orders(store, number, now) : Result<void>();
}

}  // namespace sellerd::stock
