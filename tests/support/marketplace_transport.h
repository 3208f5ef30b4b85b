// The network of a test: requests go to the marketplace model in the same process, and suffer what it wants
// them to.
#pragma once

#include <functional>

#include "daemon/http/transport.h"
#include "tests/sandbox/marketplace.h"

namespace sellerd::test {

class MarketplaceTransport final : public http::Transport {
 public:
  MarketplaceTransport(sandbox::Marketplace& marketplace, Clock& clock)
      : marketplace_(marketplace), clock_(clock) {}

  Task<Result<http::Response>> send(http::Request request) override;

  // No answer at all, as with the cable pulled.
  bool unplugged = false;
  Duration latency{80};
  std::uint64_t requests = 0;

  // Sees every answer of the marketplace before it suffers on its way back.
  std::function<void(const http::Request&, const sandbox::HandledResponse&)> on_answer;
  // The marketplace goes by its own clock, which is right while the daemon's wall clock jumps.
  bool own_clock = false;

 private:
  sandbox::Marketplace& marketplace_;
  Clock& clock_;
};

}  // namespace sellerd::test
