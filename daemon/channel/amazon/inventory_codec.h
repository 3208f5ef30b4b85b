// The JSON of the FBA Inventory API v1. Pure. Source: Amazon's model fbaInventory.json. Errors: malformed,
// naming the member.
#pragma once

#include <string>
#include <vector>

#include "common/json.h"
#include "daemon/channel/stock_channel.h"

namespace sellerd::amazon {

// What lies in Amazon's warehouses under one of Amazon's own labels. A SKU has one, now and then several.
struct WarehouseStock {
  std::string label;  // fnSku; may be empty
  FulfilmentStock stock;
};

struct InventoryPage {
  std::vector<WarehouseStock> stocks;
  std::string next_token;
};

// Requires details. Reserved: what is held for buyers' orders; where Amazon does not tell, all that it holds
// back. Inbound: shipped or arriving; what is only announced still lies with the seller.
Result<InventoryPage> read_inventory(const json::value& answer);

}  // namespace sellerd::amazon
