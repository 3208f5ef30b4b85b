#include "ctl/dashboard/keys.h"

#include <algorithm>
#include <optional>

namespace sellerd::ctl::dashboard {
namespace {

// Longer names are none; a paste of a whole file is not kept.
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kFar = 10;  // lines of PgUp and PgDn in a panel
constexpr std::string_view kRunWord = "run ";

bool is(const Key& key, std::string_view text) {
  return key.code == Key::Code::character && key.text == text;
}

// Letters that stand for keys, as in pagers.
Key::Code meaning(const Key& key) {
  if (is(key, "j")) return Key::Code::down;
  if (is(key, "k")) return Key::Code::up;
  if (is(key, "h")) return Key::Code::left;
  if (is(key, "l")) return Key::Code::right;
  if (is(key, "g")) return Key::Code::home;
  if (is(key, "G")) return Key::Code::end;
  if (is(key, "q")) return Key::Code::escape;
  return key.code;
}

// Where a key leads among `count` lines; nothing when it is no such key.
std::optional<std::size_t> moved(Key::Code code, std::size_t at, std::size_t count, std::size_t far) {
  const std::size_t last = count == 0 ? 0 : count - 1;
  at = std::min(at, last);
  switch (code) {
    case Key::Code::up:
      return at - std::min<std::size_t>(at, 1);
    case Key::Code::down:
      return std::min(last, at + 1);
    case Key::Code::page_up:
      return at - std::min(at, far);
    case Key::Code::page_down:
      return std::min(last, at + far);
    case Key::Code::home:
      return 0;
    case Key::Code::end:
      return last;
    default:
      return std::nullopt;
  }
}

Action open(Target target) {
  return {Action::Kind::open, std::move(target)};
}

Action type(ViewState& view, const Key& key) {
  auto& typed = *view.typed;
  switch (key.code) {
    case Key::Code::character:
      if (typed.size() + key.text.size() <= kLongestName) typed += key.text;
      return {};
    case Key::Code::backspace:
      while (!typed.empty() && (typed.back() & 0xc0) == 0x80) typed.pop_back();
      if (!typed.empty()) typed.pop_back();
      return {};
    case Key::Code::enter: {
      const auto target = target_of(typed);
      view.typed.reset();
      return target.name.empty() ? Action{} : open(target);
    }
    case Key::Code::escape:
      view.typed.reset();
      return {};
    default:
      return {};
  }
}

// The next part that is there to be seen, lists that would take the place of others included.
void step(ViewState& view, const Picture& shown, bool forward) {
  for (std::size_t i = 1; i <= kPanels; ++i) {
    const auto next = static_cast<Panel>((index_of(view.focus) + (forward ? i : kPanels - i)) % kPanels);
    const bool is_list = place_in_lists(next).has_value();
    if (!is_list && shown.entries[index_of(next)].empty()) continue;
    view.focus = next;
    const bool is_seen = std::find(shown.lists.begin(), shown.lists.end(), next) != shown.lists.end();
    if (is_list && !is_seen) view.list = next;
    return;
  }
}

Action in_page(ViewState& view, Key::Code code, const Picture& shown) {
  auto& page = view.pages.back();
  const auto count = shown.page_lines.size();
  if (const auto line = moved(code, page.line, count, std::max<std::size_t>(1, shown.page_height))) {
    page.line = *line;
  } else if (code == Key::Code::enter && page.line < count && shown.page_lines[page.line]) {
    return open(*shown.page_lines[page.line]);
  } else if (code == Key::Code::escape || code == Key::Code::left || code == Key::Code::backspace) {
    view.pages.pop_back();
  }
  return {};
}

Action in_panels(ViewState& view, Key::Code code, const Picture& shown) {
  view.focus = shown.focus;
  const auto& entries = shown.entries[index_of(view.focus)];
  auto& selection = view.selection(view.focus);
  const auto at = selection.place(entries);
  if (const auto to = moved(code, at, entries.size(), kFar)) {
    selection.index = *to;
    selection.target = *to < entries.size() ? std::optional(entries[*to]) : std::nullopt;
    // At the top a list stays at its top: what is new is to be seen.
    if (*to == 0) selection.target.reset();
    return {};
  }
  switch (code) {
    case Key::Code::tab:
    case Key::Code::right:
      step(view, shown, true);
      return {};
    case Key::Code::back_tab:
    case Key::Code::left:
      step(view, shown, false);
      return {};
    case Key::Code::enter:
      return at < entries.size() ? open(entries[at]) : Action{};
    case Key::Code::escape:
      return {Action::Kind::quit, {}};
    default:
      return {};
  }
}

}  // namespace

std::size_t Selection::place(const std::vector<Target>& entries) const {
  if (target) {
    // Several entries may lead to the same place.
    if (index < entries.size() && entries[index] == *target) return index;
    const auto found = std::find(entries.begin(), entries.end(), *target);
    if (found != entries.end()) return static_cast<std::size_t>(found - entries.begin());
  }
  return entries.empty() ? 0 : std::min(index, entries.size() - 1);
}

Target target_of(const std::string& typed) {
  const auto first = typed.find_first_not_of(' ');
  const auto last = typed.find_last_not_of(' ');
  if (first == std::string::npos) return {Target::Kind::subject, {}, {}};
  auto name = typed.substr(first, last - first + 1);
  const bool is_run = name.starts_with(kRunWord) && name.size() > kRunWord.size() &&
                      name.find_first_not_of("0123456789", kRunWord.size()) == std::string::npos;
  if (is_run) return {Target::Kind::run, name.substr(kRunWord.size()), {}};
  return {Target::Kind::subject, std::move(name), {}};
}

Action press(ViewState& view, const Key& key, const Picture& shown) {
  if (key.code == Key::Code::redraw) return {Action::Kind::redraw, {}};
  if (key.code == Key::Code::resize) return {};
  view.message.clear();
  if (view.typed) return type(view, key);
  if (view.asks_for_sync) {
    view.asks_for_sync = false;
    return is(key, "y") ? Action{Action::Kind::sync, {}} : Action{};
  }
  if (view.help) {
    view.help = false;
    return {};
  }
  if (is(key, "/")) {
    view.typed.emplace();
  } else if (is(key, "s")) {
    view.asks_for_sync = true;
  } else if (is(key, "?")) {
    view.help = true;
  } else if (!view.pages.empty()) {
    return in_page(view, meaning(key), shown);
  } else {
    return in_panels(view, meaning(key), shown);
  }
  return {};
}

}  // namespace sellerd::ctl::dashboard
