// A simulated world of several accounts, each at a marketplace of its own with its own orders, credentials,
// quota and faults.
#pragma once

#include <vector>

#include "tests/support/simulated_world.h"

namespace sellerd::test {

// An account at a marketplace of its own.
struct AccountPlan {
  std::string channel = "amazon-in";
  std::string seller_id;
  std::uint64_t seed = 1;  // of the orders and of the credentials
  std::size_t orders = 150;
};

class SeveralMarketplaces : public SimulatedWorld {
 public:
  explicit SeveralMarketplaces(const std::vector<AccountPlan>& plans);

  // Connects every account, in order, and lets the first runs end.
  void connect_all();
  // The integration of the account.
  Integration connect(std::size_t account);
  void run_until(const std::function<bool()>& done) { time().run_until(done); }
  void pass(Duration span) { time().pass(span); }
  Timestamp now() { return time().now(); }

  api::IntegrationStatus status(const std::string& integration);
  // Newest first; of all integrations when left out.
  std::vector<Run> runs(std::optional<std::string> integration = {}, std::optional<Module> module = {});
};

}  // namespace sellerd::test
