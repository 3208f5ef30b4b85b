// The network of a test: requests go to the marketplace models in the same process, and suffer what those
// want them to.
#pragma once

#include <functional>
#include <vector>

#include "daemon/http/transport.h"
#include "tests/sandbox/marketplace.h"

namespace sellerd::test {

// Thread: the event loop's.
class MarketplaceTransport final : public http::Transport {
 public:
  MarketplaceTransport(sandbox::Marketplace& marketplace, Clock& clock) : clock_(clock) { add(marketplace); }

  // One more host, that of its base address. Not owned.
  void add(sandbox::Marketplace& marketplace) { places_.push_back({&marketplace}); }

  Task<Result<http::Response>> send(http::Request request) override;

  // No answer at all, as with the cable pulled.
  bool unplugged = false;
  Duration latency{80};
  std::uint64_t requests = 0;
  // Of one marketplace, by the order in which they were added.
  std::uint64_t requests_to(std::size_t market) const { return places_.at(market).requests; }

  // Sees every answer of a marketplace, by its number, before it suffers on its way back.
  std::function<void(std::size_t market, const http::Request&, const sandbox::HandledResponse&)> on_answer;
  // The marketplaces go by their own clock, which is right while the daemon's wall clock jumps.
  bool own_clock = false;

 private:
  struct Place {
    sandbox::Marketplace* marketplace;
    std::uint64_t requests = 0;
  };
  std::size_t find(const std::string& url) const;

  std::vector<Place> places_;
  Clock& clock_;
};

}  // namespace sellerd::test
