#include "ctl/dashboard/styled.h"

#include <algorithm>

#include "ctl/text.h"

namespace sellerd::ctl::dashboard {
namespace {

constexpr std::size_t kPartGap = 2;

// Where what follows a line that is wrapped begins: below its text, or below the value where a label stands
// before it. Deeper than a third of the width it would leave no room.
std::size_t indent_of(std::string_view line, std::size_t width) {
  const auto words = line.find_first_not_of(' ');
  if (words == std::string_view::npos || words > width / 3) return 0;
  const auto gap = line.find("  ", words);
  const auto value = gap == std::string_view::npos ? gap : line.find_first_not_of(' ', gap);
  if (value == std::string_view::npos || display_width(line.substr(0, value)) > width / 3) return words;
  // In bytes: labels are ours and ASCII.
  return value == display_width(line.substr(0, value)) ? value : words;
}

}  // namespace

Line& Line::add_span(Span span) {
  if (span.text.empty()) return *this;
  width_ += display_width(span.text);
  if (!spans_.empty() && spans_.back().style == span.style && spans_.back().reversed == span.reversed) {
    spans_.back().text += span.text;
  } else {
    spans_.push_back(std::move(span));
  }
  return *this;
}

Line& Line::add(std::string_view text, Style style) {
  return add_span({clean(text), style});
}

Line& Line::add(const Line& other) {
  for (const auto& span : other.spans_) add_span(span);
  return *this;
}

Line& Line::pad_to(std::size_t width) {
  return width_ < width ? add(std::string(width - width_, ' ')) : *this;
}

Line& Line::reverse() {
  for (auto& span : spans_) span.reversed = true;
  return *this;
}

Line Line::cut(std::size_t width, bool unicode) const {
  if (width_ <= width) return *this;
  Line line;
  for (const auto& span : spans_) {
    const std::size_t room = width - line.width();
    const bool is_last = &span == &spans_.back();
    const std::size_t columns = display_width(span.text);
    // More comes after it: then it must leave room for the mark.
    if (columns < room || (is_last && columns == room)) {
      line.add_span(span);
      continue;
    }
    return line.add_span({fit(span.text + " ", room, unicode), span.style, span.reversed});
  }
  return line;
}

std::string Line::text() const {
  std::string text;
  for (const auto& span : spans_) text += span.text;
  return text;
}

Lines wrapped(std::string_view text, std::size_t width, Style style) {
  Lines lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto one = text.substr(0, end);
    const auto indent = indent_of(one, width);
    const auto rest = display_width(one) <= width ? std::string(one)
                                                  : std::string(one.substr(0, indent)) +
                                                        wrap(one.substr(indent), width, indent, indent);
    for (std::size_t at = 0; at != std::string::npos;) {
      const auto next = rest.find('\n', at);
      lines.emplace_back(std::string_view(rest).substr(at, next == std::string::npos ? next : next - at),
                         style);
      at = next == std::string::npos ? next : next + 1;
    }
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return lines;
}

Lines packed(const Lines& parts, std::size_t width, std::size_t indent, std::size_t most, bool unicode) {
  Lines lines;
  for (const auto& part : parts) {
    if (part.width() == 0) continue;
    if (!lines.empty() && lines.back().width() + kPartGap + part.width() <= width) {
      lines.back().add(std::string(kPartGap, ' ')).add(part);
      continue;
    }
    if (lines.size() == most) break;
    Line next(lines.empty() ? std::string() : std::string(indent, ' '));
    lines.push_back(next.add(part).cut(width, unicode));
  }
  return lines;
}

}  // namespace sellerd::ctl::dashboard
