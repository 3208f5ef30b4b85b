#include "common/api/items.h"
#include "daemon/control/change.h"
#include "daemon/control/listing.h"
#include "daemon/stock/catalogue.h"

namespace sellerd::control {
namespace {

Task<Result<void>> list_listings(Services& services, api::ListListings::Request request,
                                 ReplyStream<api::ListListings::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto limit = chosen_limit(request.limit);
  if (!limit) co_return limit.error();
  const auto range = *integration ? store::all_under(**integration) : store::Range{};
  co_return co_await send_table(
      services.store, store::kListings, range, store::Direction::forward, *limit, stream,
      [](const Listing& listing) -> Result<std::optional<api::ListListings::Reply>> {
        return std::optional(api::ListListings::Reply{listing});
      });
}

Task<Result<void>> list_links(Services& services, api::ListLinks::Request request,
                              ReplyStream<api::ListLinks::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto limit = chosen_limit(request.limit);
  if (!limit) co_return limit.error();
  const auto range = *integration ? store::under(store::kLinks, **integration) : store::under(store::kLinks);
  co_return co_await send_table(services.store, store::kLinks, range, store::Direction::forward, *limit,
                                stream,
                                [&](const ListingLink& link) -> Result<std::optional<api::ListLinks::Reply>> {
                                  if (request.reason && link.reason != *request.reason) {
                                    return std::optional<api::ListLinks::Reply>{};
                                  }
                                  return std::optional(api::ListLinks::Reply{link});
                                });
}

// The integration whose listing is meant; where none is named, the only one that has the SKU.
Result<std::uint32_t> integration_of_listing(const Services& services, const std::string& sku,
                                             const std::optional<std::string>& name) {
  const auto named = chosen_integration(services.integrations, name);
  if (!named) return named.error();
  if (*named) return **named;
  std::vector<std::uint32_t> found;
  for (const auto& integration : services.integrations.all()) {
    auto link = services.store.get(store::kLinks, integration.number, sku);
    if (!link) return link.error();
    if (*link) found.push_back(integration.number);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return make_error(ErrorCode::not_found, "there is no listing \"" + sku + "\"", "listing",
                      "sellerctl listings");
  }
  return make_error(ErrorCode::conflict, "several integrations have a listing of this SKU", "listing",
                    std::string(kNameTheIntegration));
}

Task<Result<api::ListLinks::Reply>> link(Services& services, api::LinkListing::Request request,
                                         std::string actor) {
  const auto integration = integration_of_listing(services, request.listing, request.integration);
  if (!integration) co_return integration.error();
  Deed deed{actor, "listing linked", request.listing + " to " + request.item};
  auto linked =
      co_await change_stock(services, std::move(deed),
                            [number = *integration, actor, request = std::move(request)](stock::Work& work) {
                              return stock::link_listing(work, number, request.listing, request.item, actor);
                            });
  if (!linked) co_return linked.error();
  co_return api::ListLinks::Reply{std::move(*linked)};
}

Task<Result<api::ListLinks::Reply>> unlink(Services& services, api::UnlinkListing::Request request,
                                           std::string actor) {
  const auto integration = integration_of_listing(services, request.listing, request.integration);
  if (!integration) co_return integration.error();
  Deed deed{actor, request.ignore ? "listing ignored" : "listing unlinked", request.listing};
  auto unlinked = co_await change_stock(
      services, std::move(deed),
      [number = *integration, actor, request = std::move(request)](stock::Work& work) {
        return stock::unlink_listing(work, number, request.listing, request.ignore, actor);
      });
  if (!unlinked) co_return unlinked.error();
  co_return api::ListLinks::Reply{std::move(*unlinked)};
}

}  // namespace

void add_listing_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ListListings>([&services](api::ListListings::Request request, const Caller&,
                                                ReplyStream<api::ListListings::Reply>& stream) {
    return list_listings(services, std::move(request), stream);
  });
  dispatcher.add<api::ListLinks>([&services](api::ListLinks::Request request, const Caller&,
                                             ReplyStream<api::ListLinks::Reply>& stream) {
    return list_links(services, std::move(request), stream);
  });
  dispatcher.add<api::LinkListing>([&services](api::LinkListing::Request request, const Caller& caller) {
    return link(services, std::move(request), caller.peer.name);
  });
  dispatcher.add<api::UnlinkListing>([&services](api::UnlinkListing::Request request, const Caller& caller) {
    return unlink(services, std::move(request), caller.peer.name);
  });
}

}  // namespace sellerd::control
