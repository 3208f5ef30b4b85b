#include "tests/simulation/accounts.h"

#include <array>
#include <iterator>

#include "daemon/channel/amazon/marketplaces.h"

namespace sellerd::simulation {
namespace {

constexpr std::uint64_t kManySeed = 0x1a7e;
constexpr std::uint64_t kSharedSeed = 0x5a3d;
constexpr double kSharedSeller = 0.3;

struct Place {
  std::string_view channel;
  std::string_view currency;
};

// By the account's number. The last one is a second seller in the first one's marketplace.
constexpr std::array<Place, kMostIntegrations> kPlaces = {{{"amazon-in", "INR"},
                                                           {"amazon-ae", "AED"},
                                                           {"amazon-in", "INR"},
                                                           {"amazon-de", "EUR"},
                                                           {"amazon-uk", "GBP"}}};

test::AccountSetup set_up(const Place& place, std::size_t number, std::uint64_t seed) {
  const auto* known = amazon::find_marketplace(place.channel);
  test::AccountSetup setup;
  setup.channel = place.channel;
  setup.marketplace.seed = seed;
  setup.marketplace.base_url = "https://market-" + std::to_string(number) + ".test";
  setup.marketplace.credentials = sandbox::default_credentials(seed);
  auto& shop = setup.marketplace.shop;
  shop.seller_id = "A" + std::to_string(number) + "SIMULATED";
  shop.marketplace_id = known->id;
  shop.marketplace_name = known->title;
  shop.country = known->country;
  shop.currency = place.currency;
  return setup;
}

void share_seller(const test::AccountSetup& first, test::AccountSetup& second) {
  second.marketplace.shop.seller_id = first.marketplace.shop.seller_id;
  second.marketplace.credentials = first.marketplace.credentials;
  second.marketplace.buckets = first.marketplace.buckets;
}

}  // namespace

int integrations_by_seed(std::uint64_t seed) {
  // Half of them one, a third two, a sixth three: a life takes as long as it has accounts.
  static constexpr int kByDice[] = {1, 1, 1, 2, 2, 3};
  return kByDice[sandbox::mix(seed ^ kManySeed) % std::size(kByDice)];
}

Accounts plan_accounts(const Options& options, std::uint64_t seed) {
  Accounts accounts;
  for (std::size_t number = 0; number < static_cast<std::size_t>(options.integrations); ++number) {
    const std::uint64_t own = number == 0 ? seed : sandbox::mix(seed + number);
    accounts.setups.push_back(set_up(kPlaces.at(number), number, own));
    accounts.lives.emplace_back(own, test::kSimulationStart, options.days);
    accounts.setups.back().data = accounts.lives.back().take_opening();
  }
  sandbox::Random random(seed ^ kSharedSeed);
  if (accounts.setups.size() > 1 && random.chance(kSharedSeller)) {
    accounts.setups[0].marketplace.buckets =
        std::make_shared<sandbox::TokenBuckets>(accounts.setups[0].marketplace.rate_multiplier);
    share_seller(accounts.setups[0], accounts.setups[1]);
  }
  return accounts;
}

}  // namespace sellerd::simulation
