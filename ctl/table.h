// An aligned table that streams: its columns take their widths from the first rows, so memory stays bounded.
// Pure: rows go in, text comes out.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ctl/terminal.h"
#include "ctl/text.h"

namespace sellerd::ctl {

struct Column {
  std::string heading;
  Align align = Align::left;
  bool rigid = false;  // says little when cut: a time, a number, an amount
};

class Table {
 public:
  // Rows that are looked at before the widths are fixed.
  static constexpr std::size_t kSample = 200;

  // On an interactive terminal cells are cut so that a row fits its width: flexible columns first, then the
  // others, the first column last, since it tells which row it is. Elsewhere nothing is ever cut.
  Table(std::vector<Column> columns, Terminal terminal, std::size_t sample = kSample);

  // Takes a row of as many clean cells as there are columns. The text to print now; often none.
  std::string add(std::vector<std::string> cells);

  // What is left to print. The table without a row is no text at all.
  std::string finish();

 private:
  std::string flush();
  void fix_widths();
  std::string line(const std::vector<std::string>& cells) const;

  std::vector<Column> columns_;
  Terminal terminal_;
  std::size_t sample_;
  std::vector<std::vector<std::string>> waiting_;
  std::vector<std::size_t> widths_;  // empty until they are fixed
};

}  // namespace sellerd::ctl
