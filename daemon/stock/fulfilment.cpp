#include "daemon/stock/fulfilment.h"

#include <algorithm>
#include <map>

#include "daemon/stock/warehouses.h"

namespace sellerd::stock {

Result<std::int64_t> take_fulfilment_stock(Work& work, std::uint32_t integration, const std::string& name,
                                           const std::vector<FulfilmentStock>& found) {
  if (found.empty()) {
    auto held = warehouses(work.draft.view());
    if (!held) return held.error();
    const bool none = std::none_of(held->begin(), held->end(), [integration](const Warehouse& warehouse) {
      return warehouse.fulfils == integration;
    });
    if (none) return 0;
  }
  auto warehouse = fulfilment_warehouse(work, integration, name);
  if (!warehouse) return warehouse.error();
  struct Sum {
    std::int64_t on_hand = 0;
    std::int64_t committed = 0;
  };
  std::map<std::string, Sum> sums;  // by item: several listings may sell one
  for (const auto& stock : found) {
    auto link = work.draft.get(store::kLinks, integration, stock.sku);
    if (!link) return link.error();
    if (!*link || (*link)->item.empty()) continue;
    auto& sum = sums[(*link)->item];
    sum.on_hand += stock.sellable + stock.reserved;
    sum.committed += stock.reserved;
  }
  auto scanned = work.draft.view().scan(store::kStockLevels, store::under(store::kStockLevels),
                                        store::Direction::forward,
                                        [&](const StockLevel& level, std::string_view) -> Result<bool> {
                                          if (level.warehouse == *warehouse) sums[level.item];
                                          return true;
                                        });
  if (!scanned) return scanned.error();
  std::int64_t changed = 0;
  for (const auto& [item, sum] : sums) {
    auto level = work.draft.get_or_default(store::kStockLevels, item, *warehouse);
    if (!level) return level.error();
    const std::int64_t on_hand = sum.on_hand - level->on_hand;
    const std::int64_t committed = sum.committed - level->committed;
    if (on_hand == 0 && committed == 0) continue;
    auto number = work.draft.next_number("stock snapshot");
    if (!number) return number.error();
    auto booked = book(work, {.item = item,
                              .warehouse = *warehouse,
                              .move = StockMove::snapshot,
                              .on_hand = on_hand,
                              .committed = committed,
                              .cause = "snapshot/" + std::to_string(*number),
                              .reason = "what the marketplace keeps",
                              .integration = integration});
    if (!booked) return booked.error();
    ++changed;
  }
  return changed;
}

}  // namespace sellerd::stock
