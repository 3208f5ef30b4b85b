// Tab-separated text as Amazon's reports have it: a header line, then a line a record. There is no quoting: a
// " is a character like any other. Bytes may come in pieces of any size. Works on bytes: the charset is the
// caller's affair.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.h"

namespace sellerd::amazon {

struct TsvRow {
  std::uint64_t line = 0;  // in the document; the header is line 1
  std::string_view raw;    // the line without its end; of a line that is too long, its beginning
  std::vector<std::string_view> fields;
  std::optional<Error>
      problem;  // malformed: too few or too many columns, or too long; then there are no fields
};

// Lines end in LF or CRLF, the last one also with the document. Empty lines are passed over. A byte order
// mark before the header is skipped.
class TsvReader {
 public:
  explicit TsvReader(std::size_t longest_line = 1 << 20);

  // Views of rows that were handed out become invalid.
  void feed(std::string_view bytes);
  void finish() { finished_ = true; }

  // The next row. False when it needs more bytes, and after finish() at the end. The row's views last until
  // the next call or feed(). Error: malformed when there is no usable header; then there is nothing more to
  // get.
  Result<bool> next(TsvRow& row);

  // Empty until the first next() that had the whole header line.
  const std::vector<std::string>& header() const { return header_; }

 private:
  struct Line {
    std::string_view text;
    bool too_long = false;
  };

  std::optional<Line> next_line();
  Result<void> read_header(const Line& line);
  void split(const Line& line, TsvRow& row) const;

  std::size_t longest_line_;
  std::string pending_;
  std::size_t start_ = 0;    // where the next line starts in pending_
  std::size_t scanned_ = 0;  // up to where no line end was found
  bool skipping_ = false;    // inside a line that is too long; its beginning is kept in cut_
  std::string cut_;
  bool finished_ = false;
  std::uint64_t line_number_ = 0;
  std::vector<std::string> header_;
};

}  // namespace sellerd::amazon
