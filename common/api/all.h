// Every interface the daemon offers, in the order it lists them.
#pragma once

#include "common/api/backup.h"
#include "common/api/customers.h"
#include "common/api/integrations.h"
#include "common/api/items.h"
#include "common/api/orders.h"
#include "common/api/service.h"
#include "common/api/stock.h"
#include "common/api/sync.h"
#include "common/api/tax.h"
#include "common/api/warehouses.h"

namespace sellerd::api {

using Interfaces = InterfaceList<ServiceInterface, IntegrationsInterface, SyncInterface, ItemsInterface,
                                 ListingsInterface, StockInterface, WarehousesInterface, OrdersInterface,
                                 ShipmentsInterface, CustomersInterface, TaxInterface, BackupInterface>;

}  // namespace sellerd::api
