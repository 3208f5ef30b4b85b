// What became of the rows of an imported file: failures at once on io.err, each with its line, and a summary
// at the end; with --json a line for every row instead.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/csv.h"
#include "ctl/exit_code.h"
#include "ctl/record_text.h"
#include "ctl/session.h"

namespace sellerd::ctl {

// A row as --json shows it.
struct ImportedRow {
  std::int64_t line = 0;
  std::string sku;
  std::string outcome;
  std::string message;

  static constexpr std::string_view kTypeName = "ImportedRow";
  static constexpr auto fields() {
    using Self = ImportedRow;
    return Fields{
        SELLERD_FIELD(line, "Its line in the file."),
        SELLERD_FIELD(sku, "The item's or listing's SKU."),
        SELLERD_FIELD(outcome, "What became of it."),
        SELLERD_FIELD(message, "Why it failed; empty otherwise."),
    };
  }
};

class ImportReport {
 public:
  static constexpr std::string_view kFailed = "failed";

  // `outcomes` in the order of the summary, kFailed among them.
  ImportReport(Session& session, const std::vector<std::string_view>& outcomes);

  // Error: storage when stdout takes no more.
  Result<void> add(std::size_t line, const std::string& sku, std::string_view outcome);
  // The same, for an outcome that a person is told of row by row.
  Result<void> tell(std::size_t line, const std::string& sku, std::string_view outcome);
  Result<void> fail(std::size_t line, const std::string& sku, const Error& error);

  // "12 counted, 1 failed": the first outcome and the failures always, others when there are any.
  // Failed unless nothing did.
  Result<ExitCode> finish();
  // Ends with that code behind the row of that line; says that the others were not tried.
  Result<ExitCode> stop(std::size_t line, ExitCode code);

 private:
  Result<void> take(ImportedRow row);

  Session& session_;
  std::vector<std::pair<std::string_view, std::int64_t>> counts_;
};

// On io.err, with its line.
void tell_failure(Session& session, std::size_t line, const Error& error);

// "2 rows would change something, 1 would fail". Failed when one would.
Result<ExitCode> finish_preview(Session& session, std::int64_t changes, std::int64_t failures);

// Every row would meet the same: there is no connection, or no right.
bool ends_import(const Session& session, const Error& error);

// Prints what is wrong with a file, each thing with its line. Nothing has been done then.
ExitCode refuse_file(Session& session, const std::vector<Error>& errors);

// Rows of a preview: a table, or a line of JSON each.
template <class Row>
class RowPrinter {
 public:
  explicit RowPrinter(Session& session)
      : session_(session),
        fields_(table_fields(shape_)),
        table_(table_columns(fields_), session.io.terminal) {}

  Result<void> add(const Row& row) {
    const auto value = to_json(row);
    if (session_.json) return session_.print(json_line(value));
    return session_.print(table_.add(table_row(fields_, value.get_object())));
  }
  Result<void> finish() { return session_.print(table_.finish()); }

 private:
  Session& session_;
  Shape shape_ = shape_of<Row>();
  std::vector<const FieldShape*> fields_;
  Table table_;
};

}  // namespace sellerd::ctl
