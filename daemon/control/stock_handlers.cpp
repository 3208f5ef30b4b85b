#include "common/api/stock.h"

#include "daemon/control/change.h"
#include "daemon/control/listing.h"
#include "daemon/stock/catalogue.h"
#include "daemon/stock/explain.h"
#include "daemon/stock/moves.h"

namespace sellerd::control {
namespace {

Task<Result<void>> list_stock(Services& services, api::ListStock::Request request,
                              ReplyStream<api::ListStock::Reply>& stream) {
  const auto limit = chosen_limit(request.limit);
  if (!limit) co_return limit.error();
  if (request.item) {
    if (auto item = stock::find_item(services.store, *request.item, "item"); !item) co_return item.error();
  }
  const auto range =
      request.item ? store::under(store::kStockLevels, *request.item) : store::under(store::kStockLevels);
  co_return co_await send_table(services.store, store::kStockLevels, range, store::Direction::forward, *limit,
                                stream,
                                [&](const StockLevel& level) -> Result<std::optional<api::ListStock::Reply>> {
                                  if (request.warehouse && level.warehouse != *request.warehouse) {
                                    return std::optional<api::ListStock::Reply>{};
                                  }
                                  return std::optional(api::ListStock::Reply{level});
                                });
}

Task<Result<void>> list_ledger(Services& services, api::ListLedger::Request request,
                               ReplyStream<api::ListLedger::Reply>& stream) {
  const auto limit = chosen_limit(request.limit);
  if (!limit) co_return limit.error();
  if (auto item = stock::find_item(services.store, request.item, "item"); !item) co_return item.error();
  co_return co_await send_table(services.store, store::kLedger, store::under(store::kLedger, request.item),
                                store::Direction::backward, *limit, stream,
                                [](const StockEntry& entry) -> Result<std::optional<api::ListLedger::Reply>> {
                                  return std::optional(api::ListLedger::Reply{entry});
                                });
}

// A move by hand, and what there is after it.
template <class Move>
Task<Result<api::AdjustStock::Reply>> move_stock(Services& services, Deed deed, Move move) {
  co_return co_await change_stock(
      services, std::move(deed),
      [move = std::move(move)](stock::Work& work) -> Result<api::AdjustStock::Reply> {
        auto entry = move(work);
        if (!entry) return entry.error();
        auto level = work.draft.get_or_default(store::kStockLevels, entry->item, entry->warehouse);
        if (!level) return level.error();
        return api::AdjustStock::Reply{*entry, level->on_hand, std::max<std::int64_t>(level->free(), 0)};
      });
}

stock::HandMove hand_move(const std::string& item, const std::optional<std::string>& warehouse,
                          const std::optional<std::string>& reason,
                          const std::optional<std::string>& reference, const std::string& actor) {
  return {item, warehouse.value_or(""), reason.value_or(""), reference.value_or(""), actor};
}

Deed deed_of(const std::string& actor, std::string action, const std::string& item, std::int64_t units) {
  return {actor, std::move(action), item + " " + std::to_string(units)};
}

Task<Result<api::AdjustStock::Reply>> put_back(Services& services, api::ReturnStock::Request request,
                                               std::string actor) {
  auto order = find_order(services, request.order_id, request.integration);
  if (!order) co_return order.error();
  Deed deed{actor, "stock returned",
            request.order_id + " " + request.sku + " " + std::to_string(request.units)};
  stock::ReturnMove move{order->integration,
                         request.order_id,
                         request.sku,
                         request.units,
                         request.warehouse.value_or(""),
                         request.reason.value_or("returned"),
                         actor};
  co_return co_await move_stock(services, std::move(deed), [move = std::move(move)](stock::Work& work) {
    return stock::restock(work, move);
  });
}

Result<api::VerifyStock::Reply> verified(const store::Store& store) {
  auto found = stock::verify(store);
  if (!found) return found.error();
  return api::VerifyStock::Reply{static_cast<std::int64_t>(found->entries),
                                 static_cast<std::int64_t>(found->levels),
                                 static_cast<std::int64_t>(found->orders), 0, std::move(found->differences)};
}

// On the worker, so that no commit comes between the ledger and what is compared with it.
Task<Result<api::VerifyStock::Reply>> verify(Services& services, bool rebuild, std::string actor) {
  if (!rebuild) {
    co_return co_await services.worker.run([&store = services.store] { return verified(store); });
  }
  co_return co_await change_stock(services, {std::move(actor), "stock rebuilt", "from the ledger"},
                                  [](stock::Work& work) -> Result<api::VerifyStock::Reply> {
                                    auto reply = verified(work.draft.view());
                                    if (!reply) return reply;
                                    auto rebuilt = stock::rebuild_levels(work);
                                    if (!rebuilt) return rebuilt.error();
                                    reply->rebuilt = static_cast<std::int64_t>(*rebuilt);
                                    return reply;
                                  });
}

Task<Result<void>> explain(Services& services, api::Explain::Request request,
                           ReplyStream<api::Explain::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  auto chain = stock::explain(services.store, request.subject, *integration);
  if (!chain) co_return chain.error();
  for (auto& step : *chain) {
    const api::Explain::Reply reply{
        {std::move(step.stage), step.when, std::move(step.says), std::move(step.evidence)}};
    if (!co_await stream.send(reply)) break;
  }
  co_return Result<void>();
}

}  // namespace

void add_stock_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ListStock>([&services](api::ListStock::Request request, const Caller&,
                                             ReplyStream<api::ListStock::Reply>& stream) {
    return list_stock(services, std::move(request), stream);
  });
  dispatcher.add<api::ListLedger>([&services](api::ListLedger::Request request, const Caller&,
                                              ReplyStream<api::ListLedger::Reply>& stream) {
    return list_ledger(services, std::move(request), stream);
  });
  dispatcher.add<api::AdjustStock>([&services](api::AdjustStock::Request request, const Caller& caller) {
    const auto& actor = caller.peer.name;
    auto move = hand_move(request.item, request.warehouse, request.reason, request.reference, actor);
    return move_stock(services, deed_of(actor, "stock adjusted", request.item, request.by),
                      [move = std::move(move), by = request.by](stock::Work& work) {
                        return stock::adjust(work, move, by);
                      });
  });
  dispatcher.add<api::ReceiveStock>([&services](api::ReceiveStock::Request request, const Caller& caller) {
    const auto& actor = caller.peer.name;
    auto move = hand_move(request.item, request.warehouse, request.reason, request.reference, actor);
    return move_stock(services, deed_of(actor, "stock received", request.item, request.units),
                      [move = std::move(move), units = request.units](stock::Work& work) {
                        return stock::receive(work, move, units);
                      });
  });
  dispatcher.add<api::CountStock>([&services](api::CountStock::Request request, const Caller& caller) {
    const auto& actor = caller.peer.name;
    auto move = hand_move(request.item, request.warehouse, request.reason, request.reference, actor);
    return move_stock(services, deed_of(actor, "stock counted", request.item, request.found),
                      [move = std::move(move), found = request.found](stock::Work& work) {
                        return stock::count(work, move, found);
                      });
  });
  dispatcher.add<api::TransferStock>([&services](api::TransferStock::Request request, const Caller& caller) {
    const auto& actor = caller.peer.name;
    auto move = hand_move(request.item, request.from, request.reason, request.reference, actor);
    return move_stock(services, deed_of(actor, "stock transferred", request.item, request.units),
                      [move = std::move(move), to = request.to, units = request.units](stock::Work& work) {
                        return stock::transfer(work, move, to, units);
                      });
  });
  dispatcher.add<api::ReturnStock>([&services](api::ReturnStock::Request request, const Caller& caller) {
    return put_back(services, std::move(request), caller.peer.name);
  });
  dispatcher.add<api::VerifyStock>([&services](api::VerifyStock::Request request, const Caller& caller) {
    return verify(services, request.rebuild, caller.peer.name);
  });
  dispatcher.add<api::Explain>(
      [&services](api::Explain::Request request, const Caller&, ReplyStream<api::Explain::Reply>& stream) {
        return explain(services, std::move(request), stream);
      });
}

}  // namespace sellerd::control
