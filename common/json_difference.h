// How two JSON documents differ, field by field.
#pragma once

#include <vector>

#include "common/json.h"
#include "common/model/difference.h"

namespace sellerd {

// In the order of `after`, then what only `before` has. A list is compared place by place. Values are written
// as compact JSON; what is absent or null is empty.
std::vector<FieldChange> json_difference(const json::value& before, const json::value& after);

}  // namespace sellerd
