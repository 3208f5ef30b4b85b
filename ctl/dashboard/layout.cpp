#include "ctl/dashboard/layout.h"

#include <algorithm>

#include "ctl/dashboard/health.h"
#include "ctl/dashboard/page.h"
#include "ctl/dashboard/section.h"
#include "ctl/text.h"

namespace sellerd::ctl::dashboard {
namespace {

// Smaller screens show nothing that could be read.
constexpr Size kSmallest{20, 6};
// Of one list beside others.
constexpr std::size_t kListWidth = 60;
constexpr std::size_t kListGap = 2;
// Of a header that need not save words.
constexpr std::size_t kRoomy = 60;
constexpr std::size_t kLowestLists = 5;

class Drawing {
 public:
  Drawing(const Model& model, const ViewState& view, const Size& size, bool unicode)
      : model_(model), view_(view), size_(size), unicode_(unicode) {}

  Picture draw() {
    if (size_.width < kSmallest.width || size_.height < kSmallest.height) {
      add(Line("too small"));
      return std::move(picture_);
    }
    add(header());
    const std::size_t height = size_.height - 2;
    if (view_.help) {
      draw_page(help_content(canvas()), 0, height);
    } else if (!view_.pages.empty()) {
      const auto& page = view_.pages.back();
      draw_page(page_content(model_, *page.detail, canvas()), page.line, height);
    } else if (model_.status) {
      draw_panels(height);
    }
    picture_.lines.resize(size_.height - 1);
    add(footer());
    return std::move(picture_);
  }

 private:
  // A mark stands before what can be chosen.
  Canvas canvas(std::size_t width) const { return {width - kMarkWidth, unicode_}; }
  Canvas canvas() const { return canvas(size_.width); }

  void add(const Line& line) { picture_.lines.push_back(line.cut(size_.width, unicode_)); }
  void add(const Lines& lines) {
    for (const auto& line : lines) add(line);
  }

  Line header() const {
    Lines parts{Line("sellerd", Style::heading)};
    if (model_.status) parts.front().add(" " + model_.status->version, Style::heading);
    if (!model_.trouble.empty()) {
      // Where there is not room for both, this is what counts.
      if (size_.width < kRoomy) parts.clear();
      parts.emplace_back(model_.trouble, Style::bad);
    } else if (model_.status) {
      const auto health = health_of(*model_.status);
      parts.emplace_back(health.word, health.style);
      if (!health.reason.empty()) parts.emplace_back(health.reason);
      parts.emplace_back("up " + coarse(model_.now - model_.status->started), Style::faint);
      parts.emplace_back("data in " + model_.status->data_directory, Style::faint);
    }
    auto time = utc(model_.now);
    if (size_.width < kRoomy) time = time.substr(time.find(' ') + 1);
    const std::size_t room = size_.width - std::min(size_.width, time.size() + 2);
    const auto left = packed(parts, room, 0, 1, unicode_);
    if (!model_.status) return left.front();
    return Line().add(left.front()).pad_to(size_.width - time.size()).add(time, Style::faint);
  }

  Line footer() {
    if (view_.typed) {
      Line line("Order id or SKU: ", Style::heading);
      // The end of it is what a person looks at.
      std::string typed = clean(*view_.typed);
      while (line.width() + display_width(typed) + 1 > size_.width && !typed.empty()) {
        typed.erase(0, 1);
        while (!typed.empty() && (typed[0] & 0xc0) == 0x80) typed.erase(0, 1);
      }
      line.add(typed);
      picture_.cursor = line.width();
      return line;
    }
    if (view_.asks_for_sync) return Line("Start a sync of every account now? y n", Style::heading);
    if (!view_.message.empty()) return Line(view_.message);
    Lines parts;
    const bool is_inside = view_.help || !view_.pages.empty();
    const auto key = [&parts](const char* name, const char* does) {
      parts.push_back(Line(name, Style::heading).add(std::string(" ") + does));
    };
    key("q", is_inside ? "back" : "quit");
    key("?", "help");
    key("/", "find");
    key("Enter", "open");
    if (!is_inside) {
      key("s", "sync");
      key("Tab", "next part");
      key(unicode_ ? "↑↓" : "j k", "choose");
    }
    return packed(parts, size_.width, 0, 1, unicode_).front();
  }

