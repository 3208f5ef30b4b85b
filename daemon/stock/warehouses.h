// The seller's warehouses, and which of them an integration sells from. Thread: the store worker's; those
// that only read, any.
#pragma once

#include <string>
#include <vector>

#include "common/model/stock.h"
#include "daemon/stock/ledger.h"

namespace sellerd::stock {

// The warehouse that there is without anybody making one.
inline constexpr std::string_view kFirstWarehouse = "main";

Result<std::vector<Warehouse>> warehouses(const store::Store& store);

// Where orders of the integration are booked from now on: its own warehouse, else the primary one. Makes the
// first warehouse when there is none.
Result<std::string> warehouse_for_orders(Work& work, std::uint32_t integration);

// The primary one, made when there is none.
Result<std::string> primary_warehouse(Work& work);

// Where the marketplace's own stock of an integration is kept; made at first use, named after the
// integration.
Result<std::string> fulfilment_warehouse(Work& work, std::uint32_t integration, const std::string& name);

// Errors of the following: invalid_argument and not_found naming the field, already_exists, conflict.
Result<Warehouse> create_warehouse(Work& work, std::string name, bool primary);
Result<Warehouse> make_primary(Work& work, const std::string& name);
// From now on; an empty name unmaps. Only warehouses of the seller's own.
Result<void> map_warehouse(Work& work, std::uint32_t integration, const std::string& name);

Result<Warehouse> find_warehouse(const store::Store& store, const std::string& name,
                                 std::string_view field = "warehouse");

// Units of an item that an integration may show to buyers: of its mapped warehouse, else of all the seller's
// own together (what a marketplace keeps itself is never among them). 0 or more.
Result<std::int64_t> available_to(const store::Store& store, std::uint32_t integration,
                                  const std::string& item);

}  // namespace sellerd::stock
