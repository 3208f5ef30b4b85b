#include "tests/bench/made_pages.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "common/json.h"
#include "tests/sandbox/orders_api.h"
#include "tests/sandbox/synthetic.h"

namespace sellerd::bench {
namespace {

constexpr std::size_t kChunk = 10'000;
constexpr std::size_t kMadeAtOnce = 100;
constexpr int kDays = 90;  // of the shop that is repeated
constexpr Duration kSpan = std::chrono::days(700);
constexpr std::uint64_t kSeed = 1;
constexpr std::uint64_t kHalf = 10'000'000;  // an id has two halves of seven digits

// "408-1234567-7654321" moved on by so many in its first half.
std::string moved_id(const std::string& id, std::size_t by) {
  char half[8];
  const auto moved = (std::stoull(id.substr(4, 7)) + by) % kHalf;
  std::snprintf(half, sizeof half, "%07llu", static_cast<unsigned long long>(moved));
  return id.substr(0, 4) + half + id.substr(11);
}

}  // namespace

sandbox::MarketData bench_shop(std::size_t orders, Timestamp end) {
  return sandbox::make_synthetic(
      {.seed = kSeed, .orders = std::min(orders, kChunk), .days = kDays, .start = end});
}

// The orders of one stretch of time, and where the search of them stands.
struct MadePages::Chunk {
  Chunk(sandbox::MarketData of_shop, Timestamp begin, Timestamp end) : data(std::move(of_shop)) {
    parameters = {{"marketplaceIds", shop.marketplace_id},
                  {"createdAfter", format_time(begin)},
                  {"createdBefore", format_time(end)},
                  {"maxResultsPerPage", "100"},
                  {"includedData", "FULFILLMENT,PROCEEDS,PROMOTION,CANCELLATION,PACKAGES,RECIPIENT,PAYMENT"}};
    now = end + std::chrono::minutes(5);
  }

  // The page, and whether another one follows.
  std::pair<json::object, bool> next() {
    const auto answer = api.search(parameters, now, {});
    auto page = parse_json(answer.body)->get_object();
    if (!page.contains("orders")) throw std::logic_error(answer.body);
    const auto* pagination = page.if_contains("pagination");
    if (pagination != nullptr)
      parameters["paginationToken"] = json::value_to<std::string>(pagination->at("nextToken"));
    return {std::move(page), pagination != nullptr};
  }

  sandbox::Shop shop;
  sandbox::FaultInjector faults{{}, kSeed};
  sandbox::MarketData data;
  sandbox::OrdersApi api{data, shop, faults, kSeed};
  sandbox::Parameters parameters;
  Timestamp now;
};

MadePages::MadePages(std::size_t orders, Timestamp end)
    : orders_(orders <= kChunk ? orders : (orders + kChunk - 1) / kChunk * kChunk),
      chunks_((orders + kChunk - 1) / kChunk),
      end_(end) {}

MadePages::~MadePages() = default;

void MadePages::open_chunk() {
  const auto span = kSpan / static_cast<std::int64_t>(chunks_);
  const Timestamp begin = end_ - kSpan + span * static_cast<std::int64_t>(opened_);
  auto data = bench_shop(orders_, end_);
  const Timestamp first = end_ - std::chrono::days(kDays);
  sandbox::OrderBook moved;
  for (sandbox::OrderNumber number = 0; number < data.orders.size(); ++number) {
    auto order = data.orders.at(number);
    const Duration life = order.updated - order.created;
    const auto into = static_cast<double>((order.created - first).count()) /
                      static_cast<double>(Duration(std::chrono::days(kDays)).count());
    order.created = begin + Duration(static_cast<std::int64_t>(into * static_cast<double>(span.count())));
    order.updated = std::min(order.created + life, end_);
    order.id = moved_id(order.id, opened_);
    for (auto& line : order.lines) line.id = 0;
    moved.add(std::move(order)).value();
  }
  data.orders = std::move(moved);
  ++opened_;
  chunk_ = std::make_unique<Chunk>(std::move(data), begin, begin + span);
}

void MadePages::make_more() {
  const OwnTime time(making_);
  while (made_.size() < kMadeAtOnce && (chunk_ || opened_ < chunks_)) {
    if (!chunk_) open_chunk();
    auto [page, more] = chunk_->next();
    if (!more) chunk_.reset();
    // One search over all stretches: the tokens are ours.
    page.erase("pagination");
    ++made_ever_;
    if (chunk_ || opened_ < chunks_)
      page["pagination"] = {{"nextToken", "page " + std::to_string(made_ever_)}};
    page["createdBefore"] = format_time(end_);
    made_.push_back(json::serialize(page));
  }
}

std::optional<std::string> MadePages::next() {
  if (made_.empty()) make_more();
  if (made_.empty()) return std::nullopt;
  auto page = std::move(made_.front());
  made_.pop_front();
  return page;
}

}  // namespace sellerd::bench
