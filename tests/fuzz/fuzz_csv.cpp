// CSV: whatever is read is valid text in its place, writing it and reading it again changes nothing, and rows
// do not depend on how the bytes were cut.
#include <cstdint>
#include <cstdlib>

#include "common/charset.h"
#include "common/csv.h"
#include "common/sheet.h"

using namespace sellerd;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

std::size_t lines_of(std::string_view text) {
  std::size_t lines = 1;
  for (const char each : text) lines += each == '\n' || each == '\r';
  return lines;
}

void check_rows(const std::vector<CsvRow>& rows, std::string_view text) {
  std::size_t last = 0;
  std::size_t bytes = 0;
  for (const auto& row : rows) {
    require(row.line > last && row.line <= lines_of(text) && !row.cells.empty());
    last = row.line;
    for (const auto& cell : row.cells) {
      require(is_valid_utf8(cell));
      bytes += cell.size();
    }
  }
  require(bytes <= text.size());
}

// A first row of our own keeps a byte order mark inside a cell from standing at the start of the text.
void check_round_trip(const std::vector<CsvRow>& rows) {
  std::string text = csv_line({"first"});
  for (const auto& row : rows) text += csv_line(row.cells);
  const auto again = read_csv(text);
  require(again.has_value() && again->size() == rows.size() + 1);
  for (std::size_t i = 0; i < rows.size(); ++i) require((*again)[i + 1].cells == rows[i].cells);
}

// No cell that is written starts what a spreadsheet would calculate.
void check_formulas(const std::vector<CsvRow>& rows) {
  for (const auto& row : rows) {
    for (const auto& cell : row.cells) {
      const auto written = csv_line({cell});
      const std::size_t start = written.front() == '"' ? 1 : 0;
      require(std::string_view("=+-@\t\r").find(written[start]) == std::string_view::npos);
    }
  }
}

void check_sheet(std::string_view text, const std::vector<CsvRow>& rows) {
  if (rows.empty()) return;
  const SheetColumn columns[] = {{rows.front().cells.front()}, {"found", false}};
  const auto sheet = read_sheet(text, columns, OtherColumns::ignored);
  if (!sheet) return;
  for (const auto& row : *sheet) require(row.cells.size() == 2);
}

void check_pieces(std::string_view text, const std::vector<CsvRow>& rows) {
  CsvReader reader;
  std::size_t read = 0;
  const auto take = [&] {
    for (CsvRow row; reader.next(row).value(); ++read) require(row.cells == rows.at(read).cells);
  };
  for (std::size_t at = 0; at < text.size(); at += 3) {
    reader.feed(text.substr(at, 3));
    take();
  }
  reader.finish();
  take();
  require(read == rows.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto guessed = read_csv(text, CsvBytes::guessed)) {
    for (const auto& row : *guessed) {
      for (const auto& cell : row.cells) require(is_valid_utf8(cell));
    }
  }
  const auto rows = read_csv(text);
  if (!rows) {
    require(rows.error().field.starts_with("line "));
    return 0;
  }
  check_rows(*rows, text);
  check_round_trip(*rows);
  check_formulas(*rows);
  check_sheet(text, *rows);
  check_pieces(text, *rows);
  return 0;
}
