// What a fault does to the answer of a call and to its connection. Pure.
#pragma once

#include <optional>

#include "tests/sandbox/answers.h"
#include "tests/sandbox/faults.h"

namespace sellerd::sandbox {

// The answer in place of the real one, for the faults that have one; the call is not carried out.
std::optional<http::Response> answer_in_place(Fault fault);

// The answer of a call that was carried out, as it arrives. Counts the fault when it found something to
// strike.
HandledResponse carried(http::Response response, Fault fault, FaultInjector& faults);

}  // namespace sellerd::sandbox
