// `sellerctl stock import`: a count sheet, each row of which is a stock count.
#include <array>
#include <map>
#include <set>

#include "common/api/stock.h"
#include "common/api/warehouses.h"
#include "ctl/import_report.h"
#include "ctl/input_file.h"
#include "ctl/option.h"
#include "ctl/sheet.h"
#include "ctl/text.h"
#include "ctl/typed_call.h"
#include "ctl/view_options.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

enum Cell : std::size_t { kSku, kFound, kWarehouse, kReason, kReference };

constexpr std::array kCountColumns = {SheetColumn{"sku"}, SheetColumn{"found"},
                                      SheetColumn{"warehouse", false}, SheetColumn{"reason", false},
                                      SheetColumn{"reference", false}};

struct Count {
  std::size_t line = 0;
  api::CountStock::Request request;
};

// A row of the preview.
struct CountPreview {
  std::int64_t line = 0;
  std::string sku;
  std::string warehouse;
  std::int64_t on_hand = 0;
  std::int64_t found = 0;
  std::int64_t change = 0;

  static constexpr std::string_view kTypeName = "CountPreview";
  static constexpr auto fields() {
    using Self = CountPreview;
    return Fields{
        SELLERD_FIELD(line, "Its line in the file."), SELLERD_FIELD(sku, "The item's SKU."),
        SELLERD_FIELD(warehouse, "The warehouse."),   SELLERD_FIELD(on_hand, "What there is by the books."),
        SELLERD_FIELD(found, "What was found."),      SELLERD_FIELD(change, "What would be booked."),
    };
  }
};

std::optional<std::string> filled(std::string cell) {
  return cell.empty() ? std::nullopt : std::optional(std::move(cell));
}

Error wrong(std::string_view column, std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(column));
}

Result<Count> count_of_row(CsvRow row) {
  if (row.cells[kSku].empty()) return wrong(kCountColumns[kSku].name, "is empty");
  static const Option number{.name = std::string(kCountColumns[kFound].name),
                             .shape = shape_of<decltype(api::CountStock::Request::found)>()};
  const auto found = read_option(number, row.cells[kFound]);
  if (!found) return found.error();
  if (found->get_int64() < 0) return wrong(kCountColumns[kFound].name, "must be 0 or more");
  return Count{row.line,
               {.item = std::move(row.cells[kSku]),
                .found = found->get_int64(),
                .reason = filled(std::move(row.cells[kReason])),
                .warehouse = filled(std::move(row.cells[kWarehouse])),
                .reference = filled(std::move(row.cells[kReference]))}};
}

// Adds an error for each key that an earlier row has, too.
class Repeats {
 public:
  Repeats(std::string_view column, std::vector<Error>& errors) : column_(column), errors_(errors) {}

  void see(std::size_t line, const std::string& key, const std::string& shown) {
    const auto [first, is_new] = lines_.emplace(key, line);
    if (is_new) return;
    errors_.push_back(at_line(line, wrong(column_, "\"" + shown + "\" stands in line " +
                                                       std::to_string(first->second) + " already")));
  }

 private:
  std::string_view column_;
  std::vector<Error>& errors_;
  std::map<std::string, std::size_t> lines_;
};

struct Warehouses {
  std::set<std::string> names;
  std::string primary;

  const std::string& of(const Count& count) const {
    return count.request.warehouse ? *count.request.warehouse : primary;
  }
};

Result<Warehouses> read_warehouses(Session& session) {
  Warehouses all;
  auto listed = each_reply<api::ListWarehouses>(session, {}, [&](api::ListWarehouses::Reply reply) {
    if (reply.warehouse.primary) all.primary = reply.warehouse.name;
    all.names.insert(std::move(reply.warehouse.name));
  });
  if (!listed) return listed.error();
  return all;
}

std::vector<Count> read_counts(std::vector<CsvRow> rows, std::vector<Error>& errors) {
  std::vector<Count> counts;
  for (auto& row : rows) {
    const auto line = row.line;
    auto count = count_of_row(std::move(row));
    if (count) {
      counts.push_back(std::move(*count));
    } else {
      errors.push_back(at_line(line, count.error()));
    }
  }
  return counts;
}

