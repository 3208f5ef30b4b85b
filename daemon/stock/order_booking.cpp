#include "daemon/stock/order_booking.h"

#include <algorithm>
#include <utility>

#include "daemon/books/order_demand.h"
#include "daemon/stock/links.h"
#include "daemon/stock/warehouses.h"

namespace sellerd::stock {
namespace {

class OrderBooking {
 public:
  OrderBooking(Work& work, const Order& order, OrderStock held, std::string request_id, std::string body_hash)
      : work_(work), order_(order), stock_(std::move(held)), over_(books::is_over(order)) {
    stock_.integration = order.integration;
    stock_.order_id = order.order_id;
    stock_.request_id = std::move(request_id);
    stock_.body_hash = std::move(body_hash);
    is_first_ = stock_.revision == 0 && stock_.lines.empty();
    ++stock_.revision;
  }

  Result<void> run() {
    auto demand = books::demand_of(order_);
    for (const auto& line : stock_.lines)
      demand[line.sku];  // what is no longer in the order asks for nothing
    stock_.frozen.clear();
    for (const auto& [sku, wanted] : demand) {
      if (auto done = take(sku, wanted); !done) return done;
    }
    // An old order that never was any business of the stock leaves no trace; it would come to the same again.
    if (is_first_ && !booked_ && !waits_ && stock_.frozen.empty()) return {};
    work_.draft.put(store::kOrderStocks, stock_, stock_.integration, stock_.order_id);
    if (stock_.frozen.empty()) {
      if (!is_first_) work_.draft.erase(store::kFrozenOrders, stock_.integration, stock_.order_id);
    } else {
      work_.draft.put(store::kFrozenOrders, store::IndexEntry{}, stock_.integration, stock_.order_id);
    }
    return {};
  }

 private:
  OrderStockLine& line_of(const std::string& sku) {
    for (auto& line : stock_.lines) {
      if (line.sku == sku) return line;
    }
    return stock_.lines.emplace_back(OrderStockLine{.sku = sku});
  }

  Result<void> take(const std::string& sku, const books::Demand& wanted) {
    auto& line = line_of(sku);
    // Nothing of it is booked on any item, so nothing of what came back is either.
    const bool to_put_back = line.item.empty() && line.issued == 0 && line.returned > 0;
    if (line.item.empty()) {
      auto resolved = resolve(line, wanted);
      if (!resolved) return resolved.error();
      if (!*resolved) return wait(line, wanted);
    }
    auto item = work_.draft.get_or_default(store::kItems, line.item);
    if (!item) return item.error();
    if (!line.settled) {
      if (auto booked = move_to(line, wanted); !booked) return booked;
      if (to_put_back) {
        if (auto booked = add(line, StockMove::restock, line.returned, 0); !booked) return booked;
      }
    }
    // While an item is unconfirmed its listing may yet turn out to sell another one.
    const bool open = line.reserved > 0 || (item->state == ItemState::unconfirmed && line.issued > 0);
    if (open && !line.settled) {
      work_.draft.put(store::kOpenOrders, store::OpenOrder{order_.created, over_}, order_.integration, sku,
                      order_.order_id);
    } else {
      close_order(sku);
    }
    if (item->state == ItemState::unconfirmed && !over_) stock_.frozen.push_back(sku);
    return {};
  }

  // Finds the line's item and what has to be known when its first units are booked. False when none is known.
  Result<bool> resolve(OrderStockLine& line, const books::Demand& wanted) {
    auto link = work_.draft.get(store::kLinks, order_.integration, line.sku);
    if (!link) return link.error();
    if (!*link || (*link)->item.empty()) return false;
    auto item = work_.draft.get(store::kItems, (*link)->item);
    if (!item) return item.error();
    if (!*item) return false;
    line.item = (*item)->sku;
    auto warehouse = warehouse_for_orders(work_, order_.integration);
    if (!warehouse) return warehouse.error();
    line.warehouse = *warehouse;
    if (!(*item)->opened || order_.created > *(*item)->opened) return true;
    // Placed before the moment that the opening stock describes.
    if ((*item)->origin == order_.integration) {
      // The marketplace's figure was without these units: those still here are stock too, those that have
      // left are no business of ours.
      line.issued = std::max(line.issued, wanted.shipped);
      const std::int64_t here = std::max<std::int64_t>(wanted.ordered - line.issued, 0);
      if (here > 0) {
        auto booked = add(line, StockMove::opening, here, 0);
        if (!booked) return booked.error();
      }
    } else if (!left_since(*(*item)->opened)) {
      // A count by hand found what was there: what had left by then is not in it.
      line.issued = std::max(line.issued, wanted.shipped);
    }
    line.settled = over_ && line.issued >= wanted.ordered;
    return true;
  }

