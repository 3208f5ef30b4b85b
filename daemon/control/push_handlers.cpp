#include "common/api/stock.h"
#include "daemon/books/desired_quantity.h"
#include "daemon/control/change.h"
#include "daemon/control/listing.h"
#include "daemon/stock/links.h"
#include "daemon/stock/push_book.h"

namespace sellerd::control {
namespace {

// What is said now is added to what was said before.
StockRule changed_rule(StockRule rule, const api::SetStockRule::Request& request) {
  if (request.clear) rule = {};
  take_stock_rule(rule, request);
  return rule;
}

bool says_something(const api::SetStockRule::Request& request) {
  return request.clear || !(changed_rule({}, request) == StockRule{});
}

api::RuleRow row_of(const std::string& integration, const std::string& listing, const StockRule& rule) {
  api::RuleRow row{.integration = integration, .listing = listing};
  take_stock_rule(row, rule);
  return row;
}

Result<StockRule> put_rule(stock::Work& work, std::uint32_t integration,
                           const api::SetStockRule::Request& request) {
  const std::string listing = request.listing.value_or("");
  auto held = work.draft.get_or_default(store::kStockRules, integration, listing);
  if (!held) return held.error();
  const StockRule rule = changed_rule(*held, request);
  if (auto good = books::check(rule); !good) return good.error();
  if (rule == StockRule{}) {
    work.draft.erase(store::kStockRules, integration, listing);
  } else {
    work.draft.put(store::kStockRules, rule, integration, listing);
  }
  if (listing.empty()) {
    if (auto refreshed = stock::refresh_integration(work, integration); !refreshed) return refreshed.error();
    return rule;
  }
  auto link = stock::find_link(work.draft.view(), integration, listing);
  if (!link) return link.error();
  if (auto refreshed = stock::refresh_listing(work, *link); !refreshed) return refreshed.error();
  return rule;
}

Task<Result<api::SetStockRule::Reply>> set_rule(Services& services, api::SetStockRule::Request request,
                                                std::string actor) {
  auto integration = services.integrations.find(std::string_view(request.integration));
  if (!integration) co_return integration.error();
  const std::string listing = request.listing.value_or("");
  if (!says_something(request)) {
    if (!listing.empty()) {
      auto link = stock::find_link(services.store, integration->number, listing);
      if (!link) co_return link.error();
    }
    auto held = services.store.get_or_default(store::kStockRules, integration->number, listing);
    if (!held) co_return held.error();
    co_return api::SetStockRule::Reply{row_of(integration->name, listing, *held)};
  }
  Deed deed{std::move(actor), "stock rule", integration->name + " " + listing};
  auto rule = co_await change_stock(services, std::move(deed),
                                    [number = integration->number, request = std::move(request)](
                                        stock::Work& work) { return put_rule(work, number, request); });
  if (!rule) co_return rule.error();
  co_return api::SetStockRule::Reply{row_of(integration->name, listing, *rule)};
}

Task<Result<void>> list_pushes(Services& services, api::ListPushes::Request request,
                               ReplyStream<api::ListPushes::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto limit = chosen_limit(request.limit);
  if (!limit) co_return limit.error();
  const auto range =
      *integration ? store::under(store::kPushes, **integration) : store::under(store::kPushes);
  co_return co_await send_table(services.store, store::kPushes, range, store::Direction::forward, *limit,
                                stream,
                                [&](const Push& push) -> Result<std::optional<api::ListPushes::Reply>> {
                                  if (request.state && push.state != *request.state) {
                                    return std::optional<api::ListPushes::Reply>{};
                                  }
                                  return std::optional(api::ListPushes::Reply{push});
                                });
}

Task<Result<api::RetryPushes::Reply>> retry(Services& services, std::string name, std::string actor) {
  auto integration = services.integrations.find(std::string_view(name));
  if (!integration) co_return integration.error();
  auto queued = co_await change_stock(
      services, {std::move(actor), "pushes retried", integration->name},
      [number = integration->number](stock::Work& work) { return stock::retry_rejected(work, number); });
  if (!queued) co_return queued.error();
  co_return api::RetryPushes::Reply{*queued};
}

}  // namespace

void add_push_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::SetStockRule>([&services](api::SetStockRule::Request request, const Caller& caller) {
    return set_rule(services, std::move(request), caller.peer.name);
  });
  dispatcher.add<api::ListPushes>([&services](api::ListPushes::Request request, const Caller&,
                                              ReplyStream<api::ListPushes::Reply>& stream) {
    return list_pushes(services, std::move(request), stream);
  });
  dispatcher.add<api::RetryPushes>([&services](api::RetryPushes::Request request, const Caller& caller) {
    return retry(services, std::move(request.integration), caller.peer.name);
  });
}

}  // namespace sellerd::control
