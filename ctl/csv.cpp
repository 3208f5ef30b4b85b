#include "ctl/csv.h"

#include <csv.h>

#include <algorithm>
#include <new>

#include "ctl/text.h"

namespace sellerd::ctl {
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

// A physical line with its end, taken off the text's front.
std::string_view take_line(std::string_view& text) {
  auto end = text.find_first_of("\r\n");
  if (end == std::string_view::npos) end = text.size() - 1;
  if (text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n') ++end;
  const auto line = text.substr(0, end + 1);
  text.remove_prefix(end + 1);
  return line;
}

// libcsv tells of cells and row ends by callbacks and does not count lines; so it gets line by line.
class Reader {
 public:
  Reader() {
    if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
    // Spaces belong to the cell: SKUs are compared byte for byte.
    csv_set_space_func(&parser_, [](unsigned char) { return 0; });
  }
  ~Reader() { csv_free(&parser_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  Result<std::vector<CsvRow>> read(std::string_view text) {
    for (line_ = 1; !text.empty(); ++line_) {
      const auto line = take_line(text);
      if (!is_utf8(line)) return wrong_line(line_, "is not UTF-8 text");
      if (!is_open_) row_.line = line_;
      is_open_ = is_open_ || line.find_first_not_of("\r\n") != std::string_view::npos;
      if (csv_parse(&parser_, line.data(), line.size(), &Reader::on_cell, &Reader::on_row_end, this) !=
          line.size()) {
        return failure(line_, "a quote stands where none can be");
      }
    }
    if (csv_fini(&parser_, &Reader::on_cell, &Reader::on_row_end, this) != 0) {
      return failure(row_.line, "a quote is opened and never closed");
    }
    return std::move(rows_);
  }

 private:
  Error failure(std::size_t line, std::string message) {
    if (csv_error(&parser_) != CSV_EPARSE) throw std::bad_alloc();
    return wrong_line(line, std::move(message));
  }

  static void on_cell(void* bytes, std::size_t size, void* self) {
    std::string cell(static_cast<const char*>(bytes), size);
    if (cell.starts_with('\'') && is_formula_like(cell)) cell.erase(0, 1);
    static_cast<Reader*>(self)->row_.cells.push_back(std::move(cell));
  }

  static void on_row_end(int, void* self) {
    auto& reader = *static_cast<Reader*>(self);
    reader.rows_.push_back(std::move(reader.row_));
    reader.row_ = {};
    reader.is_open_ = false;
  }

  csv_parser parser_{};
  std::size_t line_ = 0;
  bool is_open_ = false;  // the row has begun, on this line or an earlier one
  CsvRow row_;
  std::vector<CsvRow> rows_;
};

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

Result<std::vector<CsvRow>> read_csv(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return Reader().read(text);
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

}  // namespace sellerd::ctl
