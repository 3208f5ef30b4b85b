// GST identification numbers. Pure.
#pragma once

#include <string_view>

#include "common/error.h"

namespace sellerd::books {

// The check character that the first 14 characters ask for; 0 when one of them is neither digit nor capital
// letter.
char gstin_check_character(std::string_view first_fourteen);

// The GST code of the state that the number is registered in, in today's numbering. Error: invalid_argument
// that says what is wrong with it.
Result<std::string_view> gstin_state(std::string_view gstin);

}  // namespace sellerd::books
