#include "daemon/channel/amazon/estimate.h"

#include "daemon/channel/amazon/jobs.h"
#include "daemon/channel/amazon/order_report_reader.h"

namespace sellerd::amazon {
namespace {

constexpr std::int64_t kOrdersPerSearchPage = 100;

RouteEstimate result(Route route, const Rehearsal& rehearsal) {
  RouteEstimate estimate{.route = route, .duration = rehearsal.elapsed()};
  for (const auto& [operation, calls] : rehearsal.counts()) estimate.operations.push_back({operation, calls});
  return estimate;
}

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
      rehearsal.pass(pause_before_look(look));
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
  std::optional<Rehearsal::LiveRuns> others;
  if (question.reserve) others = Rehearsal::LiveRuns{*question.reserve, question.interval};
  if (question.orders) {
    Rehearsal rehearsal(buckets, pace, others);
    const std::int64_t pages =
        std::max<std::int64_t>(1, (*question.orders + kOrdersPerSearchPage - 1) / kOrdersPerSearchPage);
    rehearsal.call(operations::kSearchOrders, pages);
    estimates.push_back(result(Route::search, rehearsal));
  }
  Rehearsal reports(buckets, pace, others);
  rehearse_reports(reports, question, pace);
  estimates.push_back(result(Route::report, reports));
  if (question.lookups > 0) {
    Rehearsal rehearsal(buckets, pace, others);
    rehearsal.call(operations::kGetOrder, question.lookups);
    estimates.push_back(result(Route::lookup, rehearsal));
  }
  return estimates;
}

}  // namespace sellerd::amazon
