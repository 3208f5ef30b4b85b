// The whole daemon in this process as its program runs it: books in RocksDB on the disk, writes on a thread
// of their own, the real clock. Only the network is the caller's, and there is no socket.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>

#include "common/api/all.h"
#include "daemon/daemon.h"
#include "daemon/system_clock.h"
#include "tests/support/collecting_sink.h"
#include "tests/support/typed_call.h"

namespace sellerd::bench {

// Thread: one, which runs the event loop while it is in a call of this class.
class RealDaemon {
 public:
  // Makes the transport for the loop, whose clock is this. Called once.
  using MakeTransport =
      std::function<std::unique_ptr<http::Transport>(boost::asio::any_io_executor loop, Clock& clock)>;

  // Opens or makes the books in this data directory, in which sellerd can go on with them, and starts.
  // Throws std::runtime_error with what is wrong.
  RealDaemon(const std::filesystem::path& directory, const MakeTransport& make_transport);
  ~RealDaemon();

  Daemon& daemon() { return *daemon_; }

  // Runs the loop until then.
  void run_until(const std::function<bool()>& done);
  // Until no run is under way.
  void run_until_idle();

  // The replies of a call that must succeed.
  template <class Method>
  std::vector<typename Method::Reply> call(const typename Method::Request& request) {
    const auto raw = [this](std::string method, json::object parameters, bool more) {
      return call_raw(std::move(method), std::move(parameters), more);
    };
    return test::replies_of<Method>(raw, request);
  }

  // What an account in rupees asks for before it can be connected.
  void say_business();

 private:
  std::vector<varlink::Reply> call_raw(std::string method, json::object parameters, bool more);
  void run(Task<> task);

  boost::asio::io_context loop_{1};
  boost::asio::thread_pool worker_{1};
  boost::asio::thread_pool reader_{1};
  boost::asio::thread_pool aside_{1};
  SystemClock clock_;
  store::Vault vault_;
  store::KeyRing keys_;
  std::unique_ptr<http::Transport> transport_;
  std::unique_ptr<Daemon> daemon_;
};

}  // namespace sellerd::bench
