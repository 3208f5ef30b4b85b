// A strict imitation of Amazon's Selling Partner API for one seller: Login with Amazon, Sellers v1, Orders
// 2026-01-01 and confirmShipment of v0, Reports and Feeds 2021-06-30 with their store of documents, Tokens
// 2021-03-01 for those of tax reports, Listings Items 2021-08-01 and FBA Inventory v1, behind one function;
// and the buyers.
//
// It owns no socket, no thread and no clock: it knows the time from its calls only, and answers the same
// sequence of calls in the same way, byte for byte, for the same options and data. Thread: every call from
// one thread.
//
// Paths, whatever the host:
//   POST /auth/o2/token            tokens
//   GET, PUT /documents/...        what a presigned address leads to
//   GET  /_sandbox/truth           what the marketplace holds and has seen, for tests and people
//   POST /_sandbox/sales           a buyer buys: ?sku=...&quantity=...&pending=true&easyShip=true; 201 with
//                                  {"orderId":...,"sku":...,"quantity":N,"liveQuantity":N}, or 409
//   POST /_sandbox/cancellations   a buyer cancels: ?orderId=...; 204, or 409
//   everything else                the Selling Partner API
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tests/sandbox/answers.h"
#include "tests/sandbox/documents.h"
#include "tests/sandbox/faults.h"
#include "tests/sandbox/fba_stock.h"
#include "tests/sandbox/feeds_api.h"
#include "tests/sandbox/inventory_api.h"
#include "tests/sandbox/listings_api.h"
#include "tests/sandbox/login.h"
#include "tests/sandbox/market_data.h"
#include "tests/sandbox/orders_api.h"
#include "tests/sandbox/reports_api.h"
#include "tests/sandbox/restricted_tokens.h"
#include "tests/sandbox/selling.h"
#include "tests/sandbox/shipments_api.h"
#include "tests/sandbox/shop.h"
#include "tests/sandbox/stock_writes.h"
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
  FeedTimes feed_times;
  WriteTimes write_times;
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

  // Lets what is due by then happen: feeds are processed, written quantities take effect. Every call does.
  void settle(Timestamp now);

  // A buyer buys, or cancels (selling.h). A sale never exceeds what the listing shows at that time; whether
  // it exceeds what the seller has is for the test to compare.
  Result<Sale> sell(const Purchase& purchase, Timestamp now);
  Result<> cancel_by_buyer(const std::string& order_id, Timestamp now);
  const std::vector<Sale>& sales() const { return selling_.sales(); }

  const OrdersApi& orders_api() const { return orders_api_; }

  // What buyers can buy of it now. Error: not_found.
  Result<std::int64_t> live_quantity(std::string_view sku, Timestamp now);

  // {"orders":N,"lines":N,"items":N,"statuses":{...},"packages":N,
  //  "listings":{"merchant":N,"amazon":N,"quantity":N,"issues":N},
  //  "writes":{"accepted":N,"applied":N,"superseded":N,"lost":N,"rejected":N,"pending":N},
  //  "feeds":{...},"sales":{"orders":N,"units":N,"refused":N},"calls":{...},"faults":{...}}
  // as of the last call. Items are listings; their quantity is what buyers can buy of the merchant's.
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
  HandledResponse handle_document(const http::Request& request, const Target& target, Timestamp now);
  http::Response handle_door(const http::Request& request, const Target& target, Timestamp now);
  HandledResponse handle_api(const http::Request& request, const Target& target, Timestamp now);
  http::Response handle_operation(const MatchedOperation& matched, const http::Request& request,
                                  const Target& target, Timestamp now, Fault fault);
  std::optional<http::Response> refuse_caller(const http::Request& request, const Target& target,
                                              Timestamp now, Fault fault);
  std::optional<http::Response> failed_answer(Fault fault);
  std::string request_id();

  MarketplaceOptions options_;
  MarketData data_;
  Login login_;
  FaultInjector faults_;
  Documents documents_;
  FbaStock warehouse_;
  StockWrites writes_;
  Selling selling_;
  OrdersApi orders_api_;
  ShipmentsApi shipments_api_;
  ReportsApi reports_api_;
  RestrictedTokens restricted_tokens_;
  ListingsApi listings_api_;
  FeedsApi feeds_api_;
  InventoryApi inventory_api_;
  std::uint64_t answered_ = 0;
  Timestamp settled_;  // the time of the last call
};

}  // namespace sellerd::sandbox
