// From the id of a report to its rows.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <optional>
#include <string>

#include "daemon/channel/amazon/report_rows.h"
#include "daemon/channel/amazon/reports.h"

namespace sellerd::amazon {

struct OpenedDocument {
  std::optional<Document> document;  // nothing when Amazon cancelled the report: there is no data
  std::optional<Timestamp> created;  // when Amazon says that it was asked for
};

// Waits for the report and downloads it. Errors besides the reports': conflict when Amazon does not hold it
// any more, or was asked for it longer ago than `oldest`.
Task<Result<OpenedDocument>> open_document(Reports& reports, Clock& clock, std::string report_id,
                                           ReportRights rights, Duration oldest, CallContext& context);

struct OpenedReport {
  std::unique_ptr<ReportRows> rows;  // null when Amazon cancelled the report: there is no data
  std::optional<Timestamp> created;  // when Amazon says that it was asked for
};

// The same of a report of tab-separated rows that anybody may have. Errors: the same.
Task<Result<OpenedReport>> open_report(Reports& reports, Clock& clock, std::string report_id, Duration oldest,
                                       CallContext& context);

// To be called after each row of a long reading: now and then lets others have the event loop.
Task<> give_way(std::uint64_t rows_read, boost::asio::any_io_executor executor);

// When a report is not what a page token says that it is.
Error start_again(std::string why);

// Passes over the first `count` rows. Errors: conflict when there are fewer; malformed, refused.
Task<Result<void>> skip_rows(ReportRows& rows, std::uint64_t count, boost::asio::any_io_executor executor);

}  // namespace sellerd::amazon
