// Keys, and what they do to what is shown. Pure.
#pragma once

#include <string>

#include "ctl/dashboard/layout.h"

namespace sellerd::ctl::dashboard {

struct Key {
  enum class Code {
    character,  // `text` is what was typed
    up,
    down,
    left,
    right,
    page_up,
    page_down,
    home,
    end,
    tab,
    back_tab,
    enter,
    escape,
    backspace,
    redraw,
    resize,
  };
  Code code = Code::character;
  std::string text;
};

// What the caller is to do.
struct Action {
  enum class Kind { none, quit, open, sync, redraw };
  Kind kind = Kind::none;
  Target target;  // of open
};

// `shown` is the picture that the person was looking at.
Action press(ViewState& view, const Key& key, const Picture& shown);

// What a person who typed this wants to see.
Target target_of(const std::string& typed);

}  // namespace sellerd::ctl::dashboard
