#include "daemon/channel/amazon/listings_reader.h"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "daemon/channel/amazon/digest.h"

namespace sellerd::amazon {
namespace {

constexpr std::size_t kRowsPerPage = 500;
constexpr std::uint64_t kRowsPerTurn = 5'000;  // skipped before others get the event loop
constexpr Duration kOldestReport = std::chrono::hours(24);
constexpr std::string_view kReportType = "GET_MERCHANT_LISTINGS_ALL_DATA";

Error start_again(std::string why) {
  return make_error(ErrorCode::conflict, std::move(why), "page_token");
}

}  // namespace

struct ListingsReader::Open {
  Open(ListingsPlace at, std::unique_ptr<ReportRows> document, ListingsDecoder columns)
      : place(std::move(at)), rows(std::move(document)), decoder(std::move(columns)) {}

  ListingsPlace place;
  std::unique_ptr<ReportRows> rows;
  ListingsDecoder decoder;
};

ListingsReader::ListingsReader(ListingsSource source, Reports& reports, Clock& clock,
                               boost::asio::any_io_executor executor)
    : source_(std::move(source)), reports_(reports), clock_(clock), executor_(std::move(executor)) {}

ListingsReader::~ListingsReader() = default;

Task<Result<Page<Listing>>> ListingsReader::fetch(std::string page_token, CallContext& context) {
  if (page_token.empty()) co_return co_await begin(context);
  const auto place = ListingsPlace::parse(page_token);
  if (!place) co_return place.error();
  if (!open_ || open_->place != *place) {
    open_.reset();
    auto opened = co_await open(*place, context);
    if (!opened) co_return opened.error();
    if (!*opened) co_return Page<Listing>{};
    open_ = std::move(*opened);
  }
  auto page = read_page(*open_);
  // After an error the document is not trusted any more: the next try downloads it again.
  if (!page || page->next_token.empty()) open_.reset();
  co_return page;
}

Task<Result<Page<Listing>>> ListingsReader::begin(CallContext& context) {
  open_.reset();
  auto id = co_await reports_.create(std::string(kReportType), source_.marketplace_id, context);
  if (!id) co_return id.error();
  Page<Listing> page;
  page.request_id = *id;
  page.body_hash = short_digest(*id);  // each page has one of its own, also this one
  page.progress_permille = 0;
  page.next_token = ListingsPlace{std::move(*id), 0}.token();
  co_return page;
}

Task<Result<std::unique_ptr<ListingsReader::Open>>> ListingsReader::open(const ListingsPlace& place,
                                                                         CallContext& context) {
  const auto done = co_await reports_.wait(place.report_id, context);
  if (!done) {
    if (done.error().code == ErrorCode::not_found)
      co_return start_again("Amazon does not hold the listings report any more");
    co_return done.error();
  }
  if (done->created && clock_.now() - *done->created > kOldestReport) {
    co_return start_again("the listings report is more than a day old");
  }
  if (done->document_id.empty()) co_return std::unique_ptr<Open>();
  auto document = co_await reports_.fetch(done->document_id, context);
  if (!document) co_return document.error();
  auto rows = std::make_unique<ReportRows>(std::move(*document));
  const auto charset = rows->charset();
  if (!charset) co_return charset.error();
  const auto header = rows->header();
  if (!header) co_return header.error();
  auto decoder = ListingsDecoder::make(*header, *charset, source_.currency, source_.integration);
  if (!decoder) co_return decoder.error();
  auto opened =
      std::make_unique<Open>(ListingsPlace{place.report_id, 0}, std::move(rows), std::move(*decoder));
  const auto skipped = co_await skip(*opened, place.row);
  if (!skipped) co_return skipped.error();
  co_return opened;
}

Task<Result<void>> ListingsReader::skip(Open& open, std::uint64_t rows) {
  TsvRow row;
  while (open.place.row < rows) {
    const auto got = open.rows->next(row);
    if (!got) co_return got.error();
    if (!*got) co_return start_again("the listings report is shorter than it was");
    ++open.place.row;
    if (open.place.row % kRowsPerTurn == 0) co_await boost::asio::post(executor_, boost::asio::use_awaitable);
  }
  co_return Result<void>();
}

Result<Page<Listing>> ListingsReader::read_page(Open& open) {
  Page<Listing> page;
  page.request_id = open.place.report_id;
  std::string raw;
  TsvRow row;
  bool more = true;
  while (page.records.size() < kRowsPerPage) {
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
