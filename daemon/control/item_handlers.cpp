#include "common/api/items.h"

#include "daemon/control/handlers.h"
#include "daemon/control/listing.h"

namespace sellerd::control {
namespace {

Task<Result<void>> list_items(Services& services, api::ListItems::Request request,
                              ReplyStream<api::ListItems::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto limit = chosen_limit(request.limit);
  if (!limit) co_return limit.error();
  const auto range = *integration ? store::all_under(**integration) : store::Range{};
  co_return co_await send_table(services.store, store::kListings, range, store::Direction::forward, *limit,
                                stream,
                                [](const Listing& listing) -> Result<std::optional<api::ListItems::Reply>> {
                                  return std::optional(api::ListItems::Reply{listing});
                                });
}

}  // namespace

void add_item_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ListItems>([&services](api::ListItems::Request request, const Caller&,
                                             ReplyStream<api::ListItems::Reply>& stream) {
    return list_items(services, std::move(request), stream);
  });
}

}  // namespace sellerd::control
