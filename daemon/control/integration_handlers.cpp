#include "common/api/integrations.h"
#include "daemon/control/change.h"
#include "daemon/control/handlers.h"
#include "daemon/sync/removal.h"
#include "daemon/sync/way_back.h"

namespace sellerd::control {
namespace {

// Secrets are not part of an integration's record; nothing here needs hiding.
Task<Result<api::Connect::Reply>> connect(Services& services, api::Connect::Request request,
                                          std::string actor) {
  sync::ConnectOrder order{.channel = request.channel,
                           .seller_id = request.seller_id,
                           .credentials = request.credentials,
                           .name = request.name.value_or(""),
                           .endpoint = request.endpoint.value_or(""),
                           .token_endpoint = request.token_endpoint.value_or(""),
                           .actor = actor};
  const PreferenceChanges own{.backfill_days = request.backfill_days};
  if (auto good = sync::check(own); !good) co_return good.error();
  auto integration = co_await services.integrations.connect(std::move(order));
  if (!integration) co_return integration.error();
  if (request.backfill_days) {
    auto set = co_await services.preferences.set(integration->number, own, integration->name,
                                                 std::move(actor), services.clock.now());
    if (!set) co_return set.error();
  }
  for (const auto module : {Module::items, Module::orders}) {
    auto started =
        co_await services.engine.start(integration->number, module, sync::schedule_task(Trigger::initial));
    // While everything is stopped by hand, connecting is all there is to do.
    if (!started && !services.engine.stopped()) co_return started.error();
  }
  co_return api::Connect::Reply{*integration};
}

Task<Result<api::Connect::Reply>> enable(Services& services, std::string name, std::string actor) {
  auto integration = services.integrations.find(std::string_view(name));
  if (!integration) co_return integration.error();
  if (integration->state == IntegrationState::needs_reauth ||
      integration->state == IntegrationState::disconnecting) {
    co_return make_error(ErrorCode::conflict, "is " + std::string(enum_name(integration->state)), name,
                         "sellerctl reauthorize " + name);
  }
  auto set = co_await services.integrations.set_state(integration->number, IntegrationState::active, {},
                                                      std::move(actor));
  if (!set) co_return set.error();
  co_await services.engine.resume_unfinished();
  services.scheduler.reconsider();
  co_return api::Connect::Reply{*services.integrations.find(integration->number)};
}

Task<Result<api::Connect::Reply>> disable(Services& services, std::string name, std::string actor) {
  auto integration = services.integrations.find(std::string_view(name));
  if (!integration) co_return integration.error();
  if (integration->state != IntegrationState::active && integration->state != IntegrationState::inactive) {
    co_return make_error(ErrorCode::conflict, "is " + std::string(enum_name(integration->state)), name,
                         sync::way_back(*integration));
  }
  auto set = co_await services.integrations.set_state(integration->number, IntegrationState::inactive,
                                                      "disabled by " + actor, actor);
  if (!set) co_return set.error();
  co_await services.engine.cancel(integration->number);
  services.scheduler.reconsider();
  co_return api::Connect::Reply{*services.integrations.find(integration->number)};
}

Task<Result<api::Connect::Reply>> reauthorize(Services& services, api::Reauthorize::Request request,
                                              std::string actor) {
  auto integration = services.integrations.find(std::string_view(request.name));
  if (!integration) co_return integration.error();
  auto renewed =
      co_await services.integrations.reauthorize(integration->number, request.credentials, std::move(actor));
  if (!renewed) co_return renewed.error();
  co_await services.engine.resume_unfinished();
  services.scheduler.reconsider();
  co_return api::Connect::Reply{*renewed};
}

// The account that is to go, with nothing of it running any more.
Task<Result<Integration>> quieten(Services& services, std::string name, bool yes, bool erase,
                                  std::string_view command, std::string actor) {
  auto integration = services.integrations.find(std::string_view(name));
  if (!integration) co_return integration.error();
  if (!yes) {
    co_return make_error(ErrorCode::invalid_argument, "must be true: this cannot be undone", "yes",
                         "sellerctl " + std::string(command) + " " + name + " --yes");
  }
  // First, so that nothing starts between the end of the runs and the removal, and that a cut takes nothing
  // back.
  auto marked = co_await services.integrations.mark_for_removal(integration->number, erase, std::move(actor));
  if (!marked) co_return marked.error();
  co_await services.engine.cancel(integration->number);
  co_return integration;
}

Task<Result<void>> remove(Services& services, std::uint32_t number) {
  auto removed = co_await services.integrations.finish_removal(number);
  if (!removed) co_return removed;
  services.preferences.drop(number);
  services.scheduler.reconsider();
  co_return Result<void>();
}

Task<Result<api::Disconnect::Reply>> disconnect(Services& services, api::Disconnect::Request request,
                                                std::string actor) {
  const auto integration =
      co_await quieten(services, request.name, request.yes, request.erase, "disconnect", std::move(actor));
  if (!integration) co_return integration.error();
  auto removed = co_await remove(services, integration->number);
  if (!removed) co_return removed.error();
  co_return api::Disconnect::Reply{
      "credentials, cursors, history, quarantine, preferences, links of listings, stock rules and personal "
      "data of " +
      request.name +
      (request.erase ? ", and its orders and listings" : "; its orders and listings stay in the books")};
}

Task<Result<api::Erase::Reply>> erase(Services& services, api::Erase::Request request, std::string actor) {
  const auto integration =
      co_await quieten(services, request.name, request.yes, /*erase=*/true, "erase", actor);
  if (!integration) co_return integration.error();
  const auto number = integration->number;
  const auto count = [&services, number] { return sync::count_held(services.store, number); };
  const auto before = co_await services.reader.run(count);
  if (!before) co_return before.error();
  auto removed = co_await remove(services, number);
  if (!removed) co_return removed.error();
  auto noted = co_await note_deed(services, {std::move(actor), "erase", request.name});
  if (!noted) co_return noted.error();
  const auto after = co_await services.reader.run(count);
  if (!after) co_return after.error();
  api::Erase::Reply reply{
      {},
      "items, stock and its ledger, and what each order has done to it, by the order's id alone, so that no "
      "order is booked twice; the audit. Backups made before hold the orders until they are deleted; "
      "personal "
      "data in them can no longer be opened"};
  for (std::size_t kind = 0; kind < before->size(); ++kind) {
    if ((*after)[kind].records > 0) {
      co_return make_error(ErrorCode::internal,
                           "of " + std::string((*after)[kind].what) + " " +
                               std::to_string((*after)[kind].records) + " are left",
                           request.name);
    }
    if ((*before)[kind].records > 0)
      reply.erased.push_back({std::string((*before)[kind].what), (*before)[kind].records});
  }
  co_return reply;
}

Task<Result<void>> list(Services& services, ReplyStream<api::ListIntegrations::Reply>& stream) {
  for (const auto& integration : services.integrations.all()) {
    if (!co_await stream.send({integration})) break;
  }
  co_return Result<void>();
}

Task<Result<api::GetIntegration::Reply>> show_integration(Services& services, std::string name) {
  auto integration = services.integrations.find(std::string_view(name));
  if (!integration) co_return integration.error();
  co_return api::GetIntegration::Reply{*integration};
}

}  // namespace

void add_integration_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::Connect>([&services](api::Connect::Request request, const Caller& caller) {
    return connect(services, std::move(request), caller.peer.name);
  });

  dispatcher.add<api::ListIntegrations>(
      [&services](api::ListIntegrations::Request, const Caller&,
                  ReplyStream<api::ListIntegrations::Reply>& stream) { return list(services, stream); });

  dispatcher.add<api::Enable>([&services](api::Enable::Request request, const Caller& caller) {
    return enable(services, std::move(request.name), caller.peer.name);
  });
  dispatcher.add<api::Disable>([&services](api::Disable::Request request, const Caller& caller) {
    return disable(services, std::move(request.name), caller.peer.name);
  });
  dispatcher.add<api::Reauthorize>([&services](api::Reauthorize::Request request, const Caller& caller) {
    return reauthorize(services, std::move(request), caller.peer.name);
  });
  dispatcher.add<api::Disconnect>([&services](api::Disconnect::Request request, const Caller& caller) {
    return disconnect(services, std::move(request), caller.peer.name);
  });

  dispatcher.add<api::Erase>([&services](api::Erase::Request request, const Caller& caller) {
    return erase(services, std::move(request), caller.peer.name);
  });

  dispatcher.add<api::GetIntegration>([&services](api::GetIntegration::Request request, const Caller&) {
    return show_integration(services, std::move(request.name));
  });
}

}  // namespace sellerd::control
