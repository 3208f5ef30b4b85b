// The tax report: a row gives a line or an error that names its line, and what stands of it in the books, or
// is shown, holds no more than it should.
#include <cstdint>
#include <cstdlib>
#include <set>

#include "common/charset.h"
#include "common/json.h"
#include "common/tax_report.h"
#include "daemon/books/tax_report_rows.h"

using namespace sellerd;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check(const TaxReportEntry& entry, std::set<std::string>& seen) {
  const auto& row = entry.content.row;
  require(entry.line > 1 && is_valid_utf8(entry.cells));
  if (!entry.cells.empty()) {
    const auto cells = parse_json(entry.cells);
    require(cells && cells->is_object() && !cells->get_object().contains("Ship To Postal Code"));
  }
  if (entry.identified) require(!row.order_id.empty() && seen.insert(books::tax_row_id(row)).second);
  if (entry.error) {
    require(entry.error->field.starts_with("line ") && is_valid_utf8(entry.error->text()));
    return;
  }
  require(entry.identified && row.document_day.size() == 10 && row.rate >= 0 && row.quantity >= 0);
  const auto held = books::tax_report_row(entry.content, 7);
  if (!held) {
    require(!held.error().field.empty());
    return;
  }
  require(held->integration == 7 && is_valid_utf8(held->sku));
  require(books::order_of_tax_row_id(books::tax_row_id(*held)) == held->order_id);
}

void read(std::string_view text, CsvBytes bytes, std::size_t piece) {
  TaxReportReader reader(bytes);
  std::set<std::string> seen;
  TaxReportEntry entry;
  const auto take = [&] {
    for (;;) {
      const auto got = reader.next(entry);
      if (!got) require(got.error().field.starts_with("line "));
      if (!got || !*got) return got.has_value();
      check(entry, seen);
    }
  };
  for (std::size_t at = 0; at < text.size(); at += piece) {
    reader.feed(text.substr(at, piece));
    if (!take()) return;
  }
  reader.finish();
  take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read(text, CsvBytes::guessed, 7);
  read(text, CsvBytes::cp1252, size + 1);
  return 0;
}
