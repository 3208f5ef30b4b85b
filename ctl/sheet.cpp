#include "ctl/sheet.h"

#include "ctl/input_file.h"

namespace sellerd::ctl {

Result<std::vector<CsvRow>> read_sheet_file(const std::string& path, std::istream& in,
                                            std::span<const SheetColumn> columns, OtherColumns others,
                                            Names names) {
  const auto input = read_input(path, in, kMaximumSheet);
  if (!input) return within("FILE", input.error());
  return read_sheet(input->text, columns, others, names);
}

}  // namespace sellerd::ctl
