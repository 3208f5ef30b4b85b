// A strict imitation of Amazon's Selling Partner API for one seller: Login with Amazon, Sellers v1, Orders
// 2026-01-01, Reports 2021-06-30 and the store of report documents, behind one function.
//
// It owns no socket, no thread and no clock: it knows the time from its calls only, and answers the same
// sequence of calls in the same way, byte for byte, for the same options and data. Thread: every call from
// one thread.
//
// Paths, whatever the host:
//   POST /auth/o2/token            tokens
//   GET  /documents/...            what a presigned address leads to
//   GET  /_sandbox/truth           what the marketplace holds and has seen, for tests and people
//   everything else                the Selling Partner API
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tests/sandbox/answers.h"
#include "tests/sandbox/documents.h"
#include "tests/sandbox/faults.h"
#include "tests/sandbox/login.h"
#include "tests/sandbox/market_data.h"
#include "tests/sandbox/orders_api.h"
#include "tests/sandbox/reports_api.h"
#include "tests/sandbox/shop.h"
#include "tests/sandbox/token_buckets.h"

namespace sellerd::sandbox {

struct MarketplaceOptions {
  std::uint64_t seed = 1;
  std::string base_url = "http://127.0.0.1";  // of document addresses; no slash at the end
  Shop shop;
  Credentials credentials;  // those of default_credentials(seed) while blank
  Duration token_lifetime = std::chrono::hours{1};
  double rate_multiplier = 1;
  // Amazon's buckets belong to a pair of seller and application: marketplaces of one pair share them. Buckets
  // of its own, with the multiplier above, when null.
  std::shared_ptr<TokenBuckets> buckets;
  ReportTimes report_times;
  FaultPlan faults;
};

Credentials default_credentials(std::uint64_t seed);

class Marketplace {
 public:
  Marketplace(MarketplaceOptions options, MarketData data);
  Marketplace(const Marketplace&) = delete;  // its parts refer to each other
  Marketplace& operator=(const Marketplace&) = delete;

  // Header names of the request must be in lower case. The body of the answer to HEAD and the like is not the
  // model's business.
  HandledResponse handle(const http::Request& request, Timestamp now);

  // {"orders":N,"lines":N,"items":N,"statuses":{...},"calls":{...},"faults":{...}}; items are listings.
  boost::json::object truth() const;

  // To change the world under a client's feet.
  OrderBook& orders() { return data_.orders; }
  Catalogue& catalogue() { return data_.catalogue; }
  Login& login() { return login_; }
  const Login& login() const { return login_; }
  FaultInjector& faults() { return faults_; }

  const MarketData& data() const { return data_; }
  const MarketplaceOptions& options() const { return options_; }

 private:
  HandledResponse handle_token(const http::Request& request, Timestamp now);
  HandledResponse handle_download(const http::Request& request, const Target& target, Timestamp now);
  HandledResponse handle_api(const http::Request& request, const Target& target, Timestamp now);
  http::Response handle_operation(Operation operation, const std::string& argument,
                                  const http::Request& request, const Target& target, Timestamp now,
                                  Fault fault);
  std::optional<http::Response> refuse_caller(const http::Request& request, Timestamp now, Fault fault);
  std::optional<http::Response> failed_answer(Fault fault);
  HandledResponse carried(http::Response response, Fault fault);
  std::string request_id();

  MarketplaceOptions options_;
  MarketData data_;
  Login login_;
  FaultInjector faults_;
  Documents documents_;
  OrdersApi orders_api_;
  ReportsApi reports_api_;
  std::uint64_t answered_ = 0;
};

}  // namespace sellerd::sandbox
