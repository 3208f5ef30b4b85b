#include "ctl/table.h"

#include <algorithm>
#include <numeric>

namespace sellerd::ctl {
namespace {

constexpr std::string_view kColumnGap = "  ";
// A column is not cut below this: what is left would tell nothing.
constexpr std::size_t kNarrowestColumn = 6;

// Takes from the widest of the chosen columns, again and again, until the row fits or they are narrow.
template <class Chosen>
void shrink(std::vector<std::size_t>& widths, std::size_t available, Chosen chosen) {
  auto total = std::accumulate(widths.begin(), widths.end(), std::size_t{0});
  for (; total > available; --total) {
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (chosen(i) && (widest == nullptr || widths[i] > *widest)) widest = &widths[i];
    }
    if (widest == nullptr || *widest <= kNarrowestColumn) return;
    --*widest;
  }
}

}  // namespace

Table::Table(std::vector<Column> columns, Terminal terminal, std::size_t sample)
    : columns_(std::move(columns)), terminal_(terminal), sample_(std::max<std::size_t>(1, sample)) {}

std::string Table::add(std::vector<std::string> cells) {
  if (!widths_.empty()) return line(cells);
  waiting_.push_back(std::move(cells));
  return waiting_.size() < sample_ ? std::string() : flush();
}

std::string Table::finish() {
  return waiting_.empty() ? std::string() : flush();
}

std::string Table::flush() {
  fix_widths();
  std::vector<std::string> headings;
  for (const auto& column : columns_) headings.push_back(column.heading);
  std::string text = line(headings);
  for (const auto& row : waiting_) text += line(row);
  waiting_.clear();
  return text;
}

void Table::fix_widths() {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = display_width(columns_[i].heading);
    for (const auto& row : waiting_) width = std::max(width, display_width(row[i]));
    widths_.push_back(width);
  }
  if (!terminal_.interactive || columns_.empty()) return;
  const std::size_t gaps = kColumnGap.size() * (columns_.size() - 1);
  const std::size_t available = terminal_.width > gaps ? terminal_.width - gaps : 0;
  shrink(widths_, available, [this](std::size_t i) { return i > 0 && !columns_[i].rigid; });
  shrink(widths_, available, [](std::size_t i) { return i > 0; });
  shrink(widths_, available, [](std::size_t) { return true; });
}

std::string Table::line(const std::vector<std::string>& cells) const {
  std::string text;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) text += kColumnGap;
    const auto& cell = cells[i];
    text += pad(terminal_.interactive ? fit(cell, widths_[i], terminal_.unicode) : cell, widths_[i],
                columns_[i].align);
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

}  // namespace sellerd::ctl
