// The body of confirmShipment, read and checked for its own sake; whether it fits the order is for
// shipments_api. Pure.
#pragma once

#include <string>
#include <string_view>

#include "common/error.h"
#include "tests/sandbox/order.h"

namespace sellerd::sandbox {

// Errors: invalid_argument naming the field.
Result<Package> read_shipment(const std::string& body, std::string_view marketplace_id);

}  // namespace sellerd::sandbox
