#include "daemon/channel/amazon/report_opening.h"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "daemon/probe.h"

namespace sellerd::amazon {
namespace {

constexpr std::uint64_t kRowsPerTurn = 5'000;

}  // namespace

Error start_again(std::string why) {
  return make_error(ErrorCode::conflict, std::move(why), "page_token");
}

Task<Result<OpenedDocument>> open_document(Reports& reports, Clock& clock, std::string report_id,
                                           ReportRights rights, Duration oldest, CallContext& context) {
  const auto done = co_await reports.wait(std::move(report_id), context, rights);
  if (!done) {
    if (done.error().code == ErrorCode::not_found)
      co_return start_again("Amazon does not hold the report any more");
    co_return done.error();
  }
  if (done->created && clock.now() - *done->created > oldest) {
    reached(Probe::report_too_old);
    co_return start_again("the report is more than " + format_duration(oldest) + " old");
  }
  OpenedDocument opened{std::nullopt, done->created};
  if (done->document_id.empty()) {
    reached(Probe::report_cancelled);
    co_return opened;
  }
  auto document = co_await reports.fetch(done->document_id, context, rights);
  if (!document) co_return document.error();
  opened.document = std::move(*document);
  co_return opened;
}

Task<Result<OpenedReport>> open_report(Reports& reports, Clock& clock, std::string report_id, Duration oldest,
                                       CallContext& context) {
  auto found = co_await open_document(reports, clock, std::move(report_id), {}, oldest, context);
  if (!found) co_return found.error();
  OpenedReport opened{nullptr, found->created};
  if (found->document) opened.rows = std::make_unique<ReportRows>(std::move(*found->document));
  co_return opened;
}

Task<> give_way(std::uint64_t rows_read, boost::asio::any_io_executor executor) {
  if (rows_read % kRowsPerTurn == 0) co_await boost::asio::post(executor, boost::asio::use_awaitable);
}

Task<Result<void>> skip_rows(ReportRows& rows, std::uint64_t count, boost::asio::any_io_executor executor) {
  TsvRow row;
  for (std::uint64_t read = 0; read < count;) {
    const auto got = rows.next(row);
    if (!got) co_return got.error();
    if (!*got) co_return start_again("the report is shorter than it was");
    co_await give_way(++read, executor);
  }
  co_return Result<void>();
}

}  // namespace sellerd::amazon
