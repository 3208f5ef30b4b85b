// The whole daemon in one process and one thread: simulated time, the marketplace model for a network, a real
// database in a temporary directory.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <vector>

#include "common/api/all.h"
#include "daemon/daemon.h"
#include "tests/sandbox/synthetic.h"
#include "tests/support/marketplace_transport.h"
#include "tests/support/simulated_clock.h"
#include "tests/support/temporary_directory.h"

namespace rocksdb {
class Env;
}

namespace sellerd::test {

inline const Timestamp kSimulationStart = *parse_time("2026-10-01T06:00:00Z");

struct WorldOptions {
  std::uint64_t seed = 1;
  std::size_t orders = 300;
  int days = 60;
  std::string faults;
  double rate_multiplier = 1;
  rocksdb::Env* environment = nullptr;  // the file system of the books; the real one when null. Not owned.
};

class SimulatedWorld {
 public:
  explicit SimulatedWorld(WorldOptions options = {});
  SimulatedWorld(WorldOptions options, sandbox::MarketData data);
  ~SimulatedWorld();

  // Opens the database and starts the daemon, as after a boot.
  void start();
  // The daemon goes as with kill -9: nothing of it gets another word.
  void crash();
  // A kill in the moment in which the kill switch is stored and the runs are not yet told.
  void store_switch_and_crash();
  // The clean way.
  void stop();

  SimulatedClock& time() { return clock_; }
  sandbox::Marketplace& marketplace() { return *marketplace_; }
  MarketplaceTransport& network() { return network_; }
  Daemon& daemon() { return *daemon_; }
  boost::asio::io_context& loop() { return *loop_; }
  const std::filesystem::path& directory() const { return directory_.path(); }

  // Calls a method through the dispatcher and runs the world until it has answered. Replies as on the wire.
  std::vector<varlink::Reply> call_raw(std::string method, json::object parameters, bool more);

  // The replies of a call that must succeed; throws std::runtime_error with the error's text otherwise.
  template <class Method>
  std::vector<typename Method::Reply> call(const typename Method::Request& request) {
    std::vector<typename Method::Reply> replies;
    constexpr bool more = Method::kInfo.replies != api::Replies::one;
    for (const auto& reply :
         call_raw(std::string(Method::kInfo.name), to_json(request, Reveal::all).get_object(), more)) {
      if (!reply.error.empty()) throw std::runtime_error(api::error_from_reply(reply).text());
      if (reply.parameters.empty()) continue;  // the end of an empty list
      replies.push_back(*from_json<typename Method::Reply>(reply.parameters, Strictness::strict));
    }
    return replies;
  }

  // The error of a call that must fail.
  template <class Method>
  Error refused(const typename Method::Request& request) {
    constexpr bool more = Method::kInfo.replies != api::Replies::one;
    const auto replies =
        call_raw(std::string(Method::kInfo.name), to_json(request, Reveal::all).get_object(), more);
    if (replies.empty() || replies.back().error.empty()) throw std::runtime_error("the call was not refused");
    return api::error_from_reply(replies.back());
  }

  api::Connect::Request connect_request() const;
  // Connects and lets the first runs end.
  void connect_and_sync();
  // One module's run from start to end; returns its row.
  Run sync(Module module);
  void run_until_idle();
  Totals totals();
  Run last_run(Module module);

  // Told of every run that starts and ends, those that are taken up in start() included.
  std::function<void(const Run&)> on_run;

 private:
  std::unique_ptr<boost::asio::io_context> loop_ = std::make_unique<boost::asio::io_context>();
  SimulatedClock clock_;
  std::unique_ptr<sandbox::Marketplace> marketplace_;
  MarketplaceTransport network_;
  TemporaryDirectory directory_;
  store::Vault vault_{store::Vault::MasterKey{1, 2, 3}};
  std::uint64_t seed_;
  rocksdb::Env* environment_;
  std::unique_ptr<Daemon> daemon_;
};

}  // namespace sellerd::test
