#include "ctl/dashboard/screen.h"

// The library's macros would take names away.
#define NCURSES_NOMACROS 1
#include <langinfo.h>
#include <ncurses.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cwchar>
#include <string>
#include <string_view>

#include "ctl/text.h"

namespace sellerd::ctl::dashboard {
namespace {

// How long an Esc may be the beginning of another key's sequence.
constexpr int kEscapeMilliseconds = 25;

enum Color : short { kGood = 1, kWarning, kBad };

// What characters are. Where the locale that is named is not installed, the one that always is.
void choose_locale(bool unicode) {
  if (std::setlocale(LC_CTYPE, "") != nullptr && std::string_view(nl_langinfo(CODESET)) == "UTF-8") return;
  std::setlocale(LC_CTYPE, unicode ? "C.UTF-8" : "C");
}

// Each character that is not ASCII as '?': the terminal would show its bytes.
std::string ascii(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) result += c;
    if (byte >= 0xc0) result += '?';
  }
  return result;
}

std::optional<Key::Code> code_of(wint_t key) {
  switch (key) {
    case KEY_UP:
      return Key::Code::up;
    case KEY_DOWN:
      return Key::Code::down;
    case KEY_LEFT:
      return Key::Code::left;
    case KEY_RIGHT:
      return Key::Code::right;
    case KEY_PPAGE:
      return Key::Code::page_up;
    case KEY_NPAGE:
      return Key::Code::page_down;
    case KEY_HOME:
      return Key::Code::home;
    case KEY_END:
      return Key::Code::end;
    case KEY_BTAB:
      return Key::Code::back_tab;
    case KEY_ENTER:
      return Key::Code::enter;
    case KEY_BACKSPACE:
      return Key::Code::backspace;
    case KEY_RESIZE:
      return Key::Code::resize;
    default:
      return std::nullopt;
  }
}

// Of what a person typed. Controls that mean nothing here are no text either.
std::optional<Key> key_of(wint_t character) {
  switch (character) {
    case L'\t':
      return Key{Key::Code::tab, {}};
    case L'\r':
    case L'\n':
      return Key{Key::Code::enter, {}};
    case 0x1b:
      return Key{Key::Code::escape, {}};
    case 0x08:
    case 0x7f:
      return Key{Key::Code::backspace, {}};
    case 0x0c:
      return Key{Key::Code::redraw, {}};
    default:
      break;
  }
  if (character < 0x20) return std::nullopt;
  std::array<char, 32> bytes{};
  std::mbstate_t state{};
  const auto length = std::wcrtomb(bytes.data(), static_cast<wchar_t>(character), &state);
  if (length == static_cast<std::size_t>(-1)) return std::nullopt;
  return Key{Key::Code::character, std::string(bytes.data(), length)};
}

}  // namespace

std::unique_ptr<Screen> Screen::open(const Terminal& terminal) {
  if (isatty(STDIN_FILENO) != 1 || isatty(STDOUT_FILENO) != 1) return nullptr;
  choose_locale(terminal.unicode);
  auto* handle = newterm(nullptr, stdout, stdin);
  if (handle == nullptr) return nullptr;
  return std::unique_ptr<Screen>(new Screen(terminal, handle));
}

Screen::Screen(const Terminal& terminal, void* handle) : terminal_(terminal), handle_(handle) {
  cbreak();
  noecho();
  nonl();
  set_escdelay(kEscapeMilliseconds);
  keypad(stdscr, true);
  nodelay(stdscr, true);
  curs_set(0);
  if (!terminal_.color || !has_colors()) return;
  start_color();
  use_default_colors();
  init_pair(kGood, COLOR_GREEN, -1);
  init_pair(kWarning, COLOR_YELLOW, -1);
  init_pair(kBad, COLOR_RED, -1);
}

Screen::~Screen() {
  endwin();
  delscreen(static_cast<SCREEN*>(handle_));
}

Size Screen::size() const {
  return {static_cast<std::size_t>(std::max(1, getmaxx(stdscr))),
          static_cast<std::size_t>(std::max(1, getmaxy(stdscr)))};
}

int Screen::attributes(const Span& span) const {
  const auto color = [this](Color pair) {
    return terminal_.color && has_colors() ? static_cast<int>(COLOR_PAIR(pair)) : 0;
  };
  const int reversed = span.reversed ? static_cast<int>(A_REVERSE) : 0;
  switch (span.style) {
    case Style::plain:
      return reversed;
    case Style::heading:
      return reversed | static_cast<int>(A_BOLD);
    case Style::faint:
      // Some terminals show faint text in reverse as an empty bar.
      return span.reversed ? reversed : static_cast<int>(A_DIM);
    case Style::good:
      return reversed | color(kGood);
    case Style::warning:
      return reversed | color(kWarning);
    case Style::bad:
      break;
  }
  return reversed | static_cast<int>(A_BOLD) | color(kBad);
}

void Screen::show(const Picture& picture) {
  erase();
  int row = 0;
  for (const auto& line : picture.lines) {
    int column = 0;
    for (const auto& span : line.spans()) {
      attrset(attributes(span));
      const auto& text = terminal_.unicode ? span.text : ascii(span.text);
      mvaddnstr(row, column, text.c_str(), static_cast<int>(text.size()));
      column += static_cast<int>(display_width(span.text));
    }
    ++row;
  }
  attrset(A_NORMAL);
  curs_set(picture.cursor ? 1 : 0);
  if (picture.cursor) move(std::max(0, row - 1), static_cast<int>(*picture.cursor));
  refresh();
}

void Screen::forget() {
  clearok(stdscr, true);
}

std::optional<Key> Screen::read() {
  wint_t character = 0;
  // A key that means nothing here is passed over; there are no more of them than were typed.
  for (;;) {
    const int got = get_wch(&character);
    if (got == ERR) return std::nullopt;
    if (got == KEY_CODE_YES) {
      if (const auto code = code_of(character)) return Key{*code, {}};
    } else if (auto key = key_of(character)) {
      return key;
    }
  }
}

}  // namespace sellerd::ctl::dashboard
