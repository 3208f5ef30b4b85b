#include "daemon/channel/amazon/reports.h"

#include "daemon/channel/amazon/documents.h"
#include "daemon/channel/amazon/jobs.h"
#include "daemon/channel/amazon/query.h"
#include "daemon/probe.h"

namespace sellerd::amazon {
namespace {

constexpr std::string_view kReports = "/reports/2021-06-30/reports";
constexpr std::string_view kReportDocuments = "/reports/2021-06-30/documents/";

}  // namespace

Reports::Reports(Client& client, Clock& clock) : client_(client), clock_(clock) {}

Task<Result<std::string>> Reports::create(ReportRequest request, CallContext& context) {
  const Timestamp since = clock_.now();
  const Call call{"POST", std::string(kReports),
                  create_report_body(request.type, request.marketplace_id, request.range), false,
                  request.rights.role};
  for (int tries = 1;; ++tries) {
    auto created = co_await ask_for_job(client_, operations::kCreateReport, call, kReportWords, context);
    if (created || created.error().code != ErrorCode::unavailable) co_return created;
    reached(Probe::report_looked_for);
    const auto found = co_await find_recent(request, since, context);
    if (!found) co_return found.error();
    if (*found) {
      reached(Probe::report_found_again);
      co_return std::move(**found);
    }
    if (tries == kCreateTries) co_return created;
  }
}

Task<Result<std::optional<std::string>>> Reports::find_recent(const ReportRequest& request, Timestamp since,
                                                              CallContext& context) {
  Query query;
  query.add("reportTypes", request.type).add("marketplaceIds", request.marketplace_id).add("pageSize", "10");
  query.add("createdSince", format_time(since - kClockDifference));
  const Call call{"GET", std::string(kReports) + query.text(), {}, false, request.rights.role};
  const auto answer = co_await client_.call(operations::kGetReports, call, context);
  if (!answer) co_return answer.error();
  auto id = read_newest_report(answer->body, request.range);
  if (!id) co_return id.error();
  std::optional<std::string> found;
  if (!id->empty()) found = std::move(*id);
  co_return found;
}

Task<Result<ReportDone>> Reports::wait(std::string report_id, CallContext& context, ReportRights rights) {
  JobSource source{operations::kGetReport, std::string(kReports) + "/" + percent_encode(report_id),
                   kReportWords, "report", rights.role};
  const auto status = co_await wait_for_job(client_, clock_, std::move(source), context);
  if (!status) co_return status.error();
  if (status->state == JobState::fatal) {
    reached(Probe::report_given_up);
    co_return make_error(ErrorCode::refused, "Amazon could not make the report (" + status->word + ")");
  }
  making_time_ = smoothed(making_time_, *status);
  co_return ReportDone{status->document_id, status->created};
}

Task<Result<Document>> Reports::fetch(std::string document_id, CallContext& context, ReportRights rights) {
  DocumentSource source{operations::kGetReportDocument,
                        std::string(kReportDocuments) + percent_encode(document_id), "report", rights.role,
                        rights.restricted};
  co_return co_await fetch_document(client_, std::move(source), context);
}

}  // namespace sellerd::amazon
