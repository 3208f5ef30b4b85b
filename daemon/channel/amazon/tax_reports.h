// Reads the merchant tax report (MTR) of Amazon.in from a report of one kind, page by page, resumable at any
// row.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>

#include "daemon/channel/amazon/open_reports.h"
#include "daemon/channel/amazon/report_place.h"
#include "daemon/channel/amazon/reports.h"

namespace sellerd::amazon {

struct TaxReportSource {
  std::string marketplace_id;
  std::uint32_t integration = 0;
};

// Thread: the event loop's. Several runs may read at a time. Between pages it holds the reports as downloaded
// (compressed), and the name of every row that was read.
class TaxReports {
 public:
  TaxReports(TaxReportSource source, Reports& reports, Clock& clock, boost::asio::any_io_executor executor);
  ~TaxReports();

  // As ListingsReader::fetch(): an empty token asks for a new report and gives an empty page whose token
  // holds the report's id. Errors besides the reports': conflict when the token's report is gone, shorter
  // than its place, or a day old; malformed.
  Task<Result<Page<TaxReportRow>>> fetch(TaxReportQuery query, CallContext& context);

 private:
  struct Open;

  Task<Result<Page<TaxReportRow>>> begin(const TaxReportQuery& query, CallContext& context);
  // Null without an error when Amazon has no rows to report.
  Task<Result<std::unique_ptr<Open>>> open(TaxReportKind kind, const ReportPlace& place,
                                           CallContext& context);
  Result<Page<TaxReportRow>> read_page(Open& open) const;

  TaxReportSource source_;
  Reports& reports_;
  Clock& clock_;
  boost::asio::any_io_executor executor_;
  OpenReports<Open> open_;
};

}  // namespace sellerd::amazon
