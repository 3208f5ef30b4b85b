#include "ctl/sheet.h"

#include <algorithm>
#include <optional>

#include "ctl/input_file.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

// Of each wanted column: which cell of a row it is; nothing when the sheet lacks it.
using Places = std::vector<std::optional<std::size_t>>;

Error wrong_header(std::size_t line, std::string message, std::span<const SheetColumn> columns) {
  std::string hint = "a first line that names the columns:";
  for (const auto& column : columns) {
    hint += (&column == columns.data() ? " " : ", ") + std::string(column.name);
    if (!column.required) hint += " (may be left out)";
  }
  return at_line(line, make_error(ErrorCode::invalid_argument, std::move(message), {}, std::move(hint)));
}

std::string quoted(std::string_view name) {
  return "\"" + fit(clean(name), 60, false) + "\"";
}

// As names are compared.
std::string plain(std::string_view name, Names names) {
  std::string text(name);
  if (names == Names::exact) return text;
  std::erase(text, ' ');
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

Result<Places> places_of(const CsvRow& header, std::span<const SheetColumn> columns, OtherColumns others,
                         Names names) {
  Places places(columns.size());
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    const auto& name = header.cells[i];
    const auto known = std::find_if(columns.begin(), columns.end(), [&](const SheetColumn& column) {
      return plain(column.name, names) == plain(name, names);
    });
    if (known == columns.end()) {
      if (others == OtherColumns::ignored) continue;
      return wrong_header(header.line, "there is no column " + quoted(name), columns);
    }
    auto& place = places[static_cast<std::size_t>(known - columns.begin())];
    if (place) return wrong_header(header.line, "names the column " + quoted(name) + " twice", columns);
    place = i;
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].required && !places[i]) {
      return wrong_header(header.line, "the column " + quoted(columns[i].name) + " is missing", columns);
    }
  }
  return places;
}

}  // namespace

Result<std::vector<CsvRow>> read_sheet(std::string_view text, std::span<const SheetColumn> columns,
                                       OtherColumns others, Names names) {
  auto rows = read_csv(text);
  if (!rows) return rows;
  if (rows->empty()) return wrong_header(1, "there is nothing", columns);
  const auto places = places_of(rows->front(), columns, others, names);
  if (!places) return places.error();
  const auto width = rows->front().cells.size();
  std::vector<CsvRow> sheet;
  for (auto row = rows->begin() + 1; row != rows->end(); ++row) {
    if (std::all_of(row->cells.begin(), row->cells.end(), [](const auto& cell) { return cell.empty(); }))
      continue;
    // A cell too many or too few would put values under the wrong names.
    if (row->cells.size() != width) {
      return at_line(row->line,
                     make_error(ErrorCode::invalid_argument,
                                "has " + count_of(static_cast<std::int64_t>(row->cells.size()), "cell") +
                                    " where the first line has " + std::to_string(width)));
    }
    auto& taken = sheet.emplace_back(CsvRow{row->line, {}});
    for (const auto& place : *places) taken.cells.push_back(place ? std::move(row->cells[*place]) : "");
  }
  return sheet;
}

Result<std::vector<CsvRow>> read_sheet_file(const std::string& path, std::istream& in,
                                            std::span<const SheetColumn> columns, OtherColumns others,
                                            Names names) {
  const auto input = read_input(path, in, kMaximumSheet);
  if (!input) return within("FILE", input.error());
  return read_sheet(input->text, columns, others, names);
}

}  // namespace sellerd::ctl
