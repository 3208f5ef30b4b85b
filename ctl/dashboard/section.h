// A heading with a list of entries below it, as much of it as there is room for. Pure.
#pragma once

#include <string>
#include <vector>

#include "ctl/dashboard/panels.h"

namespace sellerd::ctl::dashboard {

// Columns of the mark before what is chosen.
inline constexpr std::size_t kMarkWidth = 2;

struct SectionStyle {
  std::vector<std::string> names;  // one, or those that can stand here, of which one does
  std::size_t current = 0;
  std::string note;      // beside the heading where there is room
  bool focused = false;  // keys are about this section
  std::size_t chosen = 0;
};

// At most `height` lines of at most `width` columns; around the chosen entry when not all fit. No line for a
// content without entries that has nothing to say either.
Lines section(const SectionStyle& style, const Content& content, std::size_t width, std::size_t height,
              bool unicode);

}  // namespace sellerd::ctl::dashboard
