// The whole daemon in one process and one thread: simulated time, marketplace models for a network, a store
// in memory or a real database.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <vector>

#include "common/api/all.h"
#include "daemon/daemon.h"
#include "tests/sandbox/synthetic.h"
#include "tests/support/marketplace_transport.h"
#include "tests/support/memory_engine.h"
#include "tests/support/simulated_clock.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/typed_call.h"

namespace rocksdb {
class Env;
}

namespace sellerd::test {

inline const Timestamp kSimulationStart = *parse_time("2026-10-01T06:00:00Z");

// What the books lie on.
enum class Books {
  memory,           // MemoryEngine: knows what a power cut takes
  rocks,            // RocksDB in a temporary directory
  rocks_in_memory,  // RocksDB on a file system in memory
};

struct WorldOptions {
  std::uint64_t seed = 1;
  std::size_t orders = 300;
  int days = 60;
  std::string faults;
  double rate_multiplier = 1;
  Books books = Books::memory;
  // The first start says what an account in rupees asks for: a registered business of Karnataka.
  bool business_said = true;
};

// An account that can be connected, and the marketplace that it is on.
struct AccountSetup {
  std::string channel;
  sandbox::MarketplaceOptions marketplace;  // its base_url tells the accounts apart
  sandbox::MarketData data;
};

class SimulatedWorld {
 public:
  explicit SimulatedWorld(WorldOptions options = {});
  // One account that sells this.
  SimulatedWorld(const WorldOptions& options, sandbox::MarketData data);
  // At least one account. Of the options, those about the marketplace do not count here.
  SimulatedWorld(const WorldOptions& options, std::vector<AccountSetup> accounts);
  ~SimulatedWorld();

  // Opens the database and starts the daemon, as after a boot.
  void start();
  // The daemon goes as with kill -9: nothing of it gets another word.
  void crash();
  // The machine goes: the daemon as with crash(), and of what it wrote last what was not synced, all or a
  // part. Returns how many writes are lost. Requires Books::memory.
  std::size_t cut_power(sandbox::Random& random);
  // A kill in the moment in which the kill switch is stored and the runs are not yet told.
  void store_switch_and_crash();
  // The clean way.
  void stop();

  SimulatedClock& time() { return clock_; }
  std::size_t accounts() const { return accounts_.size(); }
  sandbox::Marketplace& marketplace(std::size_t account = 0) { return *accounts_.at(account).marketplace; }
  MarketplaceTransport& network() { return network_; }
  // Requires Books::memory.
  MemoryDisk& disk() { return *disk_; }
  Daemon& daemon() { return *daemon_; }
  boost::asio::io_context& loop() { return *loop_; }
  const std::filesystem::path& directory() const { return directory_.path(); }
  // The key ring of the last start.
  const store::KeyRing& keys() const { return *keys_; }
  // The books by themselves. The daemon must be down. Errors: those of opening.
  Result<std::unique_ptr<store::Engine>> open_books();

  // Calls a method through the dispatcher and runs the world until it has answered. Replies as on the wire.
  std::vector<varlink::Reply> call_raw(std::string method, json::object parameters, bool more);

  // The replies of a call that must succeed; throws std::runtime_error with the error's text otherwise.
  template <class Method>
  std::vector<typename Method::Reply> call(const typename Method::Request& request) {
    return replies_of<Method>(raw_caller(), request);
  }

  // The error of a call that must fail.
  template <class Method>
  Error refused(const typename Method::Request& request) {
    return refusal_of<Method>(raw_caller(), request);
  }

  api::Connect::Request connect_request(std::size_t account = 0) const;
  // Connects and lets the first runs end.
  void connect_and_sync();
  // One module's run from start to end; returns its row. Of one integration and no other when named.
  Run sync(Module module, std::optional<std::string> integration = {});
  void run_until_idle();
  // Of the first integration.
  Totals totals();
  Run last_run(Module module, std::optional<std::string> integration = {});

  // Told of every run that starts and ends, those that are taken up in start() included.
  std::function<void(const Run&)> on_run;

 private:
  struct Account {
    std::string channel;
    std::unique_ptr<sandbox::Marketplace> marketplace;
  };
  static std::vector<Account> open_accounts(std::vector<AccountSetup> setups);

  void say_business();
  using RawCall = std::function<std::vector<varlink::Reply>(std::string, json::object, bool)>;
  RawCall raw_caller() {
    return [this](std::string method, json::object parameters, bool more) {
      return call_raw(std::move(method), std::move(parameters), more);
    };
  }

  std::unique_ptr<boost::asio::io_context> loop_ = std::make_unique<boost::asio::io_context>();
  SimulatedClock clock_;
  std::vector<Account> accounts_;
  MarketplaceTransport network_;
  TemporaryDirectory directory_;
  store::Vault vault_{store::Vault::Key{1, 2, 3}};
  std::optional<store::KeyRing> keys_;  // a real file
  std::uint64_t seed_;
  Books books_;
  bool business_said_;
  std::shared_ptr<MemoryDisk> disk_ = std::make_shared<MemoryDisk>();
  std::unique_ptr<rocksdb::Env> environment_;  // the file system in memory
  std::unique_ptr<Daemon> daemon_;
};

}  // namespace sellerd::test
