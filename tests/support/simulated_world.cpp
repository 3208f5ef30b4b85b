#include "tests/support/simulated_world.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "daemon/store/rocks.h"

namespace sellerd::test {
namespace {

sandbox::MarketData synthetic(const WorldOptions& options) {
  return sandbox::make_synthetic(
      {.seed = options.seed, .orders = options.orders, .days = options.days, .start = kSimulationStart});
}

std::unique_ptr<sandbox::Marketplace> open_marketplace(const WorldOptions& options,
                                                       sandbox::MarketData data) {
  sandbox::MarketplaceOptions wanted;
  wanted.seed = options.seed;
  wanted.rate_multiplier = options.rate_multiplier;
  auto faults = sandbox::FaultPlan::parse(options.faults);
  if (!faults) throw std::invalid_argument(faults.error().text());
  wanted.faults = std::move(*faults);
  return std::make_unique<sandbox::Marketplace>(std::move(wanted), std::move(data));
}

// Collects what a client would read.
class CollectingSink final : public control::ReplySink {
 public:
  Task<bool> send(varlink::Reply reply, bool) override {
    replies.push_back(std::move(reply));
    co_return true;
  }
  bool gone() const override { return false; }
  void wake_when_gone(Event&) override {}

  std::vector<varlink::Reply> replies;
};

}  // namespace

SimulatedWorld::SimulatedWorld(WorldOptions options) : SimulatedWorld(options, synthetic(options)) {}

SimulatedWorld::SimulatedWorld(WorldOptions options, sandbox::MarketData data)
    : clock_(*loop_, kSimulationStart),
      marketplace_(open_marketplace(options, std::move(data))),
      network_(*marketplace_, clock_),
      seed_(options.seed),
      environment_(options.environment) {}

SimulatedWorld::~SimulatedWorld() {
  if (daemon_) crash();
}

void SimulatedWorld::start() {
  auto engine = store::open_rocks({.directory = directory_.path() / "books", .environment = environment_});
  if (!engine) throw std::runtime_error(engine.error().text());
  daemon_ = std::make_unique<Daemon>(World{.executor = loop_->get_executor(),
                                           .worker_executor = loop_->get_executor(),
                                           .clock = clock_,
                                           .transport = network_,
                                           .engine = std::move(*engine),
                                           .vault = vault_,
                                           .random = Random(seed_),
                                           .data_directory = "/data"},
                                     control::AccessPolicy{});
  daemon_->on_run = [this](const Run& run) {
    if (on_run) on_run(run);
  };
  bool started = false;
  boost::asio::co_spawn(*loop_, daemon_->start(), [&](std::exception_ptr bug, Result<void> result) {
    if (bug) std::rethrow_exception(bug);
    if (!result) throw std::runtime_error(result.error().text());
    started = true;
  });
  clock_.run_until([&] { return started; });
}

void SimulatedWorld::crash() {
  clock_.lose_sleepers();
  // The daemon first: its timers need their loop. The coroutines' frames go with the loop.
  daemon_.reset();
  loop_ = std::make_unique<boost::asio::io_context>();
  clock_.use(*loop_);
}

void SimulatedWorld::store_switch_and_crash() {
  store::Batch batch;
  batch.put(store::kCounters, {1}, "stopped by hand");
  if (!daemon_->store().commit(batch)) throw std::runtime_error("the switch could not be stored");
  crash();
}

void SimulatedWorld::stop() {
  bool stopped = false;
  boost::asio::co_spawn(*loop_, daemon_->stop(), [&](std::exception_ptr bug) {
    if (bug) std::rethrow_exception(bug);
    stopped = true;
  });
  clock_.run_until([&] { return stopped; });
  loop_->restart();
  loop_->poll();
  crash();
}

std::vector<varlink::Reply> SimulatedWorld::call_raw(std::string method, json::object parameters, bool more) {
  CollectingSink sink;
  const control::Peer peer{.user = 0, .groups = {}, .name = "root"};
  bool answered = false;
  varlink::Call call{.method = std::move(method), .parameters = std::move(parameters), .more = more};
  boost::asio::co_spawn(*loop_, daemon_->dispatcher().dispatch(std::move(call), peer, sink),
                        [&](std::exception_ptr bug) {
                          if (bug) std::rethrow_exception(bug);
                          answered = true;
                        });
  if (!clock_.run_until([&] { return answered; })) throw std::runtime_error("the call was never answered");
  return std::move(sink.replies);
}

api::Connect::Request SimulatedWorld::connect_request() const {
  const auto& options = marketplace_->options();
  const auto& keys = marketplace_->login().credentials();
  return {.channel = "amazon-in",
          .seller_id = options.shop.seller_id,
          .credentials = {keys.client_id, keys.client_secret, keys.refresh_token},
          .endpoint = options.base_url,
          .token_endpoint = options.base_url + "/auth/o2/token"};
}

void SimulatedWorld::connect_and_sync() {
  call<api::Connect>(connect_request());
  run_until_idle();
}

void SimulatedWorld::run_until_idle() {
  clock_.run_until([this] {
    for (const auto& integration : daemon_->integrations().all()) {
      if (daemon_->engine().any_live(integration.number)) return false;
    }
    return true;
  });
}

Run SimulatedWorld::sync(Module module) {
  call<api::StartSync>({.module = module});
  return last_run(module);
}

Totals SimulatedWorld::totals() {
  return call<api::GetStatus>({}).front().integrations.at(0).totals;
}

Run SimulatedWorld::last_run(Module module) {
  return call<api::ListRuns>({.module = module, .limit = 1}).at(0).run;
}

}  // namespace sellerd::test
