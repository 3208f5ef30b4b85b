#include "daemon/channel/amazon/estimate.h"

#include <algorithm>
#include <map>

#include "daemon/channel/amazon/order_report_reader.h"

namespace sellerd::amazon {
namespace {

constexpr std::int64_t kOrdersPerPage = 100;
constexpr std::int64_t kNanoPerToken = 1'000'000'000;

// The buckets and the clock of one rehearsal.
class Rehearsal {
 public:
  Rehearsal(const RouteQuestion& question, const std::vector<QuotaView>& buckets, const Pace& pace)
      : question_(question), pace_(pace), now_(pace.now) {
    for (const auto& view : buckets) {
      buckets_[view.operation] = {view.tokens_micro * 1'000, std::max<std::int64_t>(view.rate_micro, 1),
                                  view.burst * kNanoPerToken, pace.now};
    }
    if (question.reserve) live_at_ = question.reserve->at;
  }

  Timestamp now() const { return now_; }
  void pass(Duration span) { now_ += span; }

  bool ready(const Operation& operation) { return wait(operation) == Duration::zero(); }

  void call(const Operation& operation) {
    for (Duration span = wait(operation); span > Duration::zero(); span = wait(operation)) now_ += span;
    bucket(operation).tokens -= kNanoPerToken;
    ++counts_[std::string(operation.name)];
    now_ += pace_.latency;
  }

  RouteEstimate result(Route route) const {
    RouteEstimate estimate{.route = route, .duration = now_ - pace_.now};
    for (const auto& [operation, calls] : counts_) estimate.operations.push_back({operation, calls});
    return estimate;
  }

 private:
  struct Level {
    std::int64_t tokens;  // in thousand-millionths
    std::int64_t rate;    // of them a millisecond
    std::int64_t capacity;
    Timestamp filled;
  };

  Level& bucket(const Operation& operation) {
    Level& level = buckets_.at(std::string(operation.name));
    level.tokens = std::min(level.capacity, level.tokens + (now_ - level.filled).count() * level.rate);
    level.filled = now_;
    return level;
  }

  Duration wait(const Operation& operation) {
    if (question_.reserve) let_live_runs_pass();
    const Level& level = bucket(operation);
    const auto until = [&](std::int64_t tokens) {
      return Duration(tokens <= level.tokens ? 0 : (tokens - level.tokens + level.rate - 1) / level.rate);
    };
    if (!question_.reserve) return until(kNanoPerToken);
    const std::int64_t kept =
        std::min(question_.reserve->calls * kNanoPerToken, level.capacity - kNanoPerToken);
    const std::int64_t needed = kNanoPerToken + kept;
    const std::int64_t left = (live_at_ - now_).count();
    const std::int64_t inflow = left > needed / level.rate ? needed : left * level.rate;
    if (level.tokens + inflow >= needed) return until(kNanoPerToken);
    return std::min(until(needed), std::max(Duration(left), Duration(1)));
  }

  // The schedule goes on meanwhile and takes its calls.
  void let_live_runs_pass() {
    while (live_at_ <= now_) {
      for (auto& [name, level] : buckets_) level.tokens -= std::min(level.tokens, kNanoPerToken);
      live_at_ += std::max<Duration>(question_.interval, std::chrono::minutes(1));
    }
  }

  const RouteQuestion& question_;
  const Pace& pace_;
  Timestamp now_;
  Timestamp live_at_{};
  std::map<std::string, Level> buckets_;
  std::map<std::string, std::int64_t> counts_;
};

// As OrderReportReader::fetch() and Reports::wait() go about it.
void rehearse_reports(Rehearsal& rehearsal, const RouteQuestion& question, const Pace& pace) {
  std::size_t slices = 1;
  auto slice = OrderReportPlace::first_of(question.from, question.to, question.orders);
  for (; slice.to < question.to; ++slices) slice = slice.next_slice(question.to);
  std::vector<Timestamp> made;
  for (std::size_t read = 0; read < slices;) {
    const bool may_ask = made.size() < slices && made.size() - read <= OrderReportReader::kMostReportsAhead;
    if (made.size() == read || (may_ask && rehearsal.ready(operations::kCreateReport))) {
      rehearsal.call(operations::kCreateReport);
      made.push_back(rehearsal.now() + pace.making_time);
      continue;
    }
    for (int look = 0;; ++look) {
      rehearsal.pass(Reports::pause_before_look(look));
      rehearsal.call(operations::kGetReport);
      if (rehearsal.now() >= made[read]) break;
    }
    rehearsal.call(operations::kGetReportDocument);
    rehearsal.pass(pace.latency);  // the download
    ++read;
  }
}

}  // namespace

std::vector<RouteEstimate> estimate_routes(const RouteQuestion& question,
                                           const std::vector<QuotaView>& buckets, const Pace& pace) {
  std::vector<RouteEstimate> estimates;
  if (question.orders) {
    Rehearsal rehearsal(question, buckets, pace);
    const std::int64_t pages =
        std::max<std::int64_t>(1, (*question.orders + kOrdersPerPage - 1) / kOrdersPerPage);
    for (std::int64_t page = 0; page < pages; ++page) rehearsal.call(operations::kSearchOrders);
    estimates.push_back(rehearsal.result(Route::search));
  }
  Rehearsal reports(question, buckets, pace);
  rehearse_reports(reports, question, pace);
  estimates.push_back(reports.result(Route::report));
  if (question.lookups > 0) {
    Rehearsal rehearsal(question, buckets, pace);
    for (std::int64_t order = 0; order < question.lookups; ++order) rehearsal.call(operations::kGetOrder);
    estimates.push_back(rehearsal.result(Route::lookup));
  }
  return estimates;
}

}  // namespace sellerd::amazon
