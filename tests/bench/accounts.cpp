// Many integrations in one daemon: connects them, each to a marketplace of its own with a few orders, lets
// their first runs end, and leaves the books in a data directory for other measurements.
#include <CLI/CLI.hpp>
#include <filesystem>

#include "tests/bench/figures.h"
#include "tests/bench/real_daemon.h"
#include "tests/bench/stopwatch.h"
#include "tests/sandbox/synthetic.h"
#include "tests/support/marketplace_transport.h"

namespace sellerd::bench {
namespace {

constexpr std::size_t kOrders = 10;  // of each
constexpr int kDays = 60;

std::unique_ptr<sandbox::Marketplace> make_marketplace(std::size_t number, Timestamp now) {
  sandbox::MarketplaceOptions options;
  options.seed = number + 1;
  // Where no server is: the address only tells the marketplaces apart.
  options.base_url = "http://127.0.0.1:" + std::to_string(20'000 + number);
  options.shop.seller_id = "A" + std::to_string(number + 1) + "SELLER";
  options.report_times = {Duration(1), Duration(1)};
  return std::make_unique<sandbox::Marketplace>(
      options,
      sandbox::make_synthetic({.seed = options.seed, .orders = kOrders, .days = kDays, .start = now}));
}

// The marketplaces' own work is not the daemon's.
class TimedTransport final : public http::Transport {
 public:
  TimedTransport(const std::vector<std::unique_ptr<sandbox::Marketplace>>& marketplaces, Clock& clock)
      : clock_(clock) {
    for (const auto& marketplace : marketplaces) places_[marketplace->options().base_url] = marketplace.get();
  }

  Task<Result<http::Response>> send(http::Request request) override {
    co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
    const OwnTime time(spent);
    const auto host_end = request.url.find('/', std::string_view("http://").size());
    co_return places_.at(request.url.substr(0, host_end))->handle(request, clock_.now()).response;
  }

  Spent spent;

 private:
  Clock& clock_;
  std::map<std::string, sandbox::Marketplace*, std::less<>> places_;
};

void connect(const std::filesystem::path& directory, std::size_t integrations) {
  std::filesystem::create_directories(directory);
  std::vector<std::unique_ptr<sandbox::Marketplace>> marketplaces;
  for (std::size_t i = 0; i < integrations; ++i)
    marketplaces.push_back(make_marketplace(i, SystemClock().now()));
  TimedTransport* network = nullptr;
  Spent begun;
  Spent spent;
  std::int64_t orders = 0;
  {
    RealDaemon daemon(directory, [&](boost::asio::any_io_executor, Clock& clock) {
      auto made = std::make_unique<TimedTransport>(marketplaces, clock);
      network = made.get();
      return made;
    });
    daemon.say_business();
    begun = now_spent();
    for (const auto& marketplace : marketplaces) {
      const auto& options = marketplace->options();
      const auto& keys = marketplace->login().credentials();
      daemon.call<api::Connect>({.channel = "amazon-in",
                                 .seller_id = options.shop.seller_id,
                                 .credentials = {keys.client_id, keys.client_secret, keys.refresh_token},
                                 .name = "shop-" + std::to_string(options.seed),
                                 .endpoint = options.base_url,
                                 .token_endpoint = options.base_url + "/auth/o2/token"});
    }
    daemon.run_until_idle();
    spent = now_spent() - begun - network->spent;
    const auto status = daemon.call<api::GetStatus>({});
    for (const auto& integration : status.front().integrations) orders += integration.totals.orders;
  }
  const auto count = static_cast<double>(integrations);
  tell("accounts", {{"integrations", integrations},
                    {"orders", orders},
                    {"cpu_ms_per_integration", spent.cpu_us / count / 1e3},
                    {"wall_seconds", spent.wall_us / 1e6}});
}

}  // namespace
}  // namespace sellerd::bench

int main(int argc, char** argv) {
  CLI::App app("Connects many accounts to one daemon.", "bench_accounts");
  std::size_t integrations = 1;
  std::string directory;
  app.add_option("--integrations", integrations, "How many");
  app.add_option("--keep", directory, "The data directory, which must not be there")->required();
  CLI11_PARSE(app, argc, argv);
  sellerd::bench::connect(directory, integrations);
}
