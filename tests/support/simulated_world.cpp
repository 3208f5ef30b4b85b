#include "tests/support/simulated_world.h"

#include <rocksdb/env.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "daemon/restore.h"
#include "daemon/store/backups.h"
#include "daemon/store/rocks.h"
#include "tests/support/collecting_sink.h"

namespace sellerd::test {
namespace {

std::vector<AccountSetup> one_account(const WorldOptions& options, sandbox::MarketData data) {
  std::vector<AccountSetup> accounts(1);
  auto& account = accounts.front();
  account.channel = "amazon-in";
  account.marketplace.seed = options.seed;
  account.marketplace.rate_multiplier = options.rate_multiplier;
  auto faults = sandbox::FaultPlan::parse(options.faults);
  if (!faults) throw std::invalid_argument(faults.error().text());
  account.marketplace.faults = std::move(*faults);
  account.data = std::move(data);
  return accounts;
}

sandbox::MarketData invented(const WorldOptions& options) {
  return sandbox::make_synthetic(
      {.seed = options.seed, .orders = options.orders, .days = options.days, .start = kSimulationStart});
}

}  // namespace

std::vector<SimulatedWorld::Account> SimulatedWorld::open_accounts(std::vector<AccountSetup> setups) {
  std::vector<Account> accounts;
  for (auto& setup : setups) {
    accounts.push_back({std::move(setup.channel), std::make_unique<sandbox::Marketplace>(
                                                      std::move(setup.marketplace), std::move(setup.data))});
  }
  return accounts;
}

SimulatedWorld::SimulatedWorld(WorldOptions options) : SimulatedWorld(options, invented(options)) {}

SimulatedWorld::SimulatedWorld(const WorldOptions& options, sandbox::MarketData data)
    : SimulatedWorld(options, one_account(options, std::move(data))) {}

SimulatedWorld::SimulatedWorld(const WorldOptions& options, std::vector<AccountSetup> accounts)
    : clock_(*loop_, kSimulationStart),
      accounts_(open_accounts(std::move(accounts))),
      network_(*accounts_.at(0).marketplace, clock_),
      seed_(options.seed),
      books_(options.books),
      business_said_(options.business_said) {
  for (std::size_t i = 1; i < accounts_.size(); ++i) network_.add(*accounts_[i].marketplace);
  if (books_ == Books::rocks_in_memory) environment_.reset(rocksdb::NewMemEnv(rocksdb::Env::Default()));
}

SimulatedWorld::~SimulatedWorld() {
  if (daemon_) crash();
}

Result<std::unique_ptr<store::Engine>> SimulatedWorld::open_books() {
  if (books_ == Books::memory) return open_memory(disk_);
  return store::open_rocks({.directory = store::books_of(directory_.path()),
                            .environment = environment_.get(),
                            .backups = directory_.path() / "backups"});
}

void SimulatedWorld::start() {
  const auto restored = restore_as_asked(directory_.path());
  if (!restored) throw std::runtime_error(restored.error().text());
  auto engine = open_books();
  if (!engine) throw std::runtime_error(engine.error().text());
  auto keys = store::KeyRing::open(store::key_ring_of(directory_.path()), vault_);
  if (!keys) throw std::runtime_error(keys.error().text());
  keys_.emplace(std::move(*keys));
  clock_.begin_process();
  daemon_ = std::make_unique<Daemon>(
      World{.executor = loop_->get_executor(),
            .worker_executor = loop_->get_executor(),
            .reader_executor = loop_->get_executor(),
            .clock = clock_,
            .transport = network_,
            .engine = std::move(*engine),
            .vault = vault_,
            .keys = *keys_,
            .random = Random(seed_),
            .data_directory = "/data",
            .aside_executor = loop_->get_executor(),
            .backup_executor = loop_->get_executor(),
            .master_key_file = "/data/master.key",
            .ask_restore =
                [this](std::uint32_t backup, const std::string& actor) {
                  return ask_for_restore(directory_.path(), *daemon_->store().backups(), backup, actor);
                }},
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
  if (business_said_) say_business();
}

void SimulatedWorld::say_business() {
  auto& books = daemon_->store();
  const auto said = books.get(store::kOrganisation, store::kTheOne);
  if (!said) throw std::runtime_error(said.error().text());
  if (*said) return;
  store::Batch batch;
  batch.put(store::kOrganisation, a_business(), store::kTheOne);
  if (auto done = books.commit(batch); !done) throw std::runtime_error(done.error().text());
}

void SimulatedWorld::crash() {
  clock_.lose_sleepers();
  // The daemon first: its timers need their loop. The coroutines' frames go with the loop.
  daemon_.reset();
  loop_ = std::make_unique<boost::asio::io_context>();
  clock_.use(*loop_);
}

std::size_t SimulatedWorld::cut_power(sandbox::Random& random) {
  if (books_ != Books::memory) throw std::logic_error("only the disk in memory knows what a power cut takes");
  crash();
  return disk_->lose_unsynced(random);
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

api::Connect::Request SimulatedWorld::connect_request(std::size_t number) const {
  const auto& account = accounts_.at(number);
  const auto& options = account.marketplace->options();
  const auto& keys = account.marketplace->login().credentials();
  return {.channel = account.channel,
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
  clock_.run_until([this] { return !daemon_->engine().any_live(); });
}

Run SimulatedWorld::sync(Module module, std::optional<std::string> integration) {
  call<api::StartSync>({.integration = integration, .module = module, .only = integration.has_value()});
  return last_run(module, std::move(integration));
}

Totals SimulatedWorld::totals() {
  return call<api::GetStatus>({}).front().integrations.at(0).totals;
}

Run SimulatedWorld::last_run(Module module, std::optional<std::string> integration) {
  return call<api::ListRuns>({.integration = std::move(integration), .module = module, .limit = 1}).at(0).run;
}

}  // namespace sellerd::test
