// Where the person is in the dashboard, and how keys move it. Pure.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ctl/dashboard/panels.h"

namespace sellerd::ctl::dashboard {

// What is chosen in a panel. It stays on what it stands for when lists move below it.
struct Selection {
  std::size_t index = 0;
  std::optional<Target> target;  // none until it was moved

  // Where it is among these; 0 when there are none.
  std::size_t place(const std::vector<Target>& entries) const;
};

// Something that was opened. The detail arrives later and is shared with who fills it in.
struct Page {
  std::shared_ptr<Detail> detail;
  std::size_t line = 0;  // the chosen line
};

struct ViewState {
  Panel focus = Panel::runs;
  Panel list = Panel::runs;  // the first list that is shown in the lower part
  std::array<Selection, kPanels> selections;
  std::vector<Page> pages;           // the innermost last
  std::optional<std::string> typed;  // while an order id or a SKU is asked for
  bool asks_for_sync = false;        // while a person is asked to confirm it
  bool help = false;
  std::string message;  // what came of the last wish; until the next key

  Selection& selection(Panel panel) { return selections[index_of(panel)]; }
  const Selection& selection(Panel panel) const { return selections[index_of(panel)]; }
};

}  // namespace sellerd::ctl::dashboard
