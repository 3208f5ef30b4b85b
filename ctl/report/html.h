// Writes HTML and the SVG within it. Pure.
//
// Whatever comes in as text or as a value of an attribute is escaped here and nowhere else, so that no text
// of a marketplace can become markup. Names of elements and attributes are ours and are not escaped.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sellerd::ctl {

// The text as it may stand between tags or in a quoted attribute; without control characters.
std::string escaped(std::string_view text);

using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

class Html {
 public:
  // An element that is open until the matching close().
  Html& open(std::string_view name, Attributes attributes = {});
  // Requires an open element.
  Html& close();
  // One without content: "<meta .../>", "<rect .../>".
  Html& leaf(std::string_view name, Attributes attributes = {});
  // One with text alone.
  Html& element(std::string_view name, std::string_view text) { return element(name, {}, text); }
  Html& element(std::string_view name, Attributes attributes, std::string_view text);
  Html& text(std::string_view text);
  // Markup of ours that is constant: the document type, the style sheet.
  Html& constant(std::string_view markup);

  // All that was written. Requires that nothing is open.
  std::string finish() &&;

 private:
  void start(std::string_view name, Attributes attributes);

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace sellerd::ctl
