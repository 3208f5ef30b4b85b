#include "common/api/integrations.h"
#include "daemon/control/handlers.h"

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
                           .backfill_days = request.backfill_days.value_or(0),
                           .actor = std::move(actor)};
  auto integration = co_await services.integrations.connect(std::move(order));
  if (!integration) co_return integration.error();
  for (const auto module : {Module::items, Module::orders}) {
    auto started = co_await services.engine.start(integration->number, module, Trigger::initial);
    if (!started) co_return started.error();
  }
  co_return api::Connect::Reply{*integration};
}

}  // namespace

void add_integration_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::Connect>([&services](api::Connect::Request request, const Caller& caller) {
    return connect(services, std::move(request), caller.peer.name);
  });

  dispatcher.add<api::ListIntegrations>(
      [&services](api::ListIntegrations::Request, const Caller&,
                  ReplyStream<api::ListIntegrations::Reply>& stream) -> Task<Result<void>> {
        for (const auto& integration : services.integrations.all()) {
          if (!co_await stream.send({integration})) break;
        }
        co_return Result<void>();
      });

  dispatcher.add<api::GetIntegration>([&services](api::GetIntegration::Request request,
                                                  const Caller&) -> Task<Result<api::GetIntegration::Reply>> {
    auto integration = services.integrations.find(std::string_view(request.name));
    if (!integration) co_return integration.error();
    co_return api::GetIntegration::Reply{*integration};
  });
}

}  // namespace sellerd::control
