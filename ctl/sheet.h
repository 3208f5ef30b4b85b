// CSV sheets in files that the command line names.
#pragma once

#include <istream>
#include <string>

#include "common/sheet.h"

namespace sellerd::ctl {

// Larger is no sheet that a person made.
inline constexpr std::size_t kMaximumSheet = 64u << 20;

// The rows of the sheet in the file; "-" is standard input. Errors: those of read_sheet and read_input.
Result<std::vector<CsvRow>> read_sheet_file(const std::string& path, std::istream& in,
                                            std::span<const SheetColumn> columns, OtherColumns others,
                                            Names names = Names::exact);

}  // namespace sellerd::ctl
