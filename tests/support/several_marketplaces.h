// The whole daemon in one process on simulated time, as in simulated_world.h, with several marketplaces at
// once: each has its own orders, credentials, quota and faults. Nothing here crashes it.
#pragma once

#include <deque>
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

class SeveralMarketplaces {
 public:
  explicit SeveralMarketplaces(const std::vector<AccountPlan>& plans);
  ~SeveralMarketplaces();
  SeveralMarketplaces(const SeveralMarketplaces&) = delete;

  // Connects every account, in order, and lets the first runs end.
  void connect_all();
  // The integration of the account.
  Integration connect(std::size_t account);
  void run_until_idle();
  void run_until(const std::function<bool()>& done) { clock_.run_until(done); }
  void pass(Duration span) { clock_.pass(span); }
  Timestamp now() const { return clock_.now(); }

  sandbox::Marketplace& marketplace(std::size_t account) { return accounts_[account].marketplace; }
  MarketplaceTransport& network(std::size_t account) { return accounts_[account].network; }
  std::size_t size() const { return accounts_.size(); }

  // As SimulatedWorld::call().
  template <class Method>
  std::vector<typename Method::Reply> call(const typename Method::Request& request) {
    std::vector<typename Method::Reply> replies;
    for (const auto& reply : call_raw(Method::kInfo, to_json(request, Reveal::all).get_object())) {
      if (!reply.error.empty()) throw std::runtime_error(api::error_from_reply(reply).text());
      if (reply.parameters.empty()) continue;  // the end of an empty list
      replies.push_back(*from_json<typename Method::Reply>(reply.parameters, Strictness::strict));
    }
    return replies;
  }

  // The error of a call that must fail.
  template <class Method>
  Error refused(const typename Method::Request& request) {
    const auto replies = call_raw(Method::kInfo, to_json(request, Reveal::all).get_object());
    if (replies.empty() || replies.back().error.empty()) throw std::runtime_error("the call was not refused");
    return api::error_from_reply(replies.back());
  }

  api::IntegrationStatus status(const std::string& integration);
  // Newest first; of all integrations when left out.
  std::vector<Run> runs(std::optional<std::string> integration = {}, std::optional<Module> module = {});

 private:
  struct Account {
    Account(const AccountPlan& plan, std::size_t place, Clock& clock);

    AccountPlan plan;
    sandbox::Marketplace marketplace;
    MarketplaceTransport network;
  };

  // Leads every request to the marketplace whose address it names.
  class Network final : public http::Transport {
   public:
    explicit Network(std::deque<Account>& accounts) : accounts_(accounts) {}
    Task<Result<http::Response>> send(http::Request request) override;

   private:
    std::deque<Account>& accounts_;
  };

  std::vector<varlink::Reply> call_raw(const api::MethodInfo& method, json::object parameters);
  void start();

  std::unique_ptr<boost::asio::io_context> loop_ = std::make_unique<boost::asio::io_context>();
  SimulatedClock clock_;
  std::deque<Account> accounts_;
  Network network_{accounts_};
  TemporaryDirectory directory_;
  store::Vault vault_{store::Vault::MasterKey{1, 2, 3}};
  std::unique_ptr<Daemon> daemon_;
};

}  // namespace sellerd::test