  bool left_since(Timestamp opened) const {
    return std::any_of(order_.packages.begin(), order_.packages.end(), [opened](const Package& package) {
      return package.shipped_at && *package.shipped_at > opened;
    });
  }

  Result<void> wait(const OrderStockLine& line, const books::Demand& wanted) {
    if (wanted.ordered == 0) {
      close_order(line.sku);
      return {};
    }
    work_.draft.put(store::kOpenOrders, store::OpenOrder{order_.created, over_}, order_.integration, line.sku,
                    order_.order_id);
    waits_ = true;
    if (!over_) stock_.frozen.push_back(line.sku);
    return {};
  }

  // Of an order that the stock sees for the first time nothing can be open. Erasing it all the same would
  // leave a mark in the database for each line, among which every later look for an item searches.
  void close_order(const std::string& sku) {
    if (!is_first_) work_.draft.erase(store::kOpenOrders, order_.integration, sku, order_.order_id);
  }

  // Books what lies between what the line has done and what it is to have done.
  Result<void> move_to(OrderStockLine& line, const books::Demand& wanted) {
    const std::int64_t issued = std::max(line.issued, wanted.shipped);
    const std::int64_t reserved = std::max<std::int64_t>(wanted.ordered - issued, 0);
    const std::int64_t leaves = issued - line.issued;
    std::int64_t change = reserved - line.reserved;
    if (change > 0) {
      if (auto booked = add(line, StockMove::reserve, 0, change); !booked) return booked;
      change = 0;
    }
    if (leaves > 0) {
      const std::int64_t from_reserved = std::min(leaves, -change);
      if (auto booked = add(line, StockMove::issue, -leaves, -from_reserved); !booked) return booked;
      change += from_reserved;
    }
    if (change < 0) {
      if (auto booked = add(line, StockMove::release, 0, change); !booked) return booked;
    }
    line.issued = issued;
    line.reserved = reserved;
    return {};
  }

  Result<void> add(const OrderStockLine& line, StockMove move, std::int64_t on_hand, std::int64_t committed) {
    StockEntry entry{.item = line.item,
                     .warehouse = line.warehouse,
                     .move = move,
                     .on_hand = on_hand,
                     .committed = committed,
                     .cause = cause(line.sku, move),
                     .reason = order_.channel_status,
                     .integration = order_.integration,
                     .order_id = order_.order_id,
                     .request_id = stock_.request_id,
                     .body_hash = stock_.body_hash};
    auto booked = book(work_, std::move(entry));
    if (!booked) return booked.error();
    booked_ = true;
    return {};
  }

  std::string cause(const std::string& sku, StockMove move) const {
    return "order/" + std::to_string(order_.integration) + "/" + order_.order_id + "/" +
           std::to_string(stock_.revision) + "/" + std::string(enum_name(move)) + "/" + sku;
  }

