#include "common/sheet.h"

#include <algorithm>

#include "common/ascii.h"
#include "common/charset.h"

namespace sellerd {
namespace {

Error wrong_header(std::size_t line, std::string message, std::span<const SheetColumn> columns) {
  std::string hint = "a first line that names the columns:";
  for (const auto& column : columns) {
    hint += (&column == columns.data() ? " " : ", ") + std::string(column.name);
    if (!column.required) hint += " (may be left out)";
  }
  return at_line(line, make_error(ErrorCode::invalid_argument, std::move(message), {}, std::move(hint)));
}

std::string in_quotes(std::string_view name) {
  std::string shown(cut_utf8(name, 60));
  std::replace_if(shown.begin(), shown.end(), [](unsigned char c) { return c < ' ' || c == 127; }, ' ');
  return "\"" + shown + (shown.size() < name.size() ? "..." : "") + "\"";
}

// As names are compared.
std::string plain(std::string_view name, Names names) {
  std::string text(name);
  if (names == Names::exact) return text;
  std::erase(text, ' ');
  return ascii_lower(text);
}

}  // namespace

Result<SheetLayout> SheetLayout::read(const CsvRow& header, std::span<const SheetColumn> columns,
                                      OtherColumns others, Names names) {
  SheetLayout layout;
  layout.width_ = header.cells.size();
  layout.places_.resize(columns.size());
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    const auto& name = header.cells[i];
    const auto known = std::find_if(columns.begin(), columns.end(), [&](const SheetColumn& column) {
      return plain(column.name, names) == plain(name, names);
    });
    if (known == columns.end()) {
      if (others == OtherColumns::ignored) continue;
      return wrong_header(header.line, "there is no column " + in_quotes(name), columns);
    }
    auto& place = layout.places_[static_cast<std::size_t>(known - columns.begin())];
    if (place) return wrong_header(header.line, "names the column " + in_quotes(name) + " twice", columns);
    place = i;
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].required && !layout.places_[i]) {
      return wrong_header(header.line, "the column " + in_quotes(columns[i].name) + " is missing", columns);
    }
  }
  return layout;
}

Result<CsvRow> SheetLayout::arrange(CsvRow row) const {
  // A cell too many or too few would put values under the wrong names.
  if (row.cells.size() != width_) {
    return at_line(row.line, make_error(ErrorCode::invalid_argument,
                                        "has " + std::to_string(row.cells.size()) +
                                            (row.cells.size() == 1 ? " cell" : " cells") +
                                            " where the first line has " + std::to_string(width_)));
  }
  CsvRow arranged{row.line, {}};
  arranged.cells.reserve(places_.size());
  for (const auto& place : places_) arranged.cells.push_back(place ? std::move(row.cells[*place]) : "");
  return arranged;
}

bool is_blank(const CsvRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.empty(); });
}

Result<std::vector<CsvRow>> read_sheet(std::string_view text, std::span<const SheetColumn> columns,
                                       OtherColumns others, Names names) {
  auto rows = read_csv(text);
  if (!rows) return rows;
  if (rows->empty()) return wrong_header(1, "there is nothing", columns);
  const auto layout = SheetLayout::read(rows->front(), columns, others, names);
  if (!layout) return layout.error();
  std::vector<CsvRow> sheet;
  for (auto row = rows->begin() + 1; row != rows->end(); ++row) {
    if (is_blank(*row)) continue;
    auto arranged = layout->arrange(std::move(*row));
    if (!arranged) return arranged.error();
    sheet.push_back(std::move(*arranged));
  }
  return sheet;
}

}  // namespace sellerd