  void draw_page(const PageContent& page, std::size_t chosen, std::size_t height) {
    Content content;
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
      content.entries.push_back({{page.lines[i]}, page.targets[i].value_or(Target{})});
    }
    add(section({.names = {page.title}, .focused = true, .chosen = chosen}, content, size_.width, height,
                unicode_));
    picture_.page_lines = page.targets;
    picture_.page_height = height - 1;
  }

  Lines draw_panel(Panel panel, const Content& content, std::size_t width, std::size_t height) {
    auto& entries = picture_.entries[index_of(panel)];
    for (const auto& entry : content.entries) entries.push_back(entry.target);
    SectionStyle style{.names = {std::string(panel_name(panel))}, .focused = picture_.focus == panel};
    style.chosen = view_.selection(panel).place(entries);
    if (panel == Panel::channels) style.note = "bars: the last 24 hours";
    const auto place = place_in_lists(panel);
    if (place && lists_beside() == 1) {
      style.names.clear();
      for (const auto list : kLists) style.names.emplace_back(panel_name(list));
      style.current = *place;
    }
    return section(style, content, width, height, unicode_);
  }

  std::size_t lists_beside() const {
    return std::clamp<std::size_t>(size_.width / kListWidth, 1, kLists.size());
  }

  static std::size_t lines_of(const Content& content) {
    if (content.entries.empty()) return content.nothing.empty() ? 0 : 2;
    std::size_t lines = 1;
    for (const auto& entry : content.entries) lines += entry.lines.size();
    return lines;
  }

  // Alarms, what runs and the accounts get what they need as long as the lists keep their share.
  void draw_panels(std::size_t height) {
    const auto alarms = content_of(Panel::alarms, model_, canvas());
    const auto channels = content_of(Panel::channels, model_, canvas());
    const auto live = content_of(Panel::live, model_, canvas());
    picture_.focus = view_.focus;
    const bool is_gone = (view_.focus == Panel::alarms && alarms.entries.empty()) ||
                         (view_.focus == Panel::channels && channels.entries.empty()) ||
                         (view_.focus == Panel::live && live.entries.empty());
    if (is_gone) picture_.focus = view_.list;
    std::size_t rest = height - std::min(height, std::max(kLowestLists, height / 3));
    const auto take = [&rest](std::size_t wanted, std::size_t share) {
      const auto taken = std::min({wanted, std::max<std::size_t>(share, 2), rest});
      rest -= taken;
      return taken;
    };
    const auto alarm_lines = take(lines_of(alarms), rest / 4);
    const auto live_lines = take(lines_of(live), rest / 3);
    const auto channel_lines = take(lines_of(channels), rest);
    const auto more_live = take(lines_of(live) - live_lines, rest);
    add(draw_panel(Panel::alarms, alarms, size_.width, alarm_lines));
    add(draw_panel(Panel::channels, channels, size_.width, channel_lines));
    add(draw_panel(Panel::live, live, size_.width, live_lines + more_live));
    draw_lists(height - (picture_.lines.size() - 1));
  }

  void draw_lists(std::size_t height) {
    const std::size_t beside = lists_beside();
    const std::size_t first = std::min(place_in_lists(view_.list).value(), kLists.size() - beside);
    const std::size_t width = (size_.width - (beside - 1) * kListGap) / beside;
    Lines rows(height);
    for (std::size_t i = 0; i < beside; ++i) {
      const auto panel = kLists[first + i];
      picture_.lists.push_back(panel);
      const auto content = content_of(panel, model_, canvas(width));
      const auto lines = draw_panel(panel, content, width, height);
      for (std::size_t row = 0; row < height; ++row) {
        rows[row].pad_to(i * (width + kListGap));
        if (row >= lines.size()) continue;
        rows[row].add(lines[row]);
      }
    }
    add(rows);
  }

  const Model& model_;
  const ViewState& view_;
  const Size& size_;
  const bool unicode_;
  Picture picture_;
};

}  // namespace

Picture draw(const Model& model, const ViewState& view, const Size& size, bool unicode) {
  return Drawing(model, view, size, unicode).draw();
}

}  // namespace sellerd::ctl::dashboard
