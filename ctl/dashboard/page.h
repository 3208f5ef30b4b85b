// Something that was opened, as lines. Pure.
#pragma once

#include <optional>
#include <vector>

#include "ctl/dashboard/panels.h"

namespace sellerd::ctl::dashboard {

struct PageContent {
  std::string title;
  Lines lines;
  std::vector<std::optional<Target>> targets;  // of each line: what Enter opens there
};

PageContent page_content(const Model& model, const Detail& detail, const Canvas& canvas);

// What the keys do.
PageContent help_content(const Canvas& canvas);

}  // namespace sellerd::ctl::dashboard
