#include "common/tax_report.h"

#include "common/tax_report_cells.h"

namespace sellerd {

std::string tax_row_name(const TaxReportRow& row) {
  return row.transaction + "|" + row.document + "|" + row.shipment_item_id + "|" +
         std::to_string(row.occurrence);
}

TaxReportReader::TaxReportReader(CsvBytes bytes) : rows_(bytes) {}

void TaxReportReader::finish() {
  finished_ = true;
  rows_.finish();
}

Result<bool> TaxReportReader::next(TaxReportEntry& entry) {
  for (CsvRow row;;) {
    auto got = rows_.next(row);
    if (got && !*got && finished_ && !layout_)
      return at_line(1, make_error(ErrorCode::invalid_argument, "there is nothing"));
    if (!got || !*got) return got;
    if (!layout_) {
      auto layout = SheetLayout::read(row, tax_report_columns(), OtherColumns::ignored, Names::loose);
      if (!layout) return layout.error();
      layout_ = std::move(*layout);
    } else if (!is_blank(row)) {
      take(std::move(row), entry);
      return true;
    }
  }
}

void TaxReportReader::take(CsvRow row, TaxReportEntry& entry) {
  entry = {};
  entry.line = row.line;
  const auto arranged = layout_->arrange(std::move(row));
  if (!arranged) {
    entry.error = arranged.error();
    return;
  }
  entry.cells = shown_tax_cells(*arranged);
  if (auto known = read_tax_row_identity(*arranged, entry.content.row); !known) {
    entry.error = at_line(entry.line, known.error());
    return;
  }
  auto& taken = entry.content.row;
  taken.occurrence = seen_[{taken.order_id, taken.transaction, taken.document, taken.shipment_item_id}]++;
  entry.identified = true;
  if (auto read = read_tax_row_rest(*arranged, entry.content); !read)
    entry.error = at_line(entry.line, read.error());
}

std::vector<api::TaxReportLine> read_tax_report(std::string_view text, std::vector<Error>& errors) {
  TaxReportReader reader;
  reader.feed(text);
  reader.finish();
  std::multimap<std::string, api::TaxReportLine> by_order;
  for (TaxReportEntry entry;;) {
    const auto got = reader.next(entry);
    if (!got) errors.push_back(got.error());
    if (!got || !*got) break;
    if (entry.error) {
      errors.push_back(*entry.error);
    } else {
      std::string order = entry.content.row.order_id;
      by_order.emplace(std::move(order), std::move(entry.content));
    }
  }
  std::vector<api::TaxReportLine> lines;
  for (auto& [order, line] : by_order) lines.push_back(std::move(line));
  return lines;
}

}  // namespace sellerd
