// Styled text: what the dashboard draws, without a terminal. Pure. Widths are terminal columns (ctl/text.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sellerd::ctl::dashboard {

// What a piece of text is, not which colour it has. Each is also said in words: colours may be missing.
enum class Style { plain, heading, faint, good, warning, bad };

struct Span {
  std::string text;
  Style style = Style::plain;
  bool reversed = false;  // shown in reverse: this is chosen
};

// One line. What is added is cleaned, so no line has power over a terminal.
class Line {
 public:
  Line() = default;
  explicit Line(std::string_view text, Style style = Style::plain) { add(text, style); }

  Line& add(std::string_view text, Style style = Style::plain);
  Line& add(const Line& other);
  // Spaces until the line has so many columns; none when it has them.
  Line& pad_to(std::size_t width);
  // What is there is shown in reverse.
  Line& reverse();

  // The first `width` columns; what is cut off is marked as in ctl/text.h.
  Line cut(std::size_t width, bool unicode) const;

  std::size_t width() const { return width_; }
  std::string text() const;
  const std::vector<Span>& spans() const { return spans_; }

 private:
  Line& add_span(Span span);

  std::vector<Span> spans_;
  std::size_t width_ = 0;
};

using Lines = std::vector<Line>;

// The text's lines, each wrapped to the width where it is longer; what goes on stands below the text, or
// below the value where the line is a label and a value.
Lines wrapped(std::string_view text, std::size_t width, Style style = Style::plain);

// The parts, none of them broken, on as few lines as they fit on, with a gap between them; lines after the
// first are indented. What does not fit on `most` lines is left out, the last parts first.
Lines packed(const Lines& parts, std::size_t width, std::size_t indent, std::size_t most, bool unicode);

}  // namespace sellerd::ctl::dashboard
