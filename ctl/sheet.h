// A CSV text whose first row names the columns.
#pragma once

#include <istream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/csv.h"

namespace sellerd::ctl {

struct SheetColumn {
  std::string_view name;
  bool required = true;
};

enum class OtherColumns { refused, ignored };

// How the first line's names are compared: loose ones without regard to case and spaces.
enum class Names { exact, loose };

// Larger is no sheet that a person made.
inline constexpr std::size_t kMaximumSheet = 64u << 20;

// Pure. The rows below the header, their cells in the order of `columns`: empty where an optional column is
// absent. Rows without any text are passed over. Errors: invalid_argument naming the line, and the column
// where it is one.
Result<std::vector<CsvRow>> read_sheet(std::string_view text, std::span<const SheetColumn> columns,
                                       OtherColumns others, Names names = Names::exact);

// The same of a file that the command line names. Errors: those of read_input, too.
Result<std::vector<CsvRow>> read_sheet_file(const std::string& path, std::istream& in,
                                            std::span<const SheetColumn> columns, OtherColumns others,
                                            Names names = Names::exact);

}  // namespace sellerd::ctl
