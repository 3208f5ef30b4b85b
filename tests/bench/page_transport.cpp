#include "tests/bench/page_transport.h"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace sellerd::bench {
namespace {

// The highest that the daemon believes; no page waits for its quota.
constexpr const char* kRate = "1000.0";
constexpr double kRateMultiplier = 1'000'000;

sandbox::MarketplaceOptions options() {
  sandbox::MarketplaceOptions options;
  options.rate_multiplier = kRateMultiplier;
  options.report_times = {Duration(1), Duration(1)};
  return options;
}

Timestamp last_midnight(const Clock& clock) {
  return std::chrono::floor<std::chrono::days>(clock.now());
}

}  // namespace

PageTransport::PageTransport(boost::asio::any_io_executor loop, Clock& clock, std::size_t orders)
    : clock_(clock),
      released_(std::move(loop)),
      pages_(orders, last_midnight(clock)),
      marketplace_(options(), bench_shop(orders, last_midnight(clock))) {}

Task<Result<http::Response>> PageTransport::send(http::Request request) {
  // As the real one, it never answers before the caller waits.
  co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
  if (request.url.find("/orders/2026-01-01/orders?") == std::string::npos)
    co_return marketplace_.handle(request, clock_.now()).response;
  waiting_ = true;
  while (held_back_) co_await released_.wait();
  waiting_ = false;
  auto page = pages_.next();
  if (!page) co_return make_error(ErrorCode::internal, "there are no more pages");
  co_return http::Response{
      .status = 200,
      .headers = {{"content-type", "application/json"}, {"x-amzn-ratelimit-limit", kRate}},
      .body = std::move(*page)};
}

void PageTransport::go_on() {
  held_back_ = false;
  released_.notify();
}

api::Connect::Request PageTransport::connect_request() const {
  const auto& options = marketplace_.options();
  const auto& keys = marketplace_.login().credentials();
  return {.channel = "amazon-in",
          .seller_id = options.shop.seller_id,
          .credentials = {keys.client_id, keys.client_secret, keys.refresh_token},
          .endpoint = options.base_url,
          .token_endpoint = options.base_url + "/auth/o2/token"};
}

}  // namespace sellerd::bench
