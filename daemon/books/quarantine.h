// What to do about a record that could not be understood. Pure; thread: any.
#pragma once

#include <string>
#include <string_view>

#include "common/model/run.h"

namespace sellerd::books {

// The next command: fetches the record again, which helps once the marketplace sends it whole or a newer
// sellerd understands it.
std::string quarantine_advice(Module module, std::string_view record_id);

// "orders[0].quantity: expected an integer, got a string"
std::string quarantine_reason(const QuarantineEntry& entry);

}  // namespace sellerd::books
