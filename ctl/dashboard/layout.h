// The dashboard as lines: what is known, what is chosen and a size go in; a picture comes out. Pure.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "ctl/dashboard/panels.h"
#include "ctl/dashboard/view_state.h"

namespace sellerd::ctl::dashboard {

struct Size {
  std::size_t width = 80;
  std::size_t height = 24;
};

// What is on the screen, and what of it can be chosen: keys mean what they mean there.
struct Picture {
  Lines lines;                                       // at most as many as the screen has, none wider than it
  std::optional<std::size_t> cursor;                 // column of the last line, while something is typed
  std::array<std::vector<Target>, kPanels> entries;  // of each panel that is shown
  std::vector<Panel> lists;                          // those of the lower part that are shown
  Panel focus = Panel::runs;                         // the panel that keys are about
  // Of the innermost page: its lines, some of which can be opened, and how many fit on the screen.
  std::vector<std::optional<Target>> page_lines;
  std::size_t page_height = 0;
};

Picture draw(const Model& model, const ViewState& view, const Size& size, bool unicode);

}  // namespace sellerd::ctl::dashboard
