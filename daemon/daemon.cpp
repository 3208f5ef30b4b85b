#include "daemon/daemon.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "daemon/channel/channels.h"
#include "daemon/control/metrics.h"
#include "daemon/http/url.h"
#include "daemon/store/backups.h"

namespace sellerd {
namespace {

Result<void> check_url(const std::string& url, std::string_view field) {
  const auto good = http::parse_url(url);
  if (good) return {};
  return make_error(good.error().code, good.error().message, std::string(field), good.error().hint);
}

// What the integration leaves open is the marketplace's own.
Result<std::shared_ptr<Channel>> open_channel(Integration& integration, const Credentials& credentials,
                                              const ChannelServices& services) {
  const auto known = find_channel(integration.channel);
  if (!known) return known.error();
  if (integration.marketplace_id.empty()) integration.marketplace_id = known->marketplace_id;
  if (integration.endpoint.empty()) integration.endpoint = known->endpoint;
  if (integration.token_endpoint.empty()) integration.token_endpoint = known->token_endpoint;
  if (auto good = check_url(integration.endpoint, "endpoint"); !good) return good.error();
  if (auto good = check_url(integration.token_endpoint, "token_endpoint"); !good) return good.error();
  auto channel = make_channel(integration, credentials, services);
  if (!channel) return channel.error();
  return std::shared_ptr<Channel>(std::move(*channel));
}

Task<> run_on(store::Worker& worker, std::function<void()> work) {
  co_await worker.run([&work] {
    work();
    return true;
  });
}

}  // namespace

Daemon::Daemon(World world, control::AccessPolicy policy)
    : world_(std::move(world)),
      store_(std::move(world_.engine)),
      worker_(world_.worker_executor),
      reader_(world_.reader_executor),
      backup_worker_(world_.backup_executor),
      aside_(world_.aside_executor),
      quota_(store_, worker_),
      integrations_(store_, worker_, world_.vault, world_.keys, world_.clock,
                    [this](Integration& integration, const Credentials& credentials) {
                      return open_channel(
                          integration, credentials,
                          {world_.clock, world_.transport, quota_, world_.random, world_.executor,
                           [this, name = integration.name](const CallNews& news) { note_call(name, news); },
                           [this](std::function<void()> work) { return run_on(aside_, std::move(work)); }});
                    }),
      preferences_(store_, worker_),
      engine_(world_.executor, {world_.clock, store_, worker_, world_.keys}, integrations_, preferences_),
      scheduler_(world_.executor, world_.clock, store_, integrations_, preferences_, engine_, world_.random),
      housekeeper_(world_.executor, world_.clock, store_, worker_, world_.keys, preferences_),
      outgoings_(outgoing_tools(), engine_.changed(), [this] { return integrations_.numbers(); }),
      personal_(world_.clock, store_, worker_, world_.keys, preferences_),
      refusals_(world_.clock, store_, worker_),
      services_{.clock = world_.clock,
                .store = store_,
                .worker = worker_,
                .reader = reader_,
                .integrations = integrations_,
                .preferences = preferences_,
                .engine = engine_,
                .scheduler = scheduler_,
                .outgoings = outgoings_,
                .personal = personal_,
                .refusals = refusals_,
                .data_directory = world_.data_directory,
                .started = world_.clock.now(),
                .tally = tally_,
                .backup_worker = backup_worker_,
                .master_key_file = world_.master_key_file,
                .ask_restore = world_.ask_restore,
                .restart =
                    [this] {
                      if (on_restore) on_restore();
                    }},
      dispatcher_(policy) {
  control::add_all_handlers(dispatcher_, services_);
  dispatcher_.on_refused = [this](const control::Peer& peer, std::string_view method) {
    tally_.note_refused();
    refusals_.note(peer, method);
    if (on_refused) on_refused(peer, method);
  };
  engine_.on_run = [this](const Run& run) {
    tally_.note_run(run, world_.clock.uptime());
    if (on_run) on_run(run);
    if (run.module == Module::items && run.state != RunState::running) {
      outgoings_.follow_items(run.integration);
    }
  };
}

void Daemon::note_call(const std::string& integration, const CallNews& news) {
  tally_.note_call(integration, std::string(news.operation), news.error, news.took);
  if (on_call) on_call(integration, news);
}

stock::OutgoingTools Daemon::outgoing_tools() {
  return {.executor = world_.executor,
          .clock = world_.clock,
          .store = store_,
          .worker = worker_,
          .channel = [this](std::uint32_t number) { return integrations_.channel(number); },
          .may_run =
              [this](std::uint32_t number) {
                const auto integration = integrations_.find(number);
                return integration && integration->state == IntegrationState::active && !engine_.stopped();
              }};
}

Task<Result<void>> Daemon::start() {
  if (auto ready = store_.prepare(); !ready) co_return ready.error();
  if (auto loaded = integrations_.load(); !loaded) co_return loaded.error();
  if (auto loaded = preferences_.load(); !loaded) co_return loaded.error();
  if (auto loaded = engine_.load(); !loaded) co_return loaded.error();
  if (auto removed = co_await integrations_.finish_removals(); !removed) co_return removed.error();
  co_await engine_.resume_unfinished();
  boost::asio::co_spawn(world_.executor, scheduler_.run(), boost::asio::detached);
  boost::asio::co_spawn(world_.executor, housekeeper_.run(), boost::asio::detached);
  outgoings_.start();
  co_return Result<void>();
}

Task<Result<std::size_t>> Daemon::take_client_secret(std::string client_id, std::string client_secret) {
  auto changed = co_await integrations_.take_secret(std::move(client_id), std::move(client_secret));
  if (changed && *changed > 0) {
    co_await engine_.resume_unfinished();
    scheduler_.reconsider();
  }
  co_return changed;
}

Task<Result<std::string>> Daemon::metrics() {
  return control::metrics_text(services_);
}

Task<> Daemon::stop() {
  if (auto* backups = store_.backups()) backups->stop();
  co_await outgoings_.stop();
  co_await engine_.stop();
}

}  // namespace sellerd
