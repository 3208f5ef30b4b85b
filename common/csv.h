// Comma-separated values as spreadsheets exchange them: the one place that knows libcsv. Pure.
//
// A spreadsheet would take a cell that starts with = + - @ (or a tab or carriage return before them) for a
// formula. So such a cell is written with an apostrophe before it, and one that starts with apostrophes
// before such a character with one more; reading takes that one away again. Whatever is written reads back
// the same.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.h"

namespace sellerd {

struct CsvRow {
  std::size_t line = 0;  // of the text, from 1, where it starts
  std::vector<std::string> cells;
};

// What the bytes are taken for.
enum class CsvBytes {
  utf8,     // anything else is an error
  guessed,  // UTF-8, but a line that is none is windows-1252; what that does not define becomes U+FFFD
  cp1252,   // windows-1252 throughout
};

// Every row but blank lines. A byte order mark is skipped; a line ends with LF, CRLF or CR; spaces belong to
// their cell. Bytes may come in pieces of any size.
class CsvReader {
 public:
  // A longer row is none, but a quote that nobody closes.
  static constexpr std::size_t kLongestRow = 1 << 20;

  explicit CsvReader(CsvBytes bytes = CsvBytes::utf8);
  ~CsvReader();

  void feed(std::string_view bytes);
  void finish();

  // The next row. False when it needs more bytes, and after finish() at the end. Error: invalid_argument for
  // bytes that are not text and for misplaced or unterminated quotes, naming the line; every later call gives
  // it again.
  Result<bool> next(CsvRow& row);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

// The rows of a whole text. Errors: those of the reader.
Result<std::vector<CsvRow>> read_csv(std::string_view text, CsvBytes bytes = CsvBytes::utf8);

// Whether a negative number is a cell that could be a formula, as it is where cells are names, or a figure to
// be calculated with.
enum class Negatives { guarded, figures };

// A row with its line end; a cell is quoted where it has to be.
std::string csv_line(const std::vector<std::string>& cells, Negatives negatives = Negatives::guarded);

// The error of a line: "line 7: message".
Error at_line(std::size_t line, Error error);

}  // namespace sellerd
