// Amazon.in's merchant tax report (MTR) as CSV. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/api/tax.h"
#include "common/sheet.h"

namespace sellerd {

// A row below the header: its content, or what is wrong with it.
struct TaxReportEntry {
  std::size_t line = 0;  // from 1
  api::TaxReportLine content;
  bool identified = false;  // whether the content at least says which row it is, also where it has an error
  std::optional<Error> error;  // invalid_argument naming line and column
  std::string cells;           // JSON of what was read, without personal data; empty where nothing was
};

// Columns are known by their names, in any order and case; the file for businesses has the buyer's GSTIN
// more. Nothing of the buyer but that and the address's state, country and PIN code leaves the reader. Bytes
// may come in pieces of any size. It remembers every row's identity, to number those that are alike.
class TaxReportReader {
 public:
  explicit TaxReportReader(CsvBytes bytes = CsvBytes::guessed);

  void feed(std::string_view bytes) { rows_.feed(bytes); }
  void finish();

  // The next row. False when it needs more bytes, and after finish() at the end. Error: invalid_argument for
  // what is no such report; then there is nothing more to get.
  Result<bool> next(TaxReportEntry& entry);

 private:
  void take(CsvRow row, TaxReportEntry& entry);

  using Likeness = std::array<std::string, 4>;

  CsvReader rows_;
  bool finished_ = false;
  std::optional<SheetLayout> layout_;
  std::map<Likeness, std::int64_t> seen_;
};

// The rows of a whole file in the order of their order ids, those of one order as in the file. Appends what
// is wrong to `errors`, each with its line.
std::vector<api::TaxReportLine> read_tax_report(std::string_view text, std::vector<Error>& errors);

// What tells the row from the others of its order, in keys.
std::string tax_row_name(const TaxReportRow& row);

}  // namespace sellerd
