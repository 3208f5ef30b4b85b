#include "tests/support/several_marketplaces.h"

#include <boost/asio/co_spawn.hpp>

#include "daemon/channel/amazon/marketplaces.h"
#include "daemon/store/rocks.h"

namespace sellerd::test {
namespace {

// Where no server is: the address only tells the marketplaces apart.
constexpr std::size_t kFirstPort = 7001;

std::string currency_of(std::string_view country) {
  if (country == "IN") return "INR";
  if (country == "AE") return "AED";
  if (country == "DE") return "EUR";
  throw std::invalid_argument("no currency is known here of " + std::string(country));
}

sandbox::MarketplaceOptions options_of(const AccountPlan& plan, std::size_t place) {
  const auto* known = amazon::find_marketplace(plan.channel);
  if (known == nullptr) throw std::invalid_argument("there is no marketplace " + plan.channel);
  sandbox::MarketplaceOptions options;
  options.seed = plan.seed;
  options.base_url = "http://127.0.0.1:" + std::to_string(kFirstPort + place);
  options.shop.seller_id = plan.seller_id;
  options.shop.store_name = "Shop of " + plan.seller_id;
  options.shop.marketplace_id = known->id;
  options.shop.marketplace_name = known->title;
  options.shop.country = known->country;
  options.shop.currency = currency_of(known->country);
  return options;
}

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

SeveralMarketplaces::Account::Account(const AccountPlan& wanted, std::size_t place, Clock& clock)
    : plan(wanted),
      marketplace(options_of(wanted, place),
                  sandbox::make_synthetic(
                      {.seed = wanted.seed, .orders = wanted.orders, .days = 60, .start = kSimulationStart})),
      network(marketplace, clock) {}

Task<Result<http::Response>> SeveralMarketplaces::Network::send(http::Request request) {
  for (auto& account : accounts_) {
    if (request.url.starts_with(account.marketplace.options().base_url + "/"))
      co_return co_await account.network.send(std::move(request));
  }
  throw std::logic_error("no marketplace is at " + request.url);
}

SeveralMarketplaces::SeveralMarketplaces(const std::vector<AccountPlan>& plans)
    : clock_(*loop_, kSimulationStart) {
  for (const auto& plan : plans) accounts_.emplace_back(plan, accounts_.size(), clock_);
  start();
}

SeveralMarketplaces::~SeveralMarketplaces() {
  clock_.lose_sleepers();
  daemon_.reset();
  loop_.reset();
}

void SeveralMarketplaces::start() {
  auto engine = store::open_rocks({.directory = directory_.path() / "books"});
  if (!engine) throw std::runtime_error(engine.error().text());
  daemon_ = std::make_unique<Daemon>(World{.executor = loop_->get_executor(),
                                           .worker_executor = loop_->get_executor(),
                                           .clock = clock_,
                                           .transport = network_,
                                           .engine = std::move(*engine),
                                           .vault = vault_,
                                           .random = Random(1),
                                           .data_directory = "/data"},
                                     control::AccessPolicy{});
  bool started = false;
  boost::asio::co_spawn(*loop_, daemon_->start(), [&](std::exception_ptr bug, Result<void> result) {
    if (bug) std::rethrow_exception(bug);
    if (!result) throw std::runtime_error(result.error().text());
    started = true;
  });
  clock_.run_until([&] { return started; });
}

std::vector<varlink::Reply> SeveralMarketplaces::call_raw(const api::MethodInfo& method,
                                                          json::object parameters) {
  CollectingSink sink;
  const control::Peer peer{.user = 0, .groups = {}, .name = "root"};
  bool answered = false;
  varlink::Call call{.method = std::string(method.name),
                     .parameters = std::move(parameters),
                     .more = method.replies != api::Replies::one};
  boost::asio::co_spawn(*loop_, daemon_->dispatcher().dispatch(std::move(call), peer, sink),
                        [&](std::exception_ptr bug) {
                          if (bug) std::rethrow_exception(bug);
                          answered = true;
                        });
  if (!clock_.run_until([&] { return answered; })) throw std::runtime_error("the call was never answered");
  return std::move(sink.replies);
}

Integration SeveralMarketplaces::connect(std::size_t account) {
  const auto& plan = accounts_[account].plan;
  const auto& keys = marketplace(account).login().credentials();
  const std::string& url = marketplace(account).options().base_url;
  return call<api::Connect>({.channel = plan.channel,
                             .seller_id = plan.seller_id,
                             .credentials = {keys.client_id, keys.client_secret, keys.refresh_token},
                             .endpoint = url,
                             .token_endpoint = url + "/auth/o2/token"})
      .at(0)
      .integration;
}

void SeveralMarketplaces::connect_all() {
  for (std::size_t account = 0; account < size(); ++account) connect(account);
  run_until_idle();
}

void SeveralMarketplaces::run_until_idle() {
  clock_.run_until([this] {
    for (const auto& integration : daemon_->integrations().all()) {
      for (const auto& [module, name] : EnumTable<Module>::kNames) {
        if (daemon_->engine().live(integration.number, module)) return false;
      }
    }
    return true;
  });
}

api::IntegrationStatus SeveralMarketplaces::status(const std::string& integration) {
  const auto all = call<api::GetStatus>({}).at(0).integrations;
  for (const auto& each : all) {
    if (each.name == integration) return each;
  }
  throw std::runtime_error("there is no integration " + integration);
}

std::vector<Run> SeveralMarketplaces::runs(std::optional<std::string> integration,
                                           std::optional<Module> module) {
  std::vector<Run> found;
  for (const auto& reply : call<api::ListRuns>({.integration = integration, .module = module}))
    found.push_back(reply.run);
  return found;
}

}  // namespace sellerd::test
