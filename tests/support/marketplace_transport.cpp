#include "tests/support/marketplace_transport.h"

#include <stdexcept>

namespace sellerd::test {
namespace {

Error unreachable(std::string message) {
  return make_error(ErrorCode::unavailable, std::move(message));
}

}  // namespace

// A request to nobody is a bug of the daemon, which keeps each account to its own addresses.
std::size_t MarketplaceTransport::find(const std::string& url) const {
  for (std::size_t market = 0; market < places_.size(); ++market) {
    if (url.starts_with(places_[market].marketplace->options().base_url + "/")) return market;
  }
  throw std::logic_error("a request to a host that is nobody's");
}

Task<Result<http::Response>> MarketplaceTransport::send(http::Request request) {
  const std::size_t market = find(request.url);
  ++requests;
  ++places_[market].requests;
  co_await clock_.sleep(latency);
  if (unplugged) co_return unreachable("the network is unreachable");
  auto& marketplace = *places_[market].marketplace;
  auto handled = marketplace.handle(request, own_clock ? Timestamp(clock_.uptime()) : clock_.now());
  if (on_answer) on_answer(market, request, handled);
  if (!handled.fault) co_return std::move(handled.response);
  const auto& fault = *handled.fault;
  switch (fault.kind) {
    case sandbox::SocketFault::Kind::reset:
      co_return unreachable("the connection was reset");
    case sandbox::SocketFault::Kind::truncate:
      co_return unreachable("the answer broke off after " + std::to_string(fault.truncate_after) + " of " +
                            std::to_string(handled.response.body.size()) + " bytes");
    case sandbox::SocketFault::Kind::delay:
      break;
  }
  if (fault.delay >= request.timeout) {
    co_await clock_.sleep(request.timeout);
    co_return unreachable("no answer in time");
  }
  co_await clock_.sleep(fault.delay);
  co_return std::move(handled.response);
}

}  // namespace sellerd::test
