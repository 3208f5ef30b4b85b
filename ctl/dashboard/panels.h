// The parts of the dashboard as entries that can be chosen. Pure.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "ctl/dashboard/model.h"
#include "ctl/dashboard/styled.h"
#include "ctl/terminal.h"

namespace sellerd::ctl::dashboard {

enum class Panel { alarms, channels, live, runs, orders, items, quota };
inline constexpr std::size_t kPanels = 7;
// Those that share the lower part.
inline constexpr std::array kLists = {Panel::runs, Panel::orders, Panel::items, Panel::quota};

// Its place in what is held for each panel.
constexpr std::size_t index_of(Panel panel) {
  return static_cast<std::size_t>(panel);
}
// Its place in kLists, if it is one of them.
std::optional<std::size_t> place_in_lists(Panel panel);

std::string_view panel_name(Panel panel);

// Where something is drawn.
struct Canvas {
  std::size_t width = 80;
  bool unicode = false;
};

// The same for what writes to a terminal.
Terminal terminal_of(const Canvas& canvas);

// What is chosen as one, and opened.
struct Entry {
  Lines lines;
  Target target;
};

struct Content {
  Line heading;  // of the columns; empty when there are none
  std::vector<Entry> entries;
  std::string nothing;  // what stands there when there is no entry; empty: the panel is left out
};

Content content_of(Panel panel, const Model& model, const Canvas& canvas);

// "4 h 5 min", "12 min", "< 1 min": spans that need not be drawn every second.
std::string coarse(Duration span);

}  // namespace sellerd::ctl::dashboard
