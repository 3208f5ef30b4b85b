// Puts the marketplace behind HTTP/1.1 on a loopback address: plain text, keep-alive, one thread. Carries out
// what the model wants done to a connection (reset, truncation, delay).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "common/error.h"
#include "tests/sandbox/answers.h"

namespace sellerd::sandbox {

class Server {
 public:
  using Handler = std::function<HandledResponse(const http::Request&)>;

  // Binds "ADDRESS:PORT"; port 0 takes a free one. Errors: not_permitted for an address that other machines
  // could reach, invalid_argument for one that cannot be read, unavailable when it cannot be bound.
  static Result<Server> bind(std::string_view address);

  Server(Server&&) noexcept;
  ~Server();

  std::string base_url() const;  // "http://127.0.0.1:8080"
  int port() const;

  // Serves until SIGTERM or SIGINT. The handler gets the request's path in place of a URL.
  void run(const Handler& handler);

 private:
  struct Sockets;
  explicit Server(std::unique_ptr<Sockets> sockets);
  std::unique_ptr<Sockets> sockets_;
};

}  // namespace sellerd::sandbox
