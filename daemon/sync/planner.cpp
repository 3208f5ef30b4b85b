#include "daemon/sync/planner.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace sellerd::sync {
namespace {

// Index entries per turn of the event loop: about a millisecond.
constexpr std::size_t kRunsAtOnce = 1'000;
constexpr Duration kMinute = std::chrono::minutes(1);
// What a window of changes holds is judged by a span of at least this length: days differ.
constexpr Duration kShortestSample = std::chrono::days(7);

Result<std::int64_t> count_piece(const store::Store& store, std::uint32_t integration, store::Range& range,
                                 bool& more) {
  std::int64_t count = 0;
  std::size_t looked_at = 0;
  std::string last;
  auto scanned = store.scan(store::kOrdersByTime, range, store::Direction::forward,
                            [&](store::IndexEntry, std::string_view key) -> Result<bool> {
                              auto parts = store::kOrdersByTime.parse(key);
                              if (!parts) return parts.error();
                              if (std::get<1>(*parts) == integration) ++count;
                              last = key;
                              return ++looked_at < kRunsAtOnce;
                            });
  if (!scanned) return scanned.error();
  more = looked_at == kRunsAtOnce;
  range.from = last + '\0';
  return count;
}

}  // namespace

const RouteEstimate* choose_route(const std::vector<RouteEstimate>& estimates) {
  const RouteEstimate* detailed = nullptr;
  const RouteEstimate* fastest = nullptr;
  for (const auto& estimate : estimates) {
    const bool has_detail = estimate.route != Route::report;
    if (has_detail && (detailed == nullptr || estimate.duration < detailed->duration)) detailed = &estimate;
    if (fastest == nullptr || estimate.duration < fastest->duration) fastest = &estimate;
  }
  return detailed != nullptr && detailed->duration <= kDetailIsWorth ? detailed : fastest;
}

Task<Result<std::optional<std::int64_t>>> expected_orders(const store::Store& store,
                                                          std::uint32_t integration, Window window) {
  const auto mark =
      store.get_or_default(store::kWatermarks, integration, Module::orders, store::CursorKind::watermark);
  if (!mark) co_return mark.error();
  if (!mark->read_from || *mark->read_from > window.from) co_return std::optional<std::int64_t>();
  store::Range range{store::make_key(window.from), store::make_key(window.to + Duration(1))};
  std::int64_t count = 0;
  for (bool more = true; more;) {
    auto piece = count_piece(store, integration, range, more);
    if (!piece) co_return piece.error();
    count += *piece;
    if (more)
      co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
  }
  co_return std::optional(count);
}

Task<Result<RouteQuestion>> question_of(const store::Store& store, const Run& run) {
  RouteQuestion question{.axis = run.axis, .from = *run.window_from, .to = *run.window_to};
  const Window window{question.from, question.to};
  if (run.axis == TimeAxis::created) {
    auto expected = co_await expected_orders(store, run.integration, window);
    if (!expected) co_return expected.error();
    question.orders = *expected;
    co_return question;
  }
  const Duration length = window.to - window.from;
  const Duration sample = std::max(length, kShortestSample);
  auto expected = co_await expected_orders(store, run.integration, {window.to - sample, window.to});
  if (!expected) co_return expected.error();
  if (*expected)
    question.orders = (**expected * (length / kMinute) + sample / kMinute - 1) / (sample / kMinute);
  co_return question;
}

}  // namespace sellerd::sync
