#include "ctl/dashboard/section.h"

#include <algorithm>

#include "ctl/text.h"

namespace sellerd::ctl::dashboard {
namespace {

struct Row {
  const Line* line = nullptr;
  bool chosen = false;
  bool first = false;  // of its entry: the mark stands there
};

struct Window {
  std::vector<Row> rows;
  std::size_t from = 0;
  std::size_t all = 0;
};

Window window_of(const Content& content, std::size_t chosen, std::size_t height) {
  Window window;
  std::size_t begin = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < content.entries.size(); ++i) {
    if (i == chosen) begin = window.rows.size();
    for (const auto& line : content.entries[i].lines)
      window.rows.push_back({&line, i == chosen, &line == &content.entries[i].lines.front()});
    if (i == chosen) end = window.rows.size();
  }
  window.all = window.rows.size();
  if (window.all <= height) return window;
  const std::size_t spare = height - std::min(height, end - begin);
  window.from = std::min(begin - std::min(begin, spare / 2), window.all - height);
  window.rows.erase(window.rows.begin(), window.rows.begin() + static_cast<std::ptrdiff_t>(window.from));
  window.rows.resize(height);
  return window;
}

Line heading(const SectionStyle& style, const Window& window, std::size_t width, bool unicode) {
  const std::string_view stroke = unicode ? "─" : "-";
  const std::string_view mark = style.focused ? (unicode ? "▶" : ">") : stroke;
  Line line(mark, style.focused ? Style::heading : Style::faint);
  for (std::size_t i = 0; i < style.names.size(); ++i) {
    const bool is_current = i == style.current;
    const bool is_choice = style.names.size() > 1;
    line.add(" ").add(is_current && is_choice ? "[" + style.names[i] + "]" : style.names[i],
                      is_current ? Style::heading : Style::faint);
  }
  line.add(" ");
  Line right;
  if (window.rows.size() < window.all) {
    right.add(" " + grouped(static_cast<std::int64_t>(window.from + 1)) + "-" +
                  grouped(static_cast<std::int64_t>(window.from + window.rows.size())) + " of " +
                  grouped(static_cast<std::int64_t>(window.all)),
              Style::faint);
  }
  const auto with_note = Line(style.note.empty() ? "" : " " + style.note, Style::faint).add(right);
  if (line.width() + with_note.width() <= width) right = with_note;
  const bool has_room = line.width() + right.width() <= width;
  const std::size_t end = width - (has_room ? right.width() : 0);
  std::string rule;
  for (std::size_t column = line.width(); column < end; ++column) rule += stroke;
  line.add(rule, Style::faint);
  if (has_room) line.add(right);
  return line.cut(width, unicode);
}

}  // namespace

Lines section(const SectionStyle& style, const Content& content, std::size_t width, std::size_t height,
              bool unicode) {
  Lines lines;
  if (height == 0 || (content.entries.empty() && content.nothing.empty())) return lines;
  const std::string margin(kMarkWidth, ' ');
  const bool has_columns = content.heading.width() > 0 && height > 2;
  const auto window = window_of(content, style.chosen, height - (has_columns ? 2 : 1));
  lines.push_back(heading(style, window, width, unicode));
  if (has_columns) lines.push_back(Line(margin).add(content.heading));
  for (const auto& row : window.rows) {
    const bool is_marked = style.focused && row.chosen && row.first;
    Line line(is_marked ? (unicode ? "▸ " : "> ") : margin);
    line.add(*row.line);
    lines.push_back(is_marked ? line.pad_to(width).reverse() : line);
  }
  if (content.entries.empty() && lines.size() < height)
    lines.push_back(Line(margin).add(content.nothing, Style::faint).cut(width, unicode));
  return lines;
}

}  // namespace sellerd::ctl::dashboard
