// The dashboard's lists: tables whose rows can be opened. Pure.
#pragma once

#include "ctl/dashboard/panels.h"

namespace sellerd::ctl::dashboard {

Content run_list(const Model& model, const Canvas& canvas);
Content order_list(const Model& model, const Canvas& canvas);
Content item_list(const Model& model, const Canvas& canvas);
Content quota_list(const Model& model, const Canvas& canvas);

}  // namespace sellerd::ctl::dashboard
