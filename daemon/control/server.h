// The control socket: accepts, limits, and hands calls to the dispatcher, one at a time per connection. Who
// comes when all places are taken is told so and sent away; for root and the daemon's own user there is
// always room beside the others.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <filesystem>
#include <memory>

#include "daemon/control/dispatcher.h"

namespace sellerd::control {

// Every resource that a client can use up. Tests shrink them.
struct Limits {
  std::size_t connections = 256;
  std::size_t connections_per_user = 64;
  std::size_t message_bytes = 1u << 20;             // of a call
  Duration slow_reader = std::chrono::seconds(30);  // a client that does not take its replies is dropped
  Duration slow_writer = std::chrono::seconds(30);  // so is one that does not end the call that it began
};

class Server {
 public:
  virtual ~Server() = default;
  // Closes the socket and every connection. Handlers that still run see their client gone.
  virtual void stop() = 0;
  // Who may connect from now on. A socket that was handed over stays as the service manager made it.
  // Error: storage.
  virtual Result<void> set_mode(unsigned mode) = 0;
  virtual std::size_t connections() const = 0;
};

// Listens on a new socket at `path` (mode `mode`, in a directory that exists), replacing a dead one.
// Errors: conflict when a living daemon answers there; storage when it cannot be made.
Result<std::unique_ptr<Server>> listen_at(boost::asio::any_io_executor executor,
                                          const std::filesystem::path& path, unsigned mode,
                                          Dispatcher& dispatcher, Limits limits = {});

// Takes a listening Unix socket over from the service manager.
Result<std::unique_ptr<Server>> listen_on(boost::asio::any_io_executor executor, int descriptor,
                                          Dispatcher& dispatcher, Limits limits = {});

}  // namespace sellerd::control
