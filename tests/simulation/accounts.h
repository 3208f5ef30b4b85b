// The accounts of one life: which marketplaces, which sellers, and what will happen there.
#pragma once

#include <vector>

#include "tests/simulation/market_life.h"
#include "tests/simulation/options.h"
#include "tests/support/simulated_world.h"

namespace sellerd::simulation {

// One of each account, by the account's number in the world.
struct Accounts {
  std::vector<MarketLife> lives;
  std::vector<test::AccountSetup> setups;
};

// The first is of amazon-in; the others are of other marketplaces, or of another seller in the same one. Now
// and then the second is the first one's seller and application in another marketplace: Amazon's buckets are
// theirs together then. Requires that options.integrations says how many.
Accounts plan_accounts(const Options& options, std::uint64_t seed);

// What the option leaves open: one to three.
int integrations_by_seed(std::uint64_t seed);

}  // namespace sellerd::simulation
