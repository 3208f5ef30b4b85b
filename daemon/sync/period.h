// The window that a person's days mean. Pure, but for the system's time zones.
#pragma once

#include <optional>
#include <string>

#include "daemon/sync/window.h"

namespace sellerd::sync {

// From the start of the day `from` to the end of the day `to` (today when left out), in the marketplace's
// zone; never beyond what can be read now. Errors: invalid_argument naming `from` or `to`.
Result<Window> period_window(const std::string& from, const std::optional<std::string>& to,
                             std::string_view zone, Timestamp now);

// A month of documents, of which `ends` is the first moment behind it; of the present one what there is by
// now. Error: invalid_argument naming `month` for one that has not begun.
Result<Window> month_window(Timestamp begins, Timestamp ends, Timestamp now);

// Whether the marketplace still keeps all orders of the window. Error: invalid_argument naming `from`.
Result<void> check_kept(Window window, std::string_view zone, Timestamp now);

}  // namespace sellerd::sync
