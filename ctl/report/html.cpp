#include "ctl/report/html.h"

#include <stdexcept>

#include "ctl/text.h"

namespace sellerd::ctl {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char character : clean(text)) {
    switch (character) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += character;
    }
  }
  return result;
}

void Html::start(std::string_view name, Attributes attributes) {
  out_.append("<").append(name);
  for (const auto& [attribute, value] : attributes)
    out_.append(" ").append(attribute).append("=\"").append(escaped(value)).append("\"");
}

Html& Html::open(std::string_view name, Attributes attributes) {
  start(name, attributes);
  out_ += ">";
  open_.emplace_back(name);
  return *this;
}

Html& Html::close() {
  if (open_.empty()) throw std::logic_error("no element is open");
  out_.append("</").append(open_.back()).append(">\n");
  open_.pop_back();
  return *this;
}

Html& Html::leaf(std::string_view name, Attributes attributes) {
  start(name, attributes);
  out_ += "/>";
  return *this;
}

Html& Html::element(std::string_view name, Attributes attributes, std::string_view content) {
  return open(name, attributes).text(content).close();
}

Html& Html::text(std::string_view text) {
  out_ += escaped(text);
  return *this;
}

Html& Html::constant(std::string_view markup) {
  out_ += markup;
  return *this;
}

std::string Html::finish() && {
  if (!open_.empty()) throw std::logic_error("the element " + open_.back() + " is open");
  return std::move(out_);
}

}  // namespace sellerd::ctl
