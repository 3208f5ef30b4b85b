#include "daemon/stock/ledger.h"

#include <array>
#include <map>

namespace sellerd::stock {
namespace {

using Place = std::pair<std::string, std::string>;  // item, warehouse

struct Sums {
  std::map<Place, StockLevel> levels;
  // By order and item: what its entries reserve, where that is anything.
  std::map<std::pair<std::string, std::string>, std::int64_t> orders;
  std::uint64_t entries = 0;
  std::vector<std::string> differences;
};

std::string order_key(std::uint32_t integration, const std::string& order_id) {
  return std::to_string(integration) + "/" + order_id;
}

Result<Sums> sum_up(const store::Store& store) {
  Sums sums;
  auto scanned = store.scan(
      store::kLedger, {}, store::Direction::forward,
      [&](const StockEntry& entry, std::string_view) -> Result<bool> {
        ++sums.entries;
        auto& level = sums.levels[{entry.item, entry.warehouse}];
        level.item = entry.item;
        level.warehouse = entry.warehouse;
        level.on_hand += entry.on_hand;
        level.committed += entry.committed;
        level.last_entry = std::max(level.last_entry, entry.sequence);
        auto booked = store.get(store::kCauses, entry.cause);
        if (!booked) return booked.error();
        if (!*booked) {
          sums.differences.push_back(entry.item + ": the cause " + entry.cause + " is not known as booked");
        } else if ((*booked)->value != entry.sequence) {
          sums.differences.push_back(entry.item + ": the cause " + entry.cause + " is booked more than once");
        }
        if (entry.order_id.empty() || entry.committed == 0) return true;
        const auto order =
            sums.orders.try_emplace({order_key(entry.integration, entry.order_id), entry.item}).first;
        order->second += entry.committed;
        if (order->second == 0) sums.orders.erase(order);
        return true;
      });
  if (!scanned) return scanned.error();
  return sums;
}

std::string describe(const StockLevel& level) {
  return std::to_string(level.on_hand) + " on hand and " + std::to_string(level.committed) + " committed";
}

}  // namespace

Result<StockEntry> book(Work& work, StockEntry entry) {
  auto booked = is_booked(work.draft.view(), entry.cause);
  if (!booked) return booked.error();
  if (*booked) {
    return make_error(ErrorCode::already_exists, "the ledger has an entry for this cause already",
                      entry.cause);
  }
  auto sequence = work.draft.next_number("stock entry");
  if (!sequence) return sequence.error();
  auto level = work.draft.get_or_default(store::kStockLevels, entry.item, entry.warehouse);
  if (!level) return level.error();
  entry.sequence = *sequence;
  entry.when = work.now;
  level->item = entry.item;
  level->warehouse = entry.warehouse;
  level->on_hand += entry.on_hand;
  level->committed += entry.committed;
  level->last_entry = entry.sequence;
  work.draft.put(store::kLedger, entry, entry.item, entry.sequence);
  work.draft.put(store::kCauses, store::Counter{entry.sequence}, entry.cause);
  work.draft.put(store::kStockLevels, *level, entry.item, entry.warehouse);
  work.touched.insert(entry.item);
  return entry;
}

Result<bool> is_booked(const store::Store& store, const std::string& cause) {
  auto found = store.get(store::kCauses, cause);
  if (!found) return found.error();
  return found->has_value();
}

Result<std::vector<StockEntry>> entries_of(const store::Store& store, const std::string& item,
                                           std::uint32_t integration, const std::string& order_id) {
  // What the causes of an order begin with.
  static constexpr std::array kWords = {"order/", "shipment/", "return/", "relink/", "erased/"};
  std::set<std::uint64_t> sequences;
  for (const std::string word : kWords) {
    // All that go on behind a '/', which '0' follows.
    const std::string begin = word + order_key(integration, order_id);
    const store::Range range{store::kCauses.key(begin + "/"), store::kCauses.key(begin + "0")};
    auto scanned = store.scan(store::kCauses, range, store::Direction::forward,
                              [&](const store::Counter& sequence, std::string_view) {
                                sequences.insert(sequence.value);
                                return true;
                              });
    if (!scanned) return scanned.error();
  }
  std::vector<StockEntry> entries;
  for (const auto sequence : sequences) {
    auto entry = store.get(store::kLedger, item, sequence);
    if (!entry) return entry.error();
    if (*entry) entries.push_back(std::move(**entry));
  }
  return entries;
}

Result<std::vector<StockLevel>> levels_of(const store::Store& store, const std::string& item) {
  return store.list(store::kStockLevels, store::under(store::kStockLevels, item));
}

Result<Verification> verify(const store::Store& store) {
  auto sums = sum_up(store);
  if (!sums) return sums.error();
  Verification found{.entries = sums->entries, .differences = std::move(sums->differences)};
  auto levels = store.scan(store::kStockLevels, store::under(store::kStockLevels), store::Direction::forward,
                           [&](const StockLevel& held, std::string_view) -> Result<bool> {
                             ++found.levels;
                             const auto summed = sums->levels.find({held.item, held.warehouse});
                             if (summed == sums->levels.end()) {
                               found.differences.push_back(held.item + " in " + held.warehouse +
                                                           ": no entry of the ledger says so");
                             } else {
                               if (!(summed->second == held)) {
                                 found.differences.push_back(
                                     held.item + " in " + held.warehouse + ": the books hold " +
                                     describe(held) + ", the ledger sums up to " + describe(summed->second));
                               }
                               sums->levels.erase(summed);
                             }
                             return true;
                           });
  if (!levels) return levels.error();
  for (const auto& [place, level] : sums->levels) {
    found.differences.push_back(place.first + " in " + place.second + ": the ledger sums up to " +
                                describe(level) + ", the books hold no level");
  }
  auto orders = store.scan(
      store::kOrderStocks, store::under(store::kOrderStocks), store::Direction::forward,
      [&](const OrderStock& order, std::string_view) -> Result<bool> {
        ++found.orders;
        std::map<std::string, std::int64_t> reserved;
        for (const auto& line : order.lines) {
          if (!line.item.empty()) reserved[line.item] += line.reserved;
        }
        for (const auto& [item, units] : reserved) {
          const auto entry = sums->orders.find({order_key(order.integration, order.order_id), item});
          const std::int64_t summed = entry == sums->orders.end() ? 0 : entry->second;
          if (entry != sums->orders.end()) sums->orders.erase(entry);
          if (summed != units) {
            found.differences.push_back("order " + order.order_id + ": it reserves " + std::to_string(units) +
                                        " of " + item + ", the ledger sums up to " + std::to_string(summed));
          }
        }
        return true;
      });
  if (!orders) return orders.error();
  for (const auto& [order, units] : sums->orders) {
    found.differences.push_back("order " + order.first + ": the ledger reserves " + std::to_string(units) +
                                " of " + order.second + " for it, the books know of none");
  }
  return found;
}

Result<std::uint64_t> rebuild_levels(Work& work) {
  auto sums = sum_up(work.draft.view());
  if (!sums) return sums.error();
  std::uint64_t wrong = 0;
  auto held = work.draft.view().list(store::kStockLevels, store::under(store::kStockLevels));
  if (!held) return held.error();
  for (const auto& level : *held) {
    const auto summed = sums->levels.find({level.item, level.warehouse});
    if (summed == sums->levels.end()) {
      work.draft.erase(store::kStockLevels, level.item, level.warehouse);
      work.touched.insert(level.item);
      ++wrong;
    } else if (summed->second == level) {
      sums->levels.erase(summed);
    }
  }
  for (const auto& [place, level] : sums->levels) {
    work.draft.put(store::kStockLevels, level, place.first, place.second);
    work.touched.insert(place.first);
    ++wrong;
  }
  return wrong;
}

}  // namespace sellerd::stock