  Work& work_;
  const Order& order_;
  OrderStock stock_;
  bool over_;
  bool is_first_ = false;
  bool booked_ = false;
  bool waits_ = false;
};

// The orders that a change of the listing concerns.
Result<std::vector<std::pair<std::string, store::OpenOrder>>> open_orders(const store::Store& store,
                                                                          std::uint32_t integration,
                                                                          const std::string& sku) {
  std::vector<std::pair<std::string, store::OpenOrder>> found;
  auto scanned = store.scan(store::kOpenOrders, store::under(store::kOpenOrders, integration, sku),
                            store::Direction::forward,
                            [&](const store::OpenOrder& open, std::string_view key) -> Result<bool> {
                              auto parts = store::kOpenOrders.parse(key);
                              if (!parts) return parts.error();
                              found.emplace_back(std::get<2>(*parts), open);
                              return true;
                            });
  if (!scanned) return scanned.error();
  return found;
}

Result<void> book_again(Work& work, std::uint32_t integration, const std::string& order_id) {
  auto order = work.draft.get(store::kOrders, integration, order_id);
  if (!order) return order.error();
  auto held = work.draft.get_or_default(store::kOrderStocks, integration, order_id);
  if (!held) return held.error();
  if (!*order) return {};
  return book_order(work, **order, {held->request_id, held->body_hash});
}

// Takes a line's reservation off the item that it was on; off one that nobody ever confirmed, what it issued
// too. What came back of that comes back again to the item it goes to.
Result<void> leave_item(Work& work, std::uint32_t integration, const std::string& order_id,
                        const std::string& sku) {
  auto stock = work.draft.get(store::kOrderStocks, integration, order_id);
  if (!stock) return stock.error();
  if (!*stock) return {};
  ++(*stock)->revision;
  for (auto& line : (*stock)->lines) {
    if (line.sku != sku || line.item.empty()) continue;
    auto item = work.draft.get_or_default(store::kItems, line.item);
    if (!item) return item.error();
    const bool whole = item->state == ItemState::unconfirmed && !line.settled;
    const std::int64_t gone = whole ? line.issued - line.returned : 0;
    if (line.reserved != 0 || gone != 0) {
      auto booked = book(work, {.item = line.item,
                                .warehouse = line.warehouse,
                                .move = StockMove::relink,
                                .on_hand = gone,
                                .committed = -line.reserved,
                                .cause = "relink/" + std::to_string(integration) + "/" + order_id + "/" +
                                         std::to_string((*stock)->revision) + "/" + sku,
                                .reason = "the listing sells another item now",
                                .integration = integration,
                                .order_id = order_id});
      if (!booked) return booked.error();
    }
    if (whole) line.issued = 0;
    line.reserved = 0;
    line.item.clear();
  }
  work.draft.put(store::kOrderStocks, **stock, integration, order_id);
  return {};
}

}  // namespace

std::string shown_sku(const std::string& sku) {
  return sku.empty() ? "(a line without a SKU)" : sku;
}

Result<void> book_order(Work& work, const Order& order, const Evidence& evidence) {
  if (books::is_fulfilled_by_marketplace(order.fulfilled_by)) return {};
  auto held = work.draft.get_or_default(store::kOrderStocks, order.integration, order.order_id);
  if (!held) return held.error();
  held->received = work.now;
  return OrderBooking(work, order, std::move(*held), evidence.request_id, evidence.body_hash).run();
}

Result<void> issue_by_hand(Work& work, OrderStock& stock, const std::string& sku, std::int64_t units,
                           const std::string& cause, const std::string& author) {
  for (auto& line : stock.lines) {
    if (line.sku != sku) continue;
    auto booked = book(work, {.item = line.item,
                              .warehouse = line.warehouse,
                              .move = StockMove::issue,
                              .on_hand = -units,
                              .committed = -units,
                              .cause = cause,
                              .reason = "shipped",
                              .author = author,
                              .integration = stock.integration,
                              .order_id = stock.order_id});
    if (!booked) return booked.error();
    line.issued += units;
    line.reserved -= units;
    if (line.reserved == 0) {
      work.draft.erase(store::kOpenOrders, stock.integration, sku, stock.order_id);
    }
    work.draft.put(store::kOrderStocks, stock, stock.integration, stock.order_id);
    return {};
  }
  return make_error(ErrorCode::conflict, "the order has nothing of it", sku);
}

Result<void> rebook_open_orders(Work& work, const ListingLink& link) {
  auto opened = std::optional<Timestamp>();
  if (!link.item.empty()) {
    auto item = work.draft.get_or_default(store::kItems, link.item);
    if (!item) return item.error();
    if (item->origin == link.integration) opened = item->opened;
  }
  auto open = open_orders(work.draft.view(), link.integration, link.sku);
  if (!open) return open.error();
  for (const auto& [order_id, state] : *open) {
    if (state.over && opened && state.created <= *opened) {
      // It had left before the opening stock was taken: nothing of it is to be booked, ever.
      work.draft.erase(store::kOpenOrders, link.integration, link.sku, order_id);
      continue;
    }
    if (auto left = leave_item(work, link.integration, order_id, link.sku); !left) return left;
    if (auto booked = book_again(work, link.integration, order_id); !booked) return booked;
  }
  return {};
}

Result<void> refreeze_open_orders(Work& work, const std::string& item) {
  auto links = links_of(work.draft.view(), item);
  if (!links) return links.error();
  for (const auto& link : *links) {
    auto open = open_orders(work.draft.view(), link.integration, link.sku);
    if (!open) return open.error();
    for (const auto& [order_id, state] : *open) {
      if (auto booked = book_again(work, link.integration, order_id); !booked) return booked;
    }
  }
  return {};
}

}  // namespace sellerd::stock
