// The body of confirmShipment, Orders v0. Pure. Source: Amazon's model ordersV0.json.
#pragma once

#include <string>
#include <string_view>

#include "daemon/channel/stock_channel.h"

namespace sellerd::amazon {

// Amazon's code of the carrier that is called so, whatever the case; empty when there is none (carriers.h).
std::string_view find_carrier(std::string_view name);

// Error: invalid_argument, naming the field, for what Amazon's model forbids.
Result<std::string> confirm_shipment_body(const ShipmentNotice& notice, const std::string& marketplace_id);

}  // namespace sellerd::amazon
