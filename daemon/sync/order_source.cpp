#include <algorithm>

#include "daemon/probe.h"
#include "daemon/sync/planner.h"
#include "daemon/sync/record_source.h"

namespace sellerd::sync {
namespace {

// A page of looked-up orders: one commit.
constexpr std::size_t kLookupsPerPage = 20;
// The token of the lookup phase: this, and the last id that was looked up.
constexpr std::string_view kLookupToken = ">";
constexpr int kLookupPermille = 950;
// In a row. Of pages that bring only what is in already there may be one more for each of the run's records:
// a window that is read again brings them once more.
constexpr std::int64_t kMostPagesWithoutNews = 100;

Timestamp time_of(const Order& order, TimeAxis axis) {
  return axis == TimeAxis::created ? order.created : order.last_updated;
}

void look_up_from_the_start(Checkpoint& checkpoint) {
  checkpoint.phase = RunPhase::lookup;
  checkpoint.page_token = kLookupToken;
}

}  // namespace

Task<Result<Page<Order>>> OrderSource::next(Checkpoint& checkpoint) {
  if (!run().record_id.empty()) co_return co_await pull();
  const bool at_start = checkpoint.phase == RunPhase::pages && checkpoint.page_token.empty();
  if (at_start && !run().job.empty() && !checkpoint.route_fixed) {
    if (auto planned = co_await plan(checkpoint); !planned) co_return planned.error();
  }
  if (checkpoint.phase == RunPhase::lookup) co_return co_await look_up(checkpoint);
  if (auto goes_on = check_news(checkpoint); !goes_on) co_return goes_on.error();
  take_faster_route(checkpoint);
  auto page = co_await fetch_window(checkpoint);
  if (!page) co_return page.error();
  empty_pages_ = page->records.empty() ? empty_pages_ + 1 : 0;
  for (const auto& record : page->records) {
    if (const auto* order = std::get_if<Order>(&record)) position_ = time_of(*order, run().axis);
  }
  if (page->next_token.empty() && run().resync_of != 0) {
    checkpoint.phase = RunPhase::lookup;
    page->next_token = kLookupToken;
  }
  co_return page;
}

Task<Result<void>> OrderSource::plan(Checkpoint& checkpoint) {
  if (!run().window_from) {
    if (run().resync_of != 0) look_up_from_the_start(checkpoint);
    co_return Result<void>();
  }
  auto question = co_await question_of(tools_.store, run());
  if (!question) co_return question.error();
  if (run().resync_of != 0) {
    auto original = tools_.store.get(store::kRuns, run().resync_of, run().integration);
    if (!original) co_return original.error();
    if (*original) question->lookups = (*original)->counts.distinct();
  }
  expected_ = question->orders;
  if (tools_.context.reserve) question->reserve = tools_.context.reserve();
  question->interval = std::chrono::minutes(tools_.preferences.interval_minutes);
  const auto estimates = tools_.channel.estimate(*question);
  const auto* chosen = choose_route(estimates);
  // Without a known number it begins with a search, which tells more.
  const bool known = question->orders || (chosen != nullptr && chosen->route == Route::lookup);
  run().route = chosen != nullptr && known ? chosen->route : Route::search;
  if (run().route == Route::lookup) look_up_from_the_start(checkpoint);
  co_return Result<void>();
}

// A search whose pages lead on and bring nothing has no end. (Reports end with their documents.)
Result<void> OrderSource::check_news(const Checkpoint& checkpoint) {
  if (run().route != Route::search || checkpoint.page_token.empty()) return {};
  const auto distinct = run().counts.distinct();
  without_news_ = distinct > distinct_ ? 0 : without_news_ + 1;
  distinct_ = distinct;
  const bool goes_on =
      empty_pages_ <= kMostPagesWithoutNews && without_news_ <= kMostPagesWithoutNews + distinct;
  if (goes_on) return {};
  return make_error(ErrorCode::refused,
                    "the marketplace sends pages without end: " + std::to_string(without_news_) +
                        " in a row held nothing new",
                    {}, "sync again later; if it stays so, report it");
}

// Within a search: when the rest would take longer than reports of it, reports it is. Pages that are in are
// in; the overlap is for what moved while they were read.
void OrderSource::take_faster_route(Checkpoint& checkpoint) {
  const bool searching = run().route == Route::search && !checkpoint.page_token.empty();
  if (!searching || checkpoint.route_fixed || !position_) return;
  const Timestamp from = std::clamp(*position_ - std::chrono::minutes(tools_.preferences.overlap_minutes),
                                    *run().window_from, *run().window_to);
  RouteQuestion question{.axis = run().axis, .from = from, .to = *run().window_to, .orders = orders_left()};
  if (tools_.context.reserve) question.reserve = tools_.context.reserve();
  question.interval = std::chrono::minutes(tools_.preferences.interval_minutes);
  const auto estimates = tools_.channel.estimate(question);
  const auto* chosen = choose_route(estimates);
  if (chosen == nullptr || chosen->route != Route::report) return;
  reached(Probe::route_changed);
  run().route = Route::report;
  expected_ = question.orders;
  checkpoint.from = from;
  checkpoint.page_token.clear();
  checkpoint.token_issued.reset();
  checkpoint.last_page_hash.clear();
}

// What the books expect, or as many as the part that was read lets expect of the rest.
std::int64_t OrderSource::orders_left() const {
  const Run& run = tools_.live.run;
  const std::int64_t read = run.counts.distinct();
  if (expected_ && *expected_ > read) return *expected_ - read;
  const double done = static_cast<double>((*position_ - *run.window_from).count());
  const double left = static_cast<double>((*run.window_to - *position_).count());
  if (done <= 0) return read;
  return static_cast<std::int64_t>(static_cast<double>(read) * left / done);
}

Task<Result<Page<Order>>> OrderSource::fetch_window(const Checkpoint& checkpoint) {
  OrdersQuery query{checkpoint.from.value_or(*run().window_from),
                    *run().window_to,
                    checkpoint.page_token,
                    checkpoint.token_issued,
                    run().axis,
                    expected_,
                    wants_personal()};
  if (run().route == Route::report) {
    reached(Probe::route_report);
    co_return co_await tools_.channel.fetch_orders_by_report(std::move(query), tools_.context);
  }
  co_return co_await tools_.channel.fetch_orders(std::move(query), tools_.context);
}

Task<Result<Page<Order>>> OrderSource::pull() {
  auto page = co_await tools_.channel.fetch_order(run().record_id, tools_.context, wants_personal());
  if (page || page.error().code != ErrorCode::not_found) co_return page;
  co_return make_error(ErrorCode::refused, "the marketplace does not know the order " + run().record_id, {},
                       "check the id against sellerctl orders; the marketplace may not keep older ones");
}

Task<Result<Page<Order>>> OrderSource::look_up(const Checkpoint& checkpoint) {
  std::string last = checkpoint.page_token.substr(kLookupToken.size());
  const auto ids = ids_to_look_up(last);
  if (!ids) co_return ids.error();
  Page<Order> page;
  for (const auto& id : *ids) {
    auto found = co_await tools_.channel.fetch_order(id, tools_.context, wants_personal());
    reached(Probe::order_looked_up);
    if (!found && found.error().code == ErrorCode::not_found) {
      page.missing.push_back(id);
    } else if (!found) {
      co_return found.error();
    } else {
      page.request_id = found->request_id;
      std::move(found->records.begin(), found->records.end(), std::back_inserter(page.records));
      std::move(found->personal.begin(), found->personal.end(), std::back_inserter(page.personal));
    }
  }
  page.progress_permille = kLookupPermille;
  if (ids->size() == kLookupsPerPage) page.next_token = std::string(kLookupToken) + last;
  co_return page;
}

// The next ids of the re-synced run after `last` that this run has not brought; `last` is then where to go
// on.
Result<std::vector<std::string>> OrderSource::ids_to_look_up(std::string& last) {
  std::vector<std::string> ids;
  auto range = store::all_under(run().resync_of, run().integration);
  if (!last.empty()) range.from = store::make_key(run().resync_of, run().integration, last) + '\0';
  auto scanned = tools_.store.scan(store::kRunRecords, range, store::Direction::forward,
                                   [&](const RecordOutcome& row, std::string_view) -> Result<bool> {
                                     last = row.record_id;
                                     // The place of a record whose id could not be read is no id.
                                     if (row.record_id.find(' ') != std::string::npos) return true;
                                     auto brought = tools_.brought(row.record_id);
                                     if (!brought) return brought.error();
                                     if (!*brought) ids.push_back(row.record_id);
                                     return ids.size() < kLookupsPerPage;
                                   });
  if (!scanned) return scanned.error();
  return ids;
}

}  // namespace sellerd::sync
