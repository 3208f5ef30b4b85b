#include "daemon/channel/amazon/tax_reports.h"

#include "common/tax_report.h"
#include "daemon/books/tax_report_rows.h"
#include "daemon/channel/amazon/digest.h"
#include "daemon/channel/amazon/report_opening.h"

namespace sellerd::amazon {
namespace {

// Of ninety columns: about a millisecond of the event loop.
constexpr std::size_t kTaxRowsPerPage = 100;
constexpr Duration kOldestTaxReport = std::chrono::hours(24);
constexpr std::size_t kLongestWatch = 600;
constexpr std::string_view kRole = "Tax Remittance (Restricted)";

std::string tax_report_type(TaxReportKind kind) {
  return kind == TaxReportKind::b2b ? "GET_GST_MTR_B2B_CUSTOM" : "GET_GST_MTR_B2C_CUSTOM";
}

// Amazon lists the one for businesses among those that need a restricted data token.
ReportRights rights_of(TaxReportKind kind) {
  return {kRole, kind == TaxReportKind::b2b};
}

Error malformed(Error error) {
  error.code = ErrorCode::malformed;
  return error;
}

// A row, or what is left to say of one.
Decoded<TaxReportRow> decode(TaxReportEntry entry, TaxReportKind kind, std::uint32_t integration) {
  std::string id = entry.identified ? books::tax_row_id(entry.content.row) : std::string();
  if (id.empty() || id.size() > kLongestWatch)
    id = std::string(kind == TaxReportKind::b2b ? "b2b" : "b2c") + " line " + std::to_string(entry.line);
  const auto line = entry.line;
  if (entry.error) return Undecodable{std::move(id), malformed(*entry.error), std::move(entry.cells)};
  auto row = books::tax_report_row(std::move(entry.content), integration);
  if (row) return std::move(*row);
  return Undecodable{std::move(id), malformed(at_line(line, row.error())), std::move(entry.cells)};
}

}  // namespace

struct TaxReports::Open {
  Open(TaxReportKind of, ReportPlace at, Document document, CsvBytes bytes)
      : kind(of), place(std::move(at)), pieces(std::move(document)), rows(bytes) {}

  // Errors: malformed, refused.
  Result<bool> next(TaxReportEntry& entry) {
    for (;;) {
      const auto got = rows.next(entry);
      if (!got) return malformed(got.error());
      if (*got) pieces.row_read();
      if (*got || at_end) return *got;
      const auto piece = pieces.next();
      if (!piece) return piece.error();
      at_end = piece->empty();
      if (at_end) {
        rows.finish();
      } else {
        rows.feed(*piece);
      }
    }
  }

  TaxReportKind kind;
  ReportPlace place;
  DocumentPieces pieces;
  TaxReportReader rows;
  bool at_end = false;
};

TaxReports::TaxReports(TaxReportSource source, Reports& reports, Clock& clock,
                       boost::asio::any_io_executor executor)
    : source_(std::move(source)), reports_(reports), clock_(clock), executor_(std::move(executor)) {}

TaxReports::~TaxReports() = default;

Task<Result<Page<TaxReportRow>>> TaxReports::fetch(TaxReportQuery query, CallContext& context) {
  if (query.page_token.empty()) co_return co_await begin(query, context);
  const auto place = ReportPlace::parse(query.page_token);
  if (!place) co_return place.error();
  Open* reading = open_.find(*place);
  if (reading == nullptr) {
    auto opened = co_await open(query.kind, *place, context);
    if (!opened) co_return opened.error();
    if (!*opened) co_return Page<TaxReportRow>{};
    reading = &open_.put(std::move(*opened));
  }
  auto page = read_page(*reading);
  // After an error the document is not trusted any more: the next try downloads it again.
  if (!page || page->next_token.empty()) open_.drop(place->report_id);
  co_return page;
}

Task<Result<Page<TaxReportRow>>> TaxReports::begin(const TaxReportQuery& query, CallContext& context) {
  ReportRequest request{tax_report_type(query.kind), source_.marketplace_id,
                        ReportRange{query.from, query.to}, rights_of(query.kind)};
  auto id = co_await reports_.create(std::move(request), context);
  if (!id) co_return id.error();
  Page<TaxReportRow> page;
  page.request_id = *id;
  page.body_hash = short_digest(*id);
  page.progress_permille = 0;
  page.next_token = ReportPlace{std::move(*id), 0}.token();
  co_return page;
}

Task<Result<std::unique_ptr<TaxReports::Open>>> TaxReports::open(TaxReportKind kind, const ReportPlace& place,
                                                                 CallContext& context) {
  auto found =
      co_await open_document(reports_, clock_, place.report_id, rights_of(kind), kOldestTaxReport, context);
  if (!found) co_return found.error();
  if (!found->document) co_return std::unique_ptr<Open>();
  const auto charset = charset_of(found->document->content_type);
  if (!charset) co_return charset.error();
  const auto bytes = *charset == Charset::cp1252 ? CsvBytes::cp1252 : CsvBytes::guessed;
  auto opened = std::make_unique<Open>(kind, place, std::move(*found->document), bytes);
  TaxReportEntry entry;
  for (std::uint64_t read = 0; read < place.row;) {
    const auto got = opened->next(entry);
    if (!got) co_return got.error();
    if (!*got) co_return start_again("the report is shorter than it was");
    co_await give_way(++read, executor_);
  }
  co_return opened;
}

Result<Page<TaxReportRow>> TaxReports::read_page(Open& open) const {
  Page<TaxReportRow> page;
  page.request_id = open.place.report_id;
  bool more = true;
  while (page.records.size() < kTaxRowsPerPage) {
    TaxReportEntry entry;
    const auto got = open.next(entry);
    if (!got) return got.error();
    more = *got;
    if (!more) break;
    ++open.place.row;
    page.records.push_back(decode(std::move(entry), open.kind, source_.integration));
  }
  page.body_hash = short_digest(open.place.token());
  page.progress_permille = more ? open.pieces.progress_permille() : 1000;
  if (more) page.next_token = open.place.token();
  return page;
}

}  // namespace sellerd::amazon
