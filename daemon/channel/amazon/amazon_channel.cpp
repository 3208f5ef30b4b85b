#include "daemon/channel/amazon/amazon_channel.h"

#include "daemon/channel/amazon/amazon_stock.h"
#include "daemon/channel/amazon/client.h"
#include "daemon/channel/amazon/estimate.h"
#include "daemon/channel/amazon/listings_reader.h"
#include "daemon/channel/amazon/marketplaces.h"
#include "daemon/channel/amazon/order_personal_codec.h"
#include "daemon/channel/amazon/order_report_reader.h"
#include "daemon/channel/amazon/orders_codec.h"
#include "daemon/channel/amazon/participations_codec.h"
#include "daemon/channel/amazon/query.h"
#include "daemon/channel/amazon/tax_reports.h"
#include "daemon/probe.h"

namespace sellerd::amazon {
namespace {

constexpr Duration kPageTokenLife = std::chrono::hours(24);
constexpr std::size_t kLongestOrderId = 64;
constexpr std::string_view kTaxReportCountry = "IN";
constexpr std::string_view kOrderParts =
    "FULFILLMENT,PROCEEDS,PROMOTION,CANCELLATION,PACKAGES,RECIPIENT,PAYMENT";

std::string order_parts(bool personal) {
  return std::string(kOrderParts) + (personal ? ",BUYER" : "");
}

// The same for every page of a window but for includedData, which may change: Amazon refuses a page token
// with other parameters.
std::string orders_target(const OrdersQuery& query, const std::string& marketplace_id) {
  Query parameters;
  const bool by_update = query.axis == TimeAxis::updated;
  parameters.add("marketplaceIds", marketplace_id)
      .add(by_update ? "lastUpdatedAfter" : "createdAfter", format_time(query.from))
      .add(by_update ? "lastUpdatedBefore" : "createdBefore", format_time(query.to))
      .add("maxResultsPerPage", "100")
      .add("includedData", order_parts(query.personal));
  if (!query.page_token.empty()) parameters.add("paginationToken", query.page_token);
  return "/orders/2026-01-01/orders" + parameters.text();
}

class AmazonChannel : public Channel {
 public:
  AmazonChannel(AmazonChannelSettings settings, Clock& clock, http::Transport& transport, QuotaLedger& ledger,
                Random& random, boost::asio::any_io_executor executor, CallListener on_call, Aside aside)
      : integration_(std::move(settings.integration)),
        time_zone_(find_marketplace(integration_.channel)->time_zone),
        clock_(clock),
        aside_(std::move(aside)),
        quota_(quota_scope(integration_.seller_id, settings.credentials.client_id), clock, ledger, executor),
        tokens_(integration_.token_endpoint, std::move(settings.credentials), clock, transport, executor),
        client_(integration_.endpoint, quota_, tokens_, clock, transport, random, std::move(on_call), aside_),
        reports_(client_, clock),
        listings_({integration_.marketplace_id, integration_.currency, integration_.number}, reports_, clock,
                  executor),
        order_report_({integration_.marketplace_id, integration_.number,
                       [this](OrdersQuery query, CallContext& context) {
                         return first_order(std::move(query), context);
                       }},
                      reports_, clock, executor),
        tax_reports_({integration_.marketplace_id, integration_.number}, reports_, clock, executor),
        stock_({integration_.seller_id, integration_.marketplace_id}, client_, quota_, clock, executor) {}

  Task<Result<Account>> verify(CallContext& context) override {
    const Call call{"GET", "/sellers/v1/marketplaceParticipations", {}};
    const auto answer = co_await client_.call(operations::kGetMarketplaceParticipations, call, context);
    if (!answer) co_return answer.error();
    auto account = read_account(answer->body, integration_.marketplace_id);
    if (account) account->server_time = answer->server_time;
    co_return account;
  }

  Task<Result<Page<Order>>> fetch_orders(OrdersQuery query, CallContext& context) override {
    if (!query.page_token.empty() && query.token_issued &&
        clock_.now() - *query.token_issued >= kPageTokenLife) {
      reached(Probe::page_token_old);
      co_return make_error(ErrorCode::conflict,
                           "the page token is more than a day old: start this window again", "page_token");
    }
    const Call call{"GET", orders_target(query, integration_.marketplace_id), {}};
    auto answer = co_await client_.call(operations::kSearchOrders, call, context);
    if (!answer) {
      Error error = answer.error();
      if (error.code == ErrorCode::conflict && query.page_token.empty()) error.code = ErrorCode::refused;
      co_return error;
    }
    auto page = co_await work_out(aside_, [&answer, &query, number = integration_.number] {
      // Taken apart there as well: a page has ten thousand values.
      const json::value body = std::move(answer->body);
      auto decoded = decode_orders(body, number);
      if (decoded && query.personal) decoded->personal = read_personal_of_page(body);
      return decoded;
    });
    if (!page) co_return page.error();
    page->request_id = answer->request_id;
    page->body_hash = answer->body_hash;
    co_return page;
  }

