#include "common/api/items.h"

#include "daemon/control/change.h"
#include "daemon/control/listing.h"
#include "daemon/stock/catalogue.h"

namespace sellerd::control {
namespace {

Result<api::ItemRow> row_of(const store::Store& store, const Item& item) {
  api::ItemRow row{.sku = item.sku, .name = item.name, .state = item.state};
  auto levels = stock::levels_of(store, item.sku);
  if (!levels) return levels.error();
  for (const auto& level : *levels) {
    row.on_hand += level.on_hand;
    row.committed += level.committed;
  }
  row.available = std::max<std::int64_t>(row.on_hand - row.committed, 0);
  auto counted =
      store.scan(store::kLinksByItem, store::under(store::kLinksByItem, item.sku), store::Direction::forward,
                 [&](store::IndexEntry, std::string_view) { return ++row.listings, true; });
  if (!counted) return counted.error();
  return row;
}

Task<Result<void>> list_items(Services& services, api::ListItems::Request request,
                              ReplyStream<api::ListItems::Reply>& stream) {
  const auto limit = chosen_limit(request.limit);
  if (!limit) co_return limit.error();
  co_return co_await send_table(
      services.store, store::kItems, store::under(store::kItems), store::Direction::forward, *limit, stream,
      [&](const Item& item) -> Result<std::optional<api::ListItems::Reply>> {
        const bool wanted = request.state ? item.state == *request.state : item.state != ItemState::retired;
        if (!wanted) return std::optional<api::ListItems::Reply>{};
        auto row = row_of(services.store, item);
        if (!row) return row.error();
        return std::optional(api::ListItems::Reply{std::move(*row)});
      });
}

template <class Change>
Task<Result<api::AddItem::Reply>> change_item(Services& services, Deed deed, Change change) {
  auto item = co_await change_stock(services, std::move(deed), std::move(change));
  if (!item) co_return item.error();
  co_return api::AddItem::Reply{std::move(*item)};
}

// Piece by piece, so that others get their turn between.
Task<Result<api::ConfirmAllItems::Reply>> confirm_all(Services& services, std::string name,
                                                      std::string actor) {
  auto integration = services.integrations.find(std::string_view(name));
  if (!integration) co_return integration.error();
  api::ConfirmAllItems::Reply reply;
  std::vector<std::string> unconfirmed;
  auto walked =
      co_await walk_table(services.store, store::kItems, store::under(store::kItems),
                          store::Direction::forward, [&](const Item& item) -> Result<bool> {
                            if (item.state == ItemState::unconfirmed && item.origin == integration->number) {
                              unconfirmed.push_back(item.sku);
                            }
                            return true;
                          });
  if (!walked) co_return walked.error();
  for (std::size_t done = 0; done < unconfirmed.size(); done += kPiece) {
    const std::size_t end = std::min(unconfirmed.size(), done + kPiece);
    std::vector<std::string> piece(unconfirmed.begin() + static_cast<std::ptrdiff_t>(done),
                                   unconfirmed.begin() + static_cast<std::ptrdiff_t>(end));
    // Named first: in which order arguments are made is the compiler's to choose, and one of them takes the
    // piece.
    const auto what = std::to_string(piece.size()) + " of " + name;
    auto confirmed =
        co_await change_stock(services, {actor, "items confirmed", what},
                              [piece = std::move(piece)](stock::Work& work) -> Result<std::int64_t> {
                                std::int64_t count = 0;
                                for (const auto& sku : piece) {
                                  auto held = stock::find_item(work.draft.view(), sku);
                                  if (!held) return held.error();
                                  // Somebody was faster.
                                  if (held->state != ItemState::unconfirmed) continue;
                                  if (auto item = stock::confirm_item(work, sku); !item) return item.error();
                                  ++count;
                                }
                                return count;
                              });
    if (!confirmed) co_return confirmed.error();
    reply.confirmed += *confirmed;
  }
  co_return reply;
}

}  // namespace

void add_item_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ListItems>([&services](api::ListItems::Request request, const Caller&,
                                             ReplyStream<api::ListItems::Reply>& stream) {
    return list_items(services, std::move(request), stream);
  });
  dispatcher.add<api::AddItem>([&services](api::AddItem::Request request, const Caller& caller) {
    Deed deed{caller.peer.name, "item added", request.sku};
    return change_item(services, std::move(deed), [request = std::move(request)](stock::Work& work) {
      return stock::add_item(work, {request.sku, request.name});
    });
  });
  dispatcher.add<api::UpdateItem>([&services](api::UpdateItem::Request request, const Caller& caller) {
    Deed deed{caller.peer.name, "item changed", request.sku};
    return change_item(services, std::move(deed), [request = std::move(request)](stock::Work& work) {
      return stock::update_item(work, {request.sku, request.name});
    });
  });
  dispatcher.add<api::ConfirmItem>([&services](api::ConfirmItem::Request request, const Caller& caller) {
    Deed deed{caller.peer.name, "item confirmed", request.sku};
    return change_item(services, std::move(deed), [request = std::move(request)](stock::Work& work) {
      return stock::confirm_item(work, request.sku);
    });
  });
  dispatcher.add<api::DeleteItem>([&services](api::DeleteItem::Request request, const Caller& caller) {
    Deed deed{caller.peer.name, "item deleted", request.sku};
    return change_item(services, std::move(deed), [request = std::move(request)](stock::Work& work) {
      return stock::delete_item(work, request.sku);
    });
  });
  dispatcher.add<api::ConfirmAllItems>(
      [&services](api::ConfirmAllItems::Request request, const Caller& caller) {
        return confirm_all(services, std::move(request.integration), caller.peer.name);
      });
}

}  // namespace sellerd::control
