#include "tests/sandbox/reports_api.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "tests/sandbox/gzip.h"
#include "tests/sandbox/job_filter.h"
#include "tests/sandbox/report_rows.h"
#include "tests/sandbox/tax_report_rows.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kTabs = "text/tab-separated-values; charset=UTF-8";
constexpr std::string_view kCommas = "text/csv; charset=UTF-8";
constexpr std::uint64_t kFirstReportId = 50'023'018'000;

JobFilterRules report_filter_rules(const Shop& shop) {
  return {"reportTypes", is_report_type, shop.marketplace_id};
}

}  // namespace

// Empty when the report would have no rows.
std::string ReportsApi::make_document(const ReportRequest& request) {
  GzipWriter gzip;
  const RowSink sink = [&](std::string_view row) { gzip.write(row); };
  std::size_t rows = 0;
  if (request.kind == ReportKind::listings) {
    rows = write_listing_rows(data_, sink);
  } else if (request.about_tax()) {
    rows =
        write_tax_rows(data_, shop_, request.kind == ReportKind::tax_b2b, *request.start, *request.end, sink);
  } else {
    const auto axis = request.kind == ReportKind::orders_by_last_update ? OrderBook::Axis::updated
                                                                        : OrderBook::Axis::created;
    rows = write_order_rows(data_, shop_, axis, *request.start, *request.end, sink);
  }
  return rows == 0 ? std::string{} : gzip.finish();
}

http::Response ReportsApi::create(const std::string& body, Timestamp now, Fault fault) {
  auto request = read_report_request(body, shop_.marketplace_id, now);
  if (request.has_error()) return invalid_input(request.error());
  if (request->about_tax() && !shop_.has_tax_role)
    return unauthorized("Access to requested resource is denied.");
  forget_old(now);
  Report report;
  report.request = *request;
  report.id = std::to_string(kFirstReportId + ++created_);
  report.created = now;
  report.ended = now + times_.queue + times_.progress;
  // Amazon's default for both ends is "now".
  request->start = request->start.value_or(now);
  request->end = request->end.value_or(now);
  if (fault == Fault::report_fatal || fault == Fault::report_cancelled) {
    report.fate = fault == Fault::report_fatal ? Fate::fatal : Fate::cancelled;
    faults_.happened(fault);
  } else if (std::string document = make_document(*request); document.empty()) {
    report.fate = Fate::cancelled;  // Amazon cancels reports for which it has no data
  } else {
    report.document_id = documents_.add(std::move(document), request->about_tax() ? kCommas : kTabs);
  }
  reports_.push_back(std::move(report));
  return json_answer(202, json::object{{"reportId", reports_.back().id}});
}

void ReportsApi::forget_old(Timestamp now) {
  std::erase_if(reports_, [&](const Report& report) {
    const bool old = report.created + report.request.retention() < now;
    if (old) documents_.remove(report.document_id);
    return old;
  });
}

const ReportsApi::Report* ReportsApi::find(std::string_view report_id, Timestamp now) const {
  for (const Report& report : reports_) {
    if (report.id == report_id && report.created + report.request.retention() >= now) return &report;
  }
  return nullptr;
}

std::string_view ReportsApi::status(const Report& report, Timestamp now) const {
  if (now >= report.ended) {
    if (report.fate == Fate::done) return "DONE";
    return report.fate == Fate::fatal ? "FATAL" : "CANCELLED";
  }
  return now < report.created + times_.queue ? "IN_QUEUE" : "IN_PROGRESS";
}

json::object ReportsApi::render(const Report& report, Timestamp now) const {
  const bool started = now >= report.created + times_.queue;
  const bool ended = now >= report.ended;
  json::object out;
  out["reportId"] = report.id;
  out["reportType"] = report.request.type;
  out["marketplaceIds"] = json::array{shop_.marketplace_id};
  if (report.request.start) out["dataStartTime"] = format_time(*report.request.start);
  if (report.request.end) out["dataEndTime"] = format_time(*report.request.end);
  out["createdTime"] = format_time(report.created);
  out["processingStatus"] = status(report, now);
  if (started) out["processingStartTime"] = format_time(report.created + times_.queue);
  if (ended) out["processingEndTime"] = format_time(report.ended);
  if (ended && report.fate == Fate::done) out["reportDocumentId"] = report.document_id;
  return out;
}

http::Response ReportsApi::get(std::string_view report_id, Timestamp now) const {
  const Report* report = find(report_id, now);
  if (report == nullptr) return not_found("There is no report with this id.");
  return json_answer(200, render(*report, now));
}

// Newest first.
http::Response ReportsApi::list(const Parameters& parameters, Timestamp now) const {
  const auto filter = read_job_filter(parameters, report_filter_rules(shop_), now);
  if (filter.has_error()) return invalid_input(filter.error());
  json::array page;
  json::object answer;
  std::size_t seen = 0;
  for (auto report = reports_.rbegin(); report != reports_.rend(); ++report) {
    const bool wanted = find(report->id, now) != nullptr &&
                        filter->wants(report->request.type, status(*report, now), report->created);
    if (!wanted || ++seen <= filter->skip) continue;
    if (page.size() == filter->page_size) {
      answer["nextToken"] =
          job_page_token(*filter, report_filter_rules(shop_), filter->skip + filter->page_size);
      break;
    }
    page.push_back(render(*report, now));
  }
  answer["reports"] = std::move(page);
  return json_answer(200, answer);
}

// Only a report that has not been begun can be cancelled.
http::Response ReportsApi::cancel(std::string_view report_id, Timestamp now) {
  const Report* found = find(report_id, now);
  if (found == nullptr) return not_found("There is no report with this id.");
  if (status(*found, now) != "IN_QUEUE") {
    return invalid_input(
        make_error(ErrorCode::invalid_argument, "the report is no longer in the queue", "reportId"));
  }
  Report& report = reports_[static_cast<std::size_t>(std::ranges::find(reports_, found->id, &Report::id) -
                                                     reports_.begin())];
  report.fate = Fate::cancelled;
  report.ended = now;
  documents_.remove(report.document_id);
  return text_answer(200, "application/json", "");
}

http::Response ReportsApi::document(std::string_view document_id, Timestamp now,
                                    bool restricted_token) const {
  const auto report = std::ranges::find(reports_, document_id, &Report::document_id);
  const bool ready =
      !document_id.empty() && report != reports_.end() && now >= report->ended && documents_.has(document_id);
  if (!ready || find(report->id, now) == nullptr) return not_found("There is no document with this id.");
  if (report->request.kind == ReportKind::tax_b2b && !restricted_token)
    return unauthorized("Access to requested resource is denied.");
  return json_answer(200, json::object{{"reportDocumentId", document_id},
                                       {"url", documents_.address(document_id, now)},
                                       {"compressionAlgorithm", "GZIP"}});
}

}  // namespace sellerd::sandbox
