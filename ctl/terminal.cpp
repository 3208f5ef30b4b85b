#include "ctl/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>

namespace sellerd::ctl {
namespace {

// Narrower or wider is no real terminal.
constexpr std::size_t kNarrowestTerminal = 20;
constexpr std::size_t kWidest = 1'000;

bool speaks_utf8(const Environment& environment) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto locale = environment(name);
    if (!locale) continue;
    // The first that is set decides, as in setlocale(3).
    for (const char* spelling : {"UTF-8", "utf8", "UTF8", "utf-8"}) {
      if (locale->find(spelling) != std::string::npos) return true;
    }
    return false;
  }
  return false;
}

std::size_t sensible(std::size_t columns) {
  return columns >= kNarrowestTerminal && columns <= kWidest ? columns : Terminal{}.width;
}

std::size_t number_or(const std::optional<std::string>& text, std::size_t fallback) {
  std::size_t number = 0;
  if (!text) return fallback;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
  return read.ec == std::errc{} && read.ptr == text->data() + text->size() ? number : fallback;
}

}  // namespace

Terminal describe_terminal(const Environment& environment, bool is_terminal, std::size_t columns) {
  Terminal terminal;
  terminal.interactive = is_terminal;
  terminal.live = is_terminal && environment("TERM").value_or("dumb") != "dumb";
  terminal.color = terminal.live && !environment("NO_COLOR");
  terminal.unicode = speaks_utf8(environment);
  terminal.width = sensible(number_or(environment("COLUMNS"), columns));
  return terminal;
}

Terminal detect_terminal(const Environment& environment, int descriptor) {
  const bool is_terminal = isatty(descriptor) == 1;
  winsize size{};
  const bool known = is_terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0;
  return describe_terminal(environment, is_terminal, known ? size.ws_col : 0);
}

}  // namespace sellerd::ctl