  Task<Result<Page<Order>>> fetch_order(std::string order_id, CallContext& context, bool personal) override {
    if (order_id.empty() || order_id.size() > kLongestOrderId) {
      co_return make_error(ErrorCode::invalid_argument, "is not an order id", "order_id");
    }
    const Call call{"GET",
                    "/orders/2026-01-01/orders/" + percent_encode(order_id) +
                        Query().add("includedData", order_parts(personal)).text(),
                    {}};
    auto answer = co_await client_.call(operations::kGetOrder, call, context);
    if (!answer) co_return answer.error();
    const auto marketplace = marketplace_of_order(answer->body);
    if (!marketplace.empty() && marketplace != integration_.marketplace_id) {
      co_return make_error(ErrorCode::not_found,
                           "the order is of another marketplace of the seller's: " + marketplace, "order_id");
    }
    auto order = decode_order(answer->body, integration_.number);
    if (!order) co_return order.error();
    Page<Order> page;
    page.records.push_back(std::move(*order));
    if (personal) page.personal = read_personal_of_order(answer->body);
    page.request_id = answer->request_id;
    page.body_hash = answer->body_hash;
    co_return page;
  }

  Task<Result<Page<Order>>> fetch_orders_by_report(OrdersQuery query, CallContext& context) override {
    co_return co_await order_report_.fetch(std::move(query), context);
  }

  Task<Result<Page<Listing>>> fetch_listings(std::string page_token, CallContext& context) override {
    co_return co_await listings_.fetch(std::move(page_token), context);
  }

  Task<Result<Page<TaxReportRow>>> fetch_tax_report(TaxReportQuery query, CallContext& context) override {
    if (find_marketplace(integration_.channel)->country != kTaxReportCountry) {
      co_return make_error(ErrorCode::refused, "Amazon makes a merchant tax report for India only, not for " +
                                                   integration_.channel);
    }
    co_return co_await tax_reports_.fetch(std::move(query), context);
  }

  StockChannel& stock() override { return stock_; }

  std::vector<QuotaView> quota() const override {
    std::vector<QuotaView> views;
    for (const Operation& operation : operations::kOfRuns) views.push_back(quota_.view(operation));
    for (const Operation& operation : operations::kOfStock) views.push_back(quota_.view(operation));
    return views;
  }

  std::vector<RouteEstimate> estimate(const RouteQuestion& question) const override {
    return estimate_routes(question, quota(), {clock_.now(), client_.latency(), reports_.making_time()});
  }

  std::string time_zone() const override { return time_zone_; }

 private:
  // The earliest of the first page; an order that cannot be understood may be the window's first.
  Task<Result<std::optional<Timestamp>>> first_order(OrdersQuery query, CallContext& context) {
    query.personal = false;
    auto page = co_await fetch_orders(query, context);
    if (!page) co_return page.error();
    std::optional<Timestamp> first;
    if (!page->next_token.empty()) first = query.to;
    for (const auto& record : page->records) {
      const auto* order = std::get_if<Order>(&record);
      const Timestamp time = order == nullptr                  ? query.from
                             : query.axis == TimeAxis::created ? order->created
                                                               : order->last_updated;
      first = std::min(first.value_or(time), time);
    }
    co_return first;
  }

  Integration integration_;
  std::string time_zone_;
  Clock& clock_;
  Aside aside_;
  Quota quota_;
  TokenCache tokens_;
  Client client_;
  Reports reports_;
  ListingsReader listings_;
  OrderReportReader order_report_;
  TaxReports tax_reports_;
  AmazonStock stock_;
};

}  // namespace

Result<std::unique_ptr<Channel>> make_amazon_channel(AmazonChannelSettings settings, Clock& clock,
                                                     http::Transport& transport, QuotaLedger& quota,
                                                     Random& random, boost::asio::any_io_executor executor,
                                                     CallListener on_call, Aside aside) {
  Integration& integration = settings.integration;
  const Marketplace* marketplace = find_marketplace(integration.channel);
  if (marketplace == nullptr) {
    return make_error(ErrorCode::invalid_argument,
                      "Amazon has no marketplace \"" + integration.channel + "\"", "channel");
  }
  if (integration.endpoint.empty()) integration.endpoint = marketplace->endpoint;
  if (integration.token_endpoint.empty()) integration.token_endpoint = kTokenEndpoint;
  if (integration.marketplace_id.empty()) integration.marketplace_id = marketplace->id;
  return std::make_unique<AmazonChannel>(std::move(settings), clock, transport, quota, random,
                                         std::move(executor), std::move(on_call), std::move(aside));
}

}  // namespace sellerd::amazon
