// Stock that a marketplace keeps and ships itself. Thread: the store worker's.
#pragma once

#include <vector>

#include "daemon/channel/stock_channel.h"
#include "daemon/stock/ledger.h"

namespace sellerd::stock {

// Sets the integration's fulfilment warehouse to what the marketplace says, whatever it held: an entry for
// each difference. What it no longer names is there no more. Returns how many SKUs changed.
Result<std::int64_t> take_fulfilment_stock(Work& work, std::uint32_t integration, const std::string& name,
                                           const std::vector<FulfilmentStock>& found);

}  // namespace sellerd::stock
