#include "daemon/channel/amazon/reports.h"

#include <algorithm>

#include "daemon/channel/amazon/activity.h"
#include "daemon/channel/amazon/query.h"

namespace sellerd::amazon {
namespace {

constexpr std::string_view kReports = "/reports/2021-06-30/reports";
constexpr std::string_view kDocuments = "/reports/2021-06-30/documents/";
constexpr Duration kFirstPoll = std::chrono::seconds(1);
constexpr Duration kLongestPoll = std::chrono::seconds(30);
constexpr Duration kLongestWait = std::chrono::hours(2);
constexpr Duration kClockDifference = std::chrono::minutes(2);  // between Amazon and us, tolerated
constexpr int kCreateTries = 3;
constexpr int kAddressTries = 2;
constexpr std::size_t kMaximumDocument = 256ull << 20;

Call get(std::string target) {
  return Call{"GET", std::move(target), {}};
}

}  // namespace

Reports::Reports(Client& client, Clock& clock) : client_(client), clock_(clock) {}

Task<Result<std::string>> Reports::create(ReportRequest request, CallContext& context) {
  const Timestamp since = clock_.now() - kClockDifference;
  const Call call{"POST", std::string(kReports),
                  create_report_body(request.type, request.marketplace_id, request.range)};
  for (int tries = 1;; ++tries) {
    const auto answer = co_await client_.call(operations::kCreateReport, call, context);
    if (answer) co_return read_created_report(answer->body);
    if (answer.error().code != ErrorCode::unavailable) co_return answer.error();
    const auto found = co_await find_recent(request, since, context);
    if (!found) co_return found.error();
    if (*found) co_return std::move(**found);
    if (tries == kCreateTries) co_return answer.error();
  }
}

Task<Result<std::optional<std::string>>> Reports::find_recent(const ReportRequest& request, Timestamp since,
                                                              CallContext& context) {
  Query query;
  query.add("reportTypes", request.type).add("marketplaceIds", request.marketplace_id).add("pageSize", "10");
  query.add("createdSince", format_time(since));
  const auto answer =
      co_await client_.call(operations::kGetReports, get(std::string(kReports) + query.text()), context);
  if (!answer) co_return answer.error();
  auto id = read_newest_report(answer->body, request.range);
  if (!id) co_return id.error();
  std::optional<std::string> found;
  if (!id->empty()) found = std::move(*id);
  co_return found;
}

Duration Reports::pause_before_look(int look) {
  return std::min<Duration>(kFirstPoll * (1 << std::min(look, 10)), kLongestPoll);
}

Task<Result<ReportDone>> Reports::wait(std::string report_id, CallContext& context) {
  const Duration started = clock_.uptime();
  bool is_done = false;
  for (int look = 0;; ++look) {
    const Duration pause = pause_before_look(look);
    tell_waiting(context, "waiting for the report", clock_.now() + pause);
    co_await clock_.sleep(pause);
    auto checked = co_await check(report_id, is_done, context);
    if (!checked || is_done) {
      tell_going_on(context);
      co_return checked;
    }
    if (clock_.uptime() - started >= kLongestWait) {
      co_return make_error(ErrorCode::unavailable,
                           "the report is not ready after " + format_duration(kLongestWait));
    }
  }
}

Task<Result<ReportDone>> Reports::check(const std::string& report_id, bool& is_done, CallContext& context) {
  const auto answer = co_await client_.call(
      operations::kGetReport, get(std::string(kReports) + "/" + percent_encode(report_id)), context);
  if (!answer) co_return answer.error();
  const auto status = read_report_status(answer->body);
  if (!status) co_return status.error();
  is_done = status->state == ReportState::done || status->state == ReportState::cancelled;
  if (status->state == ReportState::fatal) {
    co_return make_error(ErrorCode::refused, "Amazon could not make the report (" + status->word + ")");
  }
  if (is_done && status->created && status->ended && *status->ended >= *status->created) {
    making_time_ = (making_time_ + (*status->ended - *status->created)) / 2;
  }
  co_return ReportDone{status->document_id, status->created};
}

Task<Result<ReportDocument>> Reports::fetch(std::string document_id, CallContext& context) {
  for (int tries = 1;; ++tries) {
    auto address = co_await address_of(document_id, context);
    if (!address) co_return address.error();
    auto response = co_await download(std::move(*address), context);
    if (!response) co_return response.error();
    if (response->status == 200) {
      co_return ReportDocument{std::move(response->body), std::string(response->header("content-type"))};
    }
    const bool expired = response->status == 403 || response->status == 400;
    if (!expired || tries == kAddressTries) {
      co_return make_error(ErrorCode::unavailable, "the download of the report was answered with status " +
                                                       std::to_string(response->status));
    }
  }
}

Task<Result<std::string>> Reports::address_of(const std::string& document_id, CallContext& context) {
  const auto answer = co_await client_.call(
      operations::kGetReportDocument, get(std::string(kDocuments) + percent_encode(document_id)), context);
  if (!answer) co_return answer.error();
  co_return read_document_address(answer->body);
}

// Network trouble and 5xx are tried again at the same address, which lives for five minutes.
Task<Result<http::Response>> Reports::download(std::string address, CallContext& context) {
  Attempt attempt;
  attempt.operation = Operation{"download of the report", {}, true};
  for (;; ++attempt.tries) {
    auto response = co_await client_.download(address, kMaximumDocument);
    attempt.failure.reset();
    attempt.status = 0;
    if (response) {
      attempt.status = response->status;
      if (response->status < 500 && response->status != 429) co_return response;
    } else {
      attempt.failure = response.error();
      // The address came from Amazon: no setting of ours is wrong.
      if (attempt.failure->code == ErrorCode::invalid_argument) attempt.failure->code = ErrorCode::refused;
    }
    const Decision decision = decide(attempt);
    if (decision.verdict != Decision::Verdict::retry) co_return decision.error;
    co_await client_.pause(decision, context);
  }
}

}  // namespace sellerd::amazon
