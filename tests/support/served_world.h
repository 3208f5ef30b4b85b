// A simulated world behind a real control socket: its clock stands still while real clients talk to it.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <thread>

#include "daemon/control/server.h"
#include "tests/support/simulated_world.h"

namespace sellerd::test {

class ServedWorld {
 public:
  // Takes over a started world, whose loop must be left alone from now on.
  explicit ServedWorld(SimulatedWorld& world, control::Limits limits = {})
      : world_(world), guard_(world.loop().get_executor()) {
    auto server =
        control::listen_at(world.loop().get_executor(), socket(), 0600, world.daemon().dispatcher(), limits);
    if (!server) throw std::runtime_error(server.error().text());
    server_ = std::move(*server);
    world_.loop().restart();
    thread_ = std::thread([this] { world_.loop().run(); });
  }
  ~ServedWorld() {
    boost::asio::post(world_.loop(), [this] {
      server_->stop();
      // The connections' coroutines end in what is already queued; the schedule would wait for ever.
      boost::asio::post(world_.loop(), [this] { world_.loop().stop(); });
    });
    thread_.join();
  }
  ServedWorld(const ServedWorld&) = delete;

  std::string socket() const { return (world_.directory() / "sellerd.sock").string(); }

  std::size_t connections() {
    std::promise<std::size_t> count;
    boost::asio::post(world_.loop(), [&] { count.set_value(server_->connections()); });
    return count.get_future().get();
  }

 private:
  SimulatedWorld& world_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
  std::unique_ptr<control::Server> server_;
  std::thread thread_;
};

}  // namespace sellerd::test
