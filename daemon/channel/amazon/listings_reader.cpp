#include "daemon/channel/amazon/listings_reader.h"

#include "daemon/channel/amazon/digest.h"
#include "daemon/channel/amazon/report_opening.h"

namespace sellerd::amazon {
namespace {

constexpr std::size_t kListingsPerPage = 500;
constexpr Duration kOldestListingsReport = std::chrono::hours(24);
constexpr std::string_view kReportType = "GET_MERCHANT_LISTINGS_ALL_DATA";

}  // namespace

struct ListingsReader::Open {
  Open(ReportPlace at, OpenedReport report, ListingsDecoder columns)
      : place(std::move(at)),
        rows(std::move(report.rows)),
        created(report.created),
        decoder(std::move(columns)) {}

  ReportPlace place;
  std::unique_ptr<ReportRows> rows;
  std::optional<Timestamp> created;
  ListingsDecoder decoder;
};

ListingsReader::ListingsReader(ListingsSource source, Reports& reports, Clock& clock,
                               boost::asio::any_io_executor executor)
    : source_(std::move(source)), reports_(reports), clock_(clock), executor_(std::move(executor)) {}

ListingsReader::~ListingsReader() = default;

Task<Result<Page<Listing>>> ListingsReader::fetch(std::string page_token, CallContext& context) {
  if (page_token.empty()) co_return co_await begin(context);
  const auto place = ReportPlace::parse(page_token);
  if (!place) co_return place.error();
  Open* reading = open_.find(*place);
  if (reading == nullptr) {
    auto opened = co_await open(*place, context);
    if (!opened) co_return opened.error();
    if (!*opened) co_return Page<Listing>{};
    reading = &open_.put(std::move(*opened));
  }
  auto page = read_page(*reading);
  // After an error the document is not trusted any more: the next try downloads it again.
  if (!page || page->next_token.empty()) open_.drop(place->report_id);
  co_return page;
}

Task<Result<Page<Listing>>> ListingsReader::begin(CallContext& context) {
  // Amazon's own time of it comes with the next page: it may go by another clock.
  const Timestamp asked = clock_.now();
  auto id = co_await reports_.create({std::string(kReportType), source_.marketplace_id, {}}, context);
  if (!id) co_return id.error();
  Page<Listing> page;
  page.request_id = *id;
  page.body_hash = short_digest(*id);  // each page has one of its own, also this one
  page.progress_permille = 0;
  page.bound = asked;
  page.next_token = ReportPlace{std::move(*id), 0}.token();
  co_return page;
}

Task<Result<std::unique_ptr<ListingsReader::Open>>> ListingsReader::open(const ReportPlace& place,
                                                                         CallContext& context) {
  auto report = co_await open_report(reports_, clock_, place.report_id, kOldestListingsReport, context);
  if (!report) co_return report.error();
  if (!report->rows) co_return std::unique_ptr<Open>();
  ReportRows& rows = *report->rows;
  const auto charset = rows.charset();
  if (!charset) co_return charset.error();
  const auto header = rows.header();
  if (!header) co_return header.error();
  auto decoder = ListingsDecoder::make(*header, *charset, source_.currency, source_.integration);
  if (!decoder) co_return decoder.error();
  const auto skipped = co_await skip_rows(rows, place.row, executor_);
  if (!skipped) co_return skipped.error();
  co_return std::make_unique<Open>(place, std::move(*report), std::move(*decoder));
}

Result<Page<Listing>> ListingsReader::read_page(Open& open) {
  Page<Listing> page;
  page.request_id = open.place.report_id;
  page.bound = open.created;
  std::string raw;
  TsvRow row;
  bool more = true;
  while (page.records.size() < kListingsPerPage) {
    const auto got = open.rows->next(row);
    if (!got) return got.error();
    more = *got;
    if (!more) break;
    ++open.place.row;
    raw.append(row.raw).push_back('\n');
    page.records.push_back(open.decoder.decode(row));
  }
  page.body_hash = short_digest(raw);
  page.progress_permille = more ? open.rows->progress_permille() : 1000;
  if (more) page.next_token = open.place.token();
  return page;
}

}  // namespace sellerd::amazon
