// `sellerctl listings import`: links listings to items after a CSV file; only what differs is changed.
#include <array>
#include <map>

#include "common/api/items.h"
#include "ctl/import_report.h"
#include "ctl/integration_names.h"
#include "ctl/sheet.h"
#include "ctl/typed_call.h"
#include "ctl/view_options.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

enum Cell : std::size_t { kIntegration, kListing, kItem };

constexpr std::array kLinkColumns = {SheetColumn{"integration"}, SheetColumn{"listing"}, SheetColumn{"item"}};

// A listing's integration and SKU.
using NamedListing = std::pair<std::string, std::string>;
using Links = std::map<NamedListing, std::string>;

NamedListing key_of(const CsvRow& row) {
  return {row.cells[kIntegration], row.cells[kListing]};
}

// A row of the preview.
struct LinkPreview {
  std::int64_t line = 0;
  std::string integration;
  std::string listing;
  std::string now;
  std::string then;

  static constexpr std::string_view kTypeName = "LinkPreview";
  static constexpr auto fields() {
    using Self = LinkPreview;
    return Fields{
        SELLERD_FIELD(line, "Its line in the file."),
        SELLERD_FIELD(integration, "The listing's integration."),
        SELLERD_FIELD(listing, "The listing's SKU."),
        SELLERD_FIELD(now, "The item it sells now; empty when it sells none."),
        SELLERD_FIELD(then, "The item it would sell."),
    };
  }
};

std::vector<Error> check_rows(const std::vector<CsvRow>& rows) {
  std::vector<Error> errors;
  std::map<NamedListing, std::size_t> lines;
  const auto wrong = [&](const CsvRow& row, std::size_t column, std::string message) {
    errors.push_back(at_line(row.line, make_error(ErrorCode::invalid_argument, std::move(message),
                                                  std::string(kLinkColumns[column].name))));
  };
  for (const auto& row : rows) {
    for (const auto column : {kIntegration, kListing}) {
      if (row.cells[column].empty()) wrong(row, column, "is empty");
    }
    const auto [first, is_new] = lines.emplace(key_of(row), row.line);
    if (is_new) continue;
    wrong(row, kListing,
          "\"" + row.cells[kListing] + "\" stands in line " + std::to_string(first->second) + " already");
  }
  return errors;
}

Result<Links> read_links(Session& session) {
  const auto names = integration_names(session);
  if (!names) return names.error();
  Links links;
  auto listed = each_reply<api::ListLinks>(session, {}, [&](api::ListLinks::Reply reply) {
    auto& link = reply.link;
    const auto name = names->find(link.integration);
    if (name == names->end()) return;
    links.emplace(NamedListing{name->second, std::move(link.sku)}, std::move(link.item));
  });
  if (!listed) return listed.error();
  return links;
}

bool is_unchanged(const Links& links, const CsvRow& row) {
  const auto now = links.find(key_of(row));
  return now != links.end() && now->second == row.cells[kItem];
}

Result<ExitCode> preview_links(Session& session, const std::vector<CsvRow>& rows, const Links& links) {
  RowPrinter<LinkPreview> printer(session);
  std::int64_t changes = 0;
  std::int64_t failures = 0;
  for (const auto& row : rows) {
    const auto now = links.find(key_of(row));
    if (now == links.end()) {
      ++failures;
      tell_failure(session, row.line,
                   make_error(ErrorCode::not_found,
                              row.cells[kIntegration] + " has no listing \"" + row.cells[kListing] + "\"",
                              std::string(kLinkColumns[kListing].name), "sellerctl listings links"));
      continue;
    }
    if (now->second == row.cells[kItem]) continue;
    ++changes;
    auto printed = printer.add({static_cast<std::int64_t>(row.line), row.cells[kIntegration],
                                row.cells[kListing], now->second, row.cells[kItem]});
    if (!printed) return printed.error();
  }
  if (auto printed = printer.finish(); !printed) return printed.error();
  return finish_preview(session, changes, failures);
}

Result<void> change_link(Session& session, const CsvRow& row) {
  const auto& [integration, listing] = key_of(row);
  const auto& item = row.cells[kItem];
  const auto done =
      item.empty()
          ? call_method<api::UnlinkListing>(session, {.listing = listing, .integration = integration})
          : call_method<api::LinkListing>(session,
                                          {.listing = listing, .item = item, .integration = integration});
  if (!done) return done.error();
  return {};
}

Result<ExitCode> change_links(Session& session, const std::vector<CsvRow>& rows, const Links& links) {
  constexpr std::string_view linked = "linked";
  constexpr std::string_view unlinked = "unlinked";
  constexpr std::string_view unchanged = "unchanged";
  ImportReport report(session, {linked, ImportReport::kFailed, unlinked, unchanged});
  for (const auto& row : rows) {
    const auto& listing = row.cells[kListing];
    if (is_unchanged(links, row)) {
      if (auto noted = report.add(row.line, listing, unchanged); !noted) return noted.error();
      continue;
    }
    const auto changed = change_link(session, row);
    const auto noted = changed ? report.add(row.line, listing, row.cells[kItem].empty() ? unlinked : linked)
                               : report.fail(row.line, listing, changed.error());
    if (!noted) return noted.error();
    if (!changed && ends_import(session, changed.error())) {
      return report.stop(row.line, exit_code(changed.error().code, session.lost()));
    }
  }
  return report.finish();
}

}  // namespace

Result<ExitCode> listings_import_view(const Invocation& invocation, Session& session) {
  const auto options = from_json<ImportOptions>(invocation.parameters, Strictness::strict);
  if (!options) return options.error();
  const auto rows = read_sheet_file(options->file, session.io.in, kLinkColumns, OtherColumns::ignored);
  if (!rows) return rows.error();
  if (const auto errors = check_rows(*rows); !errors.empty()) return refuse_file(session, errors);
  const auto links = read_links(session);
  if (!links) return links.error();
  return options->dry_run ? preview_links(session, *rows, *links) : change_links(session, *rows, *links);
}

}  // namespace sellerd::ctl
