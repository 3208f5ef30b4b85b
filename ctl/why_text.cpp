#include "ctl/why_text.h"

#include <algorithm>

#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

constexpr std::size_t kStageWidth = 10;
constexpr std::size_t kTimeWidth = 18;
constexpr std::size_t kTextIndent = kStageWidth + kTimeWidth;
// Sentences get a line of their own where there is less room than this beside the time.
constexpr std::size_t kNarrowestText = 60;
constexpr std::size_t kNarrowIndent = 4;

std::string time_of(const api::Explanation& link) {
  return link.when ? short_time(*link.when) : std::string();
}

std::string without_end_spaces(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace

std::string WhyWriter::line(const api::Explanation& link) const {
  const auto time = time_of(link);
  std::string text = pad(clean(link.stage), kStageWidth, Align::left) +
                     pad(time.empty() ? "-" : time, kTimeWidth, Align::left) + clean(link.says);
  if (!link.evidence.empty()) text += "  [" + clean(link.evidence) + "]";
  return text + "\n";
}

std::string WhyWriter::add(const api::Explanation& link) {
  if (!terminal_.interactive) return line(link);
  const bool is_narrow = terminal_.width < kNarrowestText;
  const std::size_t indent = is_narrow ? kNarrowIndent : kTextIndent;
  const std::string margin(indent, ' ');
  std::string stage =
      pad(link.stage == stage_ && !is_narrow ? "" : clean(link.stage), kStageWidth, Align::left);
  if (terminal_.color) stage = "\x1b[1m" + stage + "\x1b[0m";
  stage_ = link.stage;
  std::string text = stage + pad(time_of(link), kTimeWidth, Align::left);
  if (is_narrow) text = without_end_spaces(std::move(text)) + "\n" + margin;
  text += wrap(clean(link.says), terminal_.width, indent, indent) + "\n";
  if (link.evidence.empty()) return text;
  const auto evidence = wrap(clean(link.evidence), terminal_.width, indent, indent);
  return text + margin + (terminal_.color ? "\x1b[2m" + evidence + "\x1b[0m" : evidence) + "\n";
}

}  // namespace sellerd::ctl