// Two counts of one place contradict each other; a reference that repeats would book its first row only.
void check_repeats(const std::vector<Count>& counts, const Warehouses& warehouses,
                   std::vector<Error>& errors) {
  Repeats skus(kCountColumns[kSku].name, errors);
  Repeats references(kCountColumns[kReference].name, errors);
  for (const auto& count : counts) {
    skus.see(count.line, warehouses.of(count) + '\0' + count.request.item, count.request.item);
    if (const auto& reference = count.request.reference) references.see(count.line, *reference, *reference);
  }
}

// What would be wrong with the row as far as can be known without booking it; else what would change.
Result<CountPreview> preview_of(Session& session, const Count& count, const Warehouses& warehouses) {
  const auto& warehouse = warehouses.of(count);
  if (!warehouses.names.empty() && !warehouses.names.contains(warehouse)) {
    return make_error(ErrorCode::not_found, "there is no warehouse \"" + warehouse + "\"", "warehouse",
                      "sellerctl warehouses");
  }
  CountPreview preview{
      static_cast<std::int64_t>(count.line), count.request.item, warehouse, 0, count.request.found, 0};
  const api::ListStock::Request request{.item = count.request.item, .warehouse = warehouse};
  auto listed = each_reply<api::ListStock>(
      session, request, [&](const api::ListStock::Reply& reply) { preview.on_hand = reply.level.on_hand; });
  if (!listed) return listed.error();
  preview.change = preview.found - preview.on_hand;
  return preview;
}

Result<ExitCode> preview_counts(Session& session, const std::vector<Count>& counts,
                                const Warehouses& warehouses) {
  RowPrinter<CountPreview> printer(session);
  std::int64_t changes = 0;
  std::int64_t failures = 0;
  for (const auto& count : counts) {
    const auto preview = preview_of(session, count, warehouses);
    if (!preview) {
      if (ends_import(session, preview.error())) return preview.error();
      ++failures;
      tell_failure(session, count.line, preview.error());
      continue;
    }
    if (preview->change != 0) ++changes;
    if (auto printed = printer.add(*preview); !printed) return printed.error();
  }
  if (auto printed = printer.finish(); !printed) return printed.error();
  return finish_preview(session, changes, failures);
}

Result<ExitCode> book_counts(Session& session, const std::vector<Count>& counts) {
  constexpr std::string_view counted = "counted";
  constexpr std::string_view known = "already booked";
  ImportReport report(session, {counted, ImportReport::kFailed, known});
  for (const auto& count : counts) {
    const auto booked = call_method<api::CountStock>(session, count.request);
    Result<void> noted;
    if (booked) {
      noted = report.add(count.line, count.request.item, counted);
    } else if (booked.error().code == ErrorCode::already_exists) {
      noted = report.tell(count.line, count.request.item, known);
    } else {
      noted = report.fail(count.line, count.request.item, booked.error());
    }
    if (!noted) return noted.error();
    if (!booked && ends_import(session, booked.error())) {
      return report.stop(count.line, exit_code(booked.error().code, session.lost()));
    }
  }
  return report.finish();
}

}  // namespace

Result<ExitCode> stock_import_view(const Invocation& invocation, Session& session) {
  const auto options = from_json<ImportOptions>(invocation.parameters, Strictness::strict);
  if (!options) return options.error();
  auto rows = read_sheet_file(options->file, session.io.in, kCountColumns, OtherColumns::refused);
  if (!rows) return rows.error();
  std::vector<Error> errors;
  const auto counts = read_counts(std::move(*rows), errors);
  if (!errors.empty()) return refuse_file(session, errors);
  // A row without a warehouse means the primary one, which another row may name.
  const auto warehouses = read_warehouses(session);
  if (!warehouses) return warehouses.error();
  check_repeats(counts, *warehouses, errors);
  if (!errors.empty()) return refuse_file(session, errors);
  return options->dry_run ? preview_counts(session, counts, *warehouses) : book_counts(session, counts);
}

}  // namespace sellerd::ctl
