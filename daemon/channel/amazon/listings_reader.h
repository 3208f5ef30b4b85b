// Reads every listing of an account from one report, page by page, resumable at any row.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>

#include "daemon/channel/amazon/listings_codec.h"
#include "daemon/channel/amazon/open_reports.h"
#include "daemon/channel/amazon/report_place.h"
#include "daemon/channel/amazon/reports.h"

namespace sellerd::amazon {

struct ListingsSource {
  std::string marketplace_id;
  std::string currency;
  std::uint32_t integration = 0;
};

// Thread: the event loop's. Several runs may read at a time. Between pages it holds the reports as downloaded
// (compressed).
class ListingsReader {
 public:
  ListingsReader(ListingsSource source, Reports& reports, Clock& clock,
                 boost::asio::any_io_executor executor);
  ~ListingsReader();

  // An empty token asks for a new report and gives an empty page whose token holds the report's id: once that
  // is stored, a restart waits for the same report instead of asking for another (one may be asked for in 60
  // seconds). Error besides the reports': conflict when the token's report is gone, shorter than its place,
  // or a day old.
  Task<Result<Page<Listing>>> fetch(std::string page_token, CallContext& context);

 private:
  struct Open;

  Task<Result<Page<Listing>>> begin(CallContext& context);
  // Null without an error when Amazon has no listings to report.
  Task<Result<std::unique_ptr<Open>>> open(const ReportPlace& place, CallContext& context);
  Result<Page<Listing>> read_page(Open& open);

  ListingsSource source_;
  Reports& reports_;
  Clock& clock_;
  boost::asio::any_io_executor executor_;
  OpenReports<Open> open_;
};

}  // namespace sellerd::amazon
