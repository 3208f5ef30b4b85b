// `sellerctl gst import`: the marketplace's tax report, in pieces that each hold whole orders.
#include "common/tax_report.h"
#include "ctl/import_report.h"
#include "ctl/input_file.h"
#include "ctl/sheet.h"
#include "ctl/text.h"
#include "ctl/typed_call.h"
#include "ctl/view_options.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

// Well below the size of a call, and below what the daemon takes at once.
constexpr std::size_t kPiece = 400;

// The next piece from `begin` on: its end lies between two orders, unless one order alone is larger.
std::size_t piece_end(const std::vector<api::TaxReportLine>& lines, std::size_t begin) {
  const auto most = std::min(begin + kPiece, lines.size());
  auto end = most;
  if (end == lines.size()) return end;
  while (end > begin && lines[end - 1].row.order_id == lines[end].row.order_id) --end;
  return end == begin ? most : end;
}

Result<api::ImportTaxReport::Reply> import_all(Session& session, std::vector<api::TaxReportLine> lines,
                                               const TaxImportOptions& options) {
  api::ImportTaxReport::Reply all;
  for (std::size_t begin = 0; begin < lines.size();) {
    const auto end = piece_end(lines, begin);
    api::ImportTaxReport::Request request{.integration = options.integration, .dry_run = options.dry_run};
    for (; begin < end; ++begin) request.lines.push_back(std::move(lines[begin]));
    auto done = call_method<api::ImportTaxReport>(session, request);
    if (!done) return done.error();
    all.created += done->created;
    all.updated += done->updated;
    all.unchanged += done->unchanged;
    std::move(done->differences.begin(), done->differences.end(), std::back_inserter(all.differences));
  }
  return all;
}

std::string summary_of(const api::ImportTaxReport::Reply& reply, bool dry_run) {
  return grouped(reply.created) + (dry_run ? " would be new, " : " new, ") + grouped(reply.updated) +
         " changed, " + grouped(reply.unchanged) + " held already; " +
         count_of(static_cast<std::int64_t>(reply.differences.size()), "difference") + "\n";
}

}  // namespace

Result<ExitCode> gst_import_view(const Invocation& invocation, Session& session) {
  const auto options = from_json<TaxImportOptions>(invocation.parameters, Strictness::strict);
  if (!options) return options.error();
  const auto input = read_input(options->file, session.io.in, kMaximumSheet);
  if (!input) return within("FILE", input.error());
  std::vector<Error> errors;
  auto lines = read_tax_report(input->text, errors);
  if (!errors.empty()) return refuse_file(session, errors);
  const auto reply = import_all(session, std::move(lines), *options);
  if (!reply) return reply.error();
  if (session.json) {
    if (auto printed = session.print(json_line(to_json(*reply))); !printed) return printed.error();
    return ExitCode::ok;
  }
  RowPrinter<TaxDifference> printer(session);
  for (const auto& difference : reply->differences) {
    if (auto printed = printer.add(difference); !printed) return printed.error();
  }
  if (auto printed = printer.finish(); !printed) return printed.error();
  if (auto printed = session.print(summary_of(*reply, options->dry_run)); !printed) return printed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
