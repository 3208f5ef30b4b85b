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

std::vector<AccountSetup> setups_of(const std::vector<AccountPlan>& plans) {
  std::vector<AccountSetup> setups;
  for (const auto& plan : plans) {
    setups.push_back(
        {plan.channel, options_of(plan, setups.size()),
         sandbox::make_synthetic(
             {.seed = plan.seed, .orders = plan.orders, .days = 60, .start = kSimulationStart})});
  }
  return setups;
}

}  // namespace

SeveralMarketplaces::SeveralMarketplaces(const std::vector<AccountPlan>& plans)
    : SimulatedWorld({}, setups_of(plans)) {
  start();
}

Integration SeveralMarketplaces::connect(std::size_t account) {
  return call<api::Connect>(connect_request(account)).at(0).integration;
}

void SeveralMarketplaces::connect_all() {
  for (std::size_t account = 0; account < accounts(); ++account) connect(account);
  run_until_idle();
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
