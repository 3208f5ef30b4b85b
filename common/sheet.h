// A CSV text whose first row names the columns. Pure.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "common/csv.h"

namespace sellerd {

struct SheetColumn {
  std::string_view name;
  bool required = true;
};

enum class OtherColumns { refused, ignored };

// How the first line's names are compared: loose ones without regard to case and spaces.
enum class Names { exact, loose };

// Which cell of a row belongs to which column.
class SheetLayout {
 public:
  // From the row that names them. `columns` must outlive the layout. Error: invalid_argument naming the line,
  // and the column where it is one.
  static Result<SheetLayout> read(const CsvRow& header, std::span<const SheetColumn> columns,
                                  OtherColumns others, Names names);

  // The row's cells in the order of the columns: empty where an optional one is absent. Error:
  // invalid_argument naming the line, for a row that has more or fewer cells than the first.
  Result<CsvRow> arrange(CsvRow row) const;

 private:
  std::size_t width_ = 0;
  // Of each wanted column: which cell of a row it is; nothing when the sheet lacks it.
  std::vector<std::optional<std::size_t>> places_;
};

// Without any text: passed over wherever it stands.
bool is_blank(const CsvRow& row);

// The rows below the header, arranged. Errors: those of CsvReader and of the layout; also when there is
// nothing.
Result<std::vector<CsvRow>> read_sheet(std::string_view text, std::span<const SheetColumn> columns,
                                       OtherColumns others, Names names = Names::exact);

}  // namespace sellerd
