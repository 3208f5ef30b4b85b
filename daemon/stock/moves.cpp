#include "daemon/stock/moves.h"

#include <algorithm>

#include "common/model/units.h"
#include "common/shell_word.h"
#include "daemon/stock/catalogue.h"
#include "daemon/stock/warehouses.h"

namespace sellerd::stock {
namespace {

Result<void> check_units(std::int64_t units, std::int64_t least, std::string_view field = "units") {
  if (units >= least && units <= kMostUnits) return {};
  return make_error(ErrorCode::invalid_argument,
                    "must be from " + std::to_string(least) + " to " + std::to_string(kMostUnits),
                    std::string(field));
}

Result<std::string> chosen_warehouse(Work& work, const std::string& name, std::string_view field) {
  if (name.empty()) return primary_warehouse(work);
  auto warehouse = find_warehouse(work.draft.view(), name, field);
  if (!warehouse) return warehouse.error();
  if (warehouse->fulfils != 0) {
    return make_error(ErrorCode::conflict, "the marketplace keeps this stock itself", std::string(field));
  }
  return name;
}

Result<std::string> cause_of(Work& work, const HandMove& move) {
  if (!move.reference.empty()) {
    std::string cause = "hand/" + move.reference;
    auto booked = is_booked(work.draft.view(), cause);
    if (!booked) return booked.error();
    if (!*booked) return cause;
    return make_error(ErrorCode::already_exists, "\"" + move.reference + "\" is booked already", "reference",
                      "sellerctl stock ledger " + shell_word(move.item));
  }
  auto number = work.draft.next_number("stock move");
  if (!number) return number.error();
  return "move/" + std::to_string(*number);
}

Result<StockEntry> book_by_hand(Work& work, const HandMove& move, StockMove kind, std::int64_t units,
                                std::string warehouse) {
  auto item = find_item(work.draft.view(), move.item, "item");
  if (!item) return item.error();
  if (item->state == ItemState::retired) {
    return make_error(ErrorCode::conflict, "the item is retired (" + item->note + ")", "item");
  }
  auto cause = cause_of(work, move);
  if (!cause) return cause.error();
  return book(work, {.item = move.item,
                     .warehouse = std::move(warehouse),
                     .move = kind,
                     .on_hand = units,
                     .cause = std::move(*cause),
                     .reason = move.reason,
                     .author = move.author});
}

}  // namespace

Result<StockEntry> adjust(Work& work, const HandMove& move, std::int64_t difference) {
  if (difference == 0) return make_error(ErrorCode::invalid_argument, "must not be 0", "by");
  if (auto good = check_units(difference, -kMostUnits, "by"); !good) return good.error();
  auto warehouse = chosen_warehouse(work, move.warehouse, "warehouse");
  if (!warehouse) return warehouse.error();
  return book_by_hand(work, move, StockMove::adjust, difference, std::move(*warehouse));
}

Result<StockEntry> receive(Work& work, const HandMove& move, std::int64_t units) {
  if (auto good = check_units(units, 1); !good) return good.error();
  auto warehouse = chosen_warehouse(work, move.warehouse, "warehouse");
  if (!warehouse) return warehouse.error();
  return book_by_hand(work, move, StockMove::receive, units, std::move(*warehouse));
}

Result<StockEntry> count(Work& work, const HandMove& move, std::int64_t found) {
  if (auto good = check_units(found, 0, "found"); !good) return good.error();
  auto warehouse = chosen_warehouse(work, move.warehouse, "warehouse");
  if (!warehouse) return warehouse.error();
  auto level = work.draft.get_or_default(store::kStockLevels, move.item, *warehouse);
  if (!level) return level.error();
  return book_by_hand(work, move, StockMove::count, found - level->on_hand, std::move(*warehouse));
}

Result<StockEntry> transfer(Work& work, const HandMove& move, const std::string& to, std::int64_t units) {
  if (auto good = check_units(units, 1); !good) return good.error();
  auto from = chosen_warehouse(work, move.warehouse, "from");
  if (!from) return from.error();
  auto target = chosen_warehouse(work, to, "to");
  if (!target) return target.error();
  if (auto item = find_item(work.draft.view(), move.item, "item"); !item) return item.error();
  if (*from == *target) return make_error(ErrorCode::invalid_argument, "is where they are already", "to");
  auto level = work.draft.get_or_default(store::kStockLevels, move.item, *from);
  if (!level) return level.error();
  if (level->on_hand < units) {
    return make_error(ErrorCode::conflict,
                      "there are " + std::to_string(level->on_hand) + " of it in " + *from, "units",
                      "sellerctl stock --item " + shell_word(move.item));
  }
  auto taken = book_by_hand(work, move, StockMove::transfer, -units, *from);
  if (!taken) return taken;
  StockEntry given = *taken;
  given.warehouse = *target;
  given.on_hand = units;
  given.cause = "to/" + taken->cause;
  if (auto booked = book(work, std::move(given)); !booked) return booked;
  return taken;
}

Result<StockEntry> restock(Work& work, const ReturnMove& move) {
  auto stock = work.draft.get(store::kOrderStocks, move.integration, move.order_id);
  if (!stock) return stock.error();
  const auto nothing_left = [&](std::int64_t left) {
    return make_error(
        ErrorCode::conflict,
        "of " + move.sku + " the order has " + std::to_string(left) + " units that left and are not put back",
        "units", "sellerctl why " + move.order_id);
  };
  if (!*stock) return nothing_left(0);
  for (auto& line : (*stock)->lines) {
    if (line.sku != move.sku) continue;
    const std::int64_t left = line.item.empty() ? 0 : line.issued - line.returned;
    if (move.units < 1 || move.units > left) return nothing_left(left);
    auto warehouse = move.warehouse.empty() ? Result<std::string>(line.warehouse)
                                            : chosen_warehouse(work, move.warehouse, "warehouse");
    if (!warehouse) return warehouse.error();
    auto booked = book(work, {.item = line.item,
                              .warehouse = std::move(*warehouse),
                              .move = StockMove::restock,
                              .on_hand = move.units,
                              .cause = "return/" + std::to_string(move.integration) + "/" + move.order_id +
                                       "/" + std::to_string(++(*stock)->revision) + "/" + move.sku,
                              .reason = move.reason,
                              .author = move.author,
                              .integration = move.integration,
                              .order_id = move.order_id});
    if (!booked) return booked;
    line.returned += move.units;
    work.draft.put(store::kOrderStocks, **stock, move.integration, move.order_id);
    return booked;
  }
  return nothing_left(0);
}

}  // namespace sellerd::stock
