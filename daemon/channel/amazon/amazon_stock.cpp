#include "daemon/channel/amazon/amazon_stock.h"

#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <set>

#include "daemon/channel/amazon/fault.h"
#include "daemon/channel/amazon/listings_items_codec.h"
#include "daemon/channel/amazon/query.h"
#include "daemon/channel/amazon/report_opening.h"
#include "daemon/channel/amazon/shipment_codec.h"
#include "daemon/channel/amazon/write_estimate.h"

namespace sellerd::amazon {
namespace {

constexpr std::size_t kMostIdentifiers = 20;  // of a search, and listings on a page of it
constexpr int kInventoryTries = 3;
constexpr std::size_t kPagesWithoutNews = 100;
constexpr std::string_view kItems = "/listings/2021-08-01/items/";
constexpr std::string_view kLiveParts = "fulfillmentAvailability,issues,relationships";

// A list parameter is cut at its commas.
bool has_comma(const std::string& sku) {
  return sku.find(',') != std::string::npos;
}

QuantityAnswer refused_answer(std::string sku, const Fault& fault) {
  QuantityAnswer answer{.sku = std::move(sku)};
  answer.reason = fault.code;
  if (!fault.message.empty()) answer.reason += (answer.reason.empty() ? "" : ": ") + fault.message;
  return answer;
}

}  // namespace

AmazonStock::AmazonStock(StockAccount account, Client& client, const Quota& quota, Clock& clock,
                         boost::asio::any_io_executor executor)
    : account_(std::move(account)),
      client_(client),
      quota_(quota),
      clock_(clock),
      executor_(executor),
      feeds_(account_.marketplace_id, client, clock, std::move(executor)) {}

std::string AmazonStock::item_target(const std::string& sku) const {
  return std::string(kItems) + percent_encode(account_.seller_id) + "/" + percent_encode(sku);
}

Task<Result<QuantityAnswer>> AmazonStock::write_quantity(QuantityWrite write, CallContext& context) {
  Call call{"PATCH", item_target(write.sku), json::serialize(quantity_patch(write.quantity)), true};
  call.target += Query().add("marketplaceIds", account_.marketplace_id).text();
  const auto answer = co_await client_.call(operations::kPatchListingsItem, std::move(call), context);
  if (!answer) co_return answer.error();
  auto result = answer->status < 300 ? read_submission(answer->body, write.sku)
                                     : refused_answer(write.sku, read_fault(answer->body));
  if (result) {
    result->request_id = answer->request_id;
    co_return result;
  }
  // A success of another shape: whether it was accepted is in doubt.
  Error error = result.error();
  error.code = ErrorCode::unavailable;
  co_return error;
}

std::size_t AmazonStock::most_to_read() const {
  return kMostIdentifiers;
}

Task<Result<std::vector<LiveListing>>> AmazonStock::read_live(std::vector<std::string> skus,
                                                              CallContext& context) {
  std::vector<std::string> apart;
  std::erase_if(skus, [&](const std::string& sku) {
    if (has_comma(sku)) apart.push_back(sku);
    return has_comma(sku);
  });
  std::vector<LiveListing> listings;
  if (!skus.empty()) {
    auto found = co_await search(std::move(skus), context);
    if (!found) co_return found.error();
    listings = std::move(*found);
  }
  for (auto& sku : apart) {
    auto found = co_await get(std::move(sku), context);
    if (!found) co_return found.error();
    if (*found) listings.push_back(std::move(**found));
  }
  co_return listings;
}

Task<Result<std::vector<LiveListing>>> AmazonStock::search(std::vector<std::string> skus,
                                                           CallContext& context) {
  Query query;
  query.add("marketplaceIds", account_.marketplace_id)
      .add("identifiers", boost::algorithm::join(skus, ","))
      .add("identifiersType", "SKU")
      .add("includedData", kLiveParts)
      .add("pageSize", std::to_string(kMostIdentifiers));
  const std::string target = std::string(kItems) + percent_encode(account_.seller_id) + query.text();
  std::vector<LiveListing> listings;
  std::set<std::string> wanted(skus.begin(), skus.end());
  std::string token;
  // All fit on one page; should Amazon make more of them, none has less than one listing.
  for (std::size_t page = 0; page < kMostIdentifiers; ++page) {
    const std::string more = token.empty() ? "" : "&pageToken=" + percent_encode(token);
    const auto answer =
        co_await client_.call(operations::kSearchListingsItems, Call{"GET", target + more, {}}, context);
    if (!answer) co_return answer.error();
    auto found = read_live_page(answer->body);
    if (!found) co_return found.error();
    for (auto& listing : found->listings) {
      // Each once, and none that is spelt otherwise.
      if (wanted.erase(listing.sku) != 0) listings.push_back(std::move(listing));
    }
    token = std::move(found->next_token);
    if (token.empty()) co_return listings;
  }
  co_return make_error(ErrorCode::malformed, "a search of a few listings has pages without end",
                       "pagination.nextToken");
}

Task<Result<std::optional<LiveListing>>> AmazonStock::get(std::string sku, CallContext& context) {
  Query query;
  query.add("marketplaceIds", account_.marketplace_id).add("includedData", kLiveParts);
  const Call call{"GET", item_target(sku) + query.text(), {}};
  const auto answer = co_await client_.call(operations::kGetListingsItem, call, context);
  std::optional<LiveListing> found;
  if (!answer) {
    if (answer.error().code == ErrorCode::not_found) co_return found;
    co_return answer.error();
  }
  auto listing = read_live_listing(answer->body);
  if (!listing) co_return listing.error();
  if (listing->sku == sku) found = std::move(*listing);
  co_return found;
}

Task<Result<std::string>> AmazonStock::send_batch(std::vector<QuantityWrite> writes, CallContext& context) {
  if (writes.empty() || writes.size() > kMostInFeed) {
    co_return make_error(ErrorCode::invalid_argument,
                         "a batch has 1 to " + std::to_string(kMostInFeed) + " writes", "writes");
  }
  FeedText text(account_.seller_id);
  std::uint64_t written = 0;
  for (const auto& write : writes) {
    text.add(write);
    co_await give_way(++written, executor_);
  }
  co_return co_await feeds_.create(std::move(text).finish(), context);
}

std::size_t AmazonStock::most_in_batch() const {
  return kMostInFeed;
}

Task<Result<std::optional<std::string>>> AmazonStock::find_batch(Timestamp since, CallContext& context) {
  co_return co_await feeds_.find(since, context);
}

Task<Result<std::vector<QuantityAnswer>>> AmazonStock::await_batch(std::string batch, CallContext& context) {
  co_return co_await feeds_.wait(std::move(batch), context);
}

WriteEstimate AmazonStock::estimate_writes(std::int64_t writes) const {
  std::vector<QuotaView> buckets;
  for (const Operation& operation : operations::kOfStock) buckets.push_back(quota_.view(operation));
  return estimate_quantity_writes(writes, buckets,
                                  {clock_.now(), client_.latency(), feeds_.processing_time()});
}

Task<Result<std::vector<FulfilmentStock>>> AmazonStock::fetch_fulfilment_stock(CallContext& context) {
  for (int tries = 1;; ++tries) {
    auto held = co_await read_warehouses(context);
    if (held) {
      std::vector<FulfilmentStock> stocks;
      for (auto& [sku, stock] : *held) stocks.push_back(std::move(stock));
      co_return stocks;
    }
    if (held.error().code != ErrorCode::conflict) co_return held.error();
    if (tries == kInventoryTries) {
      co_return make_error(ErrorCode::unavailable,
                           "the pages of the stock expire before they are read: " + held.error().message);
    }
  }
}

// Page after page without a pause: a token lives for 30 seconds. Error: conflict when one is refused all the
// same.
Task<Result<std::map<std::string, FulfilmentStock>>> AmazonStock::read_warehouses(CallContext& context) {
  Query query;
  query.add("details", "true")
      .add("granularityType", "Marketplace")
      .add("granularityId", account_.marketplace_id)
      .add("marketplaceIds", account_.marketplace_id);
  const std::string target = "/fba/inventory/v1/summaries" + query.text();
  // A label that moves from page to page while they are read comes twice; the later one is newer.
  std::map<std::pair<std::string, std::string>, FulfilmentStock> by_label;
  std::set<std::string> tokens;
  std::string token;
  for (std::size_t pages = 1;; ++pages) {
    const std::string more = token.empty() ? "" : "&nextToken=" + percent_encode(token);
    const auto answer =
        co_await client_.call(operations::kGetInventorySummaries, Call{"GET", target + more, {}}, context);
    if (!answer) {
      Error error = answer.error();
      if (error.code == ErrorCode::conflict && token.empty()) error.code = ErrorCode::refused;
      co_return error;
    }
    auto page = read_inventory(answer->body);
    if (!page) co_return page.error();
    for (auto& held : page->stocks) {
      std::string sku = held.stock.sku;
      by_label.insert_or_assign({std::move(sku), std::move(held.label)}, std::move(held.stock));
    }
    token = std::move(page->next_token);
    if (token.empty()) break;
    if (!tokens.insert(token).second)
      co_return make_error(ErrorCode::malformed, "leads to the same page again", "pagination.nextToken");
    // A page may be empty, but not one after the other.
    if (pages > kPagesWithoutNews + by_label.size()) {
      co_return make_error(ErrorCode::malformed,
                           "leads on without end: " + std::to_string(pages) + " pages held " +
                               std::to_string(by_label.size()) + " SKUs",
                           "pagination.nextToken");
    }
  }
  std::map<std::string, FulfilmentStock> stocks;
  for (const auto& [label, held] : by_label) {
    FulfilmentStock& stock = stocks.try_emplace(held.sku, FulfilmentStock{.sku = held.sku}).first->second;
    stock.sellable += held.sellable;
    stock.reserved += held.reserved;
    stock.inbound += held.inbound;
  }
  co_return stocks;
}

Task<Result<void>> AmazonStock::confirm_shipment(ShipmentNotice notice, CallContext& context) {
  if (notice.order_id.empty()) {
    co_return make_error(ErrorCode::invalid_argument, "is empty", "order_id");
  }
  auto body = confirm_shipment_body(notice, account_.marketplace_id);
  if (!body) co_return body.error();
  const Call call{"POST", "/orders/v0/orders/" + percent_encode(notice.order_id) + "/shipmentConfirmation",
                  std::move(*body)};
  const auto answer = co_await client_.call(operations::kConfirmShipment, call, context);
  if (answer) co_return Result<void>();
  Error error = answer.error();
  if (error.code == ErrorCode::conflict) error.code = ErrorCode::refused;  // there is no page here
  co_return error;
}

std::optional<Error> AmazonStock::why_not_told(const Order& order) const {
  const auto& programs = order.programs;
  if (std::find(programs.begin(), programs.end(), "AMAZON_EASY_SHIP") == programs.end()) return std::nullopt;
  return make_error(ErrorCode::conflict,
                    "it is an Easy Ship order: Amazon collects it and tracks it itself, and takes no other "
                    "carrier's number",
                    order.order_id,
                    "schedule its pick-up in Seller Central; the next sync shows it as shipped");
}

}  // namespace sellerd::amazon
