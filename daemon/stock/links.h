// Which listings sell an item. Reads only; thread: any.
#pragma once

#include <string>
#include <vector>

#include "common/model/item.h"
#include "daemon/store/store.h"

namespace sellerd::stock {

// By integration, then by the listing's SKU.
Result<std::vector<ListingLink>> links_of(const store::Store& store, const std::string& item);

// Error: not_found, naming "listing".
Result<ListingLink> find_link(const store::Store& store, std::uint32_t integration, const std::string& sku);

}  // namespace sellerd::stock
