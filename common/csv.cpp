#include "common/csv.h"

#include <csv.h>

#include <algorithm>
#include <deque>
#include <new>
#include <optional>

#include "common/charset.h"

namespace sellerd {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kFormulaStarts = "=+-@\t\r";

Error wrong_line(std::size_t line, std::string message) {
  return at_line(line, make_error(ErrorCode::invalid_argument, std::move(message)));
}

// Apostrophes, then what starts a formula.
bool is_formula_like(std::string_view cell) {
  const auto first = cell.find_first_not_of('\'');
  return first != std::string_view::npos && kFormulaStarts.find(cell[first]) != std::string_view::npos;
}

}  // namespace

// libcsv tells of cells and row ends by callbacks and does not count lines; so it gets line by line.
class CsvReader::Parser {
 public:
  explicit Parser(CsvBytes bytes) : bytes_(bytes) {
    if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
    // Spaces belong to the cell: SKUs are compared byte for byte.
    csv_set_space_func(&parser_, [](unsigned char) { return 0; });
  }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  void feed(std::string_view bytes) {
    pending_.erase(0, read_);
    read_ = 0;
    pending_ += bytes;
  }
  void finish() { finished_ = true; }

  Result<bool> next(CsvRow& row) {
    while (rows_.empty()) {
      if (failure_) return *failure_;
      const auto line = next_line();
      if (!line) {
        if (!finished_) return too_long_without_end();
        if (ended_) return false;
        ended_ = true;
        if (csv_fini(&parser_, &Parser::on_cell, &Parser::on_row_end, this) != 0)
          return fail(row_.line, "a quote is opened and never closed");
        continue;
      }
      if (auto parsed = parse(*line); !parsed) return parsed.error();
    }
    row = std::move(rows_.front());
    rows_.pop_front();
    return true;
  }

 private:
  // A physical line with its end; of the last one the end of the text is the end.
  std::optional<std::string_view> next_line() {
    const auto text = std::string_view(pending_).substr(read_);
    auto end = text.find_first_of("\r\n");
    if (end == std::string_view::npos) {
      if (!finished_ || text.empty()) return std::nullopt;
      end = text.size() - 1;
    } else if (text[end] == '\r') {
      // The line feed may come with the next piece.
      if (end + 1 == text.size() && !finished_) return std::nullopt;
      if (end + 1 < text.size() && text[end + 1] == '\n') ++end;
    }
    read_ += end + 1;
    return text.substr(0, end + 1);
  }

  Result<bool> too_long_without_end() {
    if (pending_.size() - read_ > kLongestRow) return fail(line_ + 1, "is too long");
    return false;
  }

  Result<void> parse(std::string_view line) {
    ++line_;
    if (line_ == 1 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
    std::string decoded;
    if (bytes_ == CsvBytes::cp1252 || !is_valid_utf8(line)) {
      if (bytes_ == CsvBytes::utf8) return fail(line_, "is not UTF-8 text");
      decoded = to_utf8(Charset::cp1252, line);
      line = decoded;
    }
    if (!is_open_) {
      row_.line = line_;
      row_bytes_ = 0;
    }
    is_open_ = is_open_ || line.find_first_not_of("\r\n") != std::string_view::npos;
    row_bytes_ += line.size();
    if (row_bytes_ > kLongestRow) return fail(row_.line, "is too long");
    if (csv_parse(&parser_, line.data(), line.size(), &Parser::on_cell, &Parser::on_row_end, this) !=
        line.size()) {
      return fail(line_, "a quote stands where none can be");
    }
    return {};
  }

  Error fail(std::size_t line, std::string message) {
    if (csv_error(&parser_) == CSV_ENOMEM) throw std::bad_alloc();
    failure_ = wrong_line(line, std::move(message));
    return *failure_;
  }

  static void on_cell(void* bytes, std::size_t size, void* self) {
    std::string cell(static_cast<const char*>(bytes), size);
    if (cell.starts_with('\'') && is_formula_like(cell)) cell.erase(0, 1);
    static_cast<Parser*>(self)->row_.cells.push_back(std::move(cell));
  }

  static void on_row_end(int, void* self) {
    auto& parser = *static_cast<Parser*>(self);
    parser.rows_.push_back(std::move(parser.row_));
    parser.row_ = {};
    parser.is_open_ = false;
  }

  CsvBytes bytes_;
  csv_parser parser_{};
  std::string pending_;
  std::size_t read_ = 0;  // of pending_
  bool finished_ = false;
  bool ended_ = false;
  std::size_t line_ = 0;
  bool is_open_ = false;  // the row has begun, on this line or an earlier one
  std::size_t row_bytes_ = 0;
  CsvRow row_;
  std::deque<CsvRow> rows_;
  std::optional<Error> failure_;
};

CsvReader::CsvReader(CsvBytes bytes) : parser_(std::make_unique<Parser>(bytes)) {}

CsvReader::~CsvReader() = default;

void CsvReader::feed(std::string_view bytes) {
  parser_->feed(bytes);
}

void CsvReader::finish() {
  parser_->finish();
}

Result<bool> CsvReader::next(CsvRow& row) {
  return parser_->next(row);
}

namespace {

// "-83.90".
bool is_negative_number(std::string_view cell) {
  if (!cell.starts_with('-')) return false;
  cell.remove_prefix(1);
  const auto point = std::min(cell.find('.'), cell.size());
  const auto digits = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return digits(cell.substr(0, point)) && (point == cell.size() || digits(cell.substr(point + 1)));
}

std::string written(std::string cell, Negatives negatives) {
  const bool is_figure = negatives == Negatives::figures && is_negative_number(cell);
  if (!is_figure && is_formula_like(cell)) cell.insert(0, 1, '\'');
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted(csv_write(nullptr, 0, cell.data(), cell.size()), '\0');
  csv_write(quoted.data(), quoted.size(), cell.data(), cell.size());
  return quoted;
}

}  // namespace

Result<std::vector<CsvRow>> read_csv(std::string_view text, CsvBytes bytes) {
  CsvReader reader(bytes);
  reader.feed(text);
  reader.finish();
  std::vector<CsvRow> rows;
  for (CsvRow row;;) {
    const auto got = reader.next(row);
    if (!got) return got.error();
    if (!*got) return rows;
    rows.push_back(std::move(row));
  }
}

std::string csv_line(const std::vector<std::string>& cells, Negatives negatives) {
  // A lone empty cell unquoted would be a blank line, and that is no row.
  if (cells.size() == 1 && cells.front().empty()) return "\"\"\n";
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + written(cells[i], negatives);
  return line + "\n";
}

Error at_line(std::size_t line, Error error) {
  error.message = error.text();
  error.field = "line " + std::to_string(line);
  return error;
}

}  // namespace sellerd
