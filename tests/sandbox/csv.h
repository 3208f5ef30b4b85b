// Reads comma-separated values as RFC 4180 writes them: quoted fields may hold commas, doubled quotes and
// line ends.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/error.h"
#include "tests/sandbox/input_file.h"

namespace sellerd::sandbox {

// A table whose first record names the columns; spaces around a name do not count.
class CsvTable {
 public:
  // Error: those of InputFile; malformed naming the first of `columns` that the file lacks.
  static Result<CsvTable> open(const std::string& path, const std::vector<std::string_view>& columns);

  // Moves to the next record that is not empty. False at the end.
  bool next();

  // The field of the present record in the given one of open()'s columns; empty when the record is too short.
  std::string_view field(std::size_t column) const;

  std::size_t record() const { return record_; }  // 1 for the first after the header

  // See InputFile::finish().
  Result<> finish() { return file_.finish(); }

 private:
  explicit CsvTable(InputFile file) : file_(std::move(file)) {}
  bool read_record();
  bool read_field(std::string& field);
  void read_quoted(std::string& field);
  int next_char();
  int peek_char();
  bool fill();
  Result<> map_columns(const std::string& path, const std::vector<std::string_view>& columns);

  InputFile file_;
  std::vector<char> buffer_;
  std::size_t position_ = 0;
  std::vector<std::string> fields_;  // kept between records for their capacity; the first field_count_ count
  std::size_t field_count_ = 0;
  std::vector<std::size_t> places_;
  std::size_t record_ = 0;
};

}  // namespace sellerd::sandbox
