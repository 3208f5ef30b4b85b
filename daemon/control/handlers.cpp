#include "daemon/control/handlers.h"

#include "common/api/all.h"

namespace sellerd::control {

void add_all_handlers(Dispatcher& dispatcher, Services& services) {
  add_service_handlers(dispatcher, services);
  add_integration_handlers(dispatcher, services);
  add_run_handlers(dispatcher, services);
  add_sync_handlers(dispatcher, services);
  add_preference_handlers(dispatcher, services);
  add_item_handlers(dispatcher, services);
  add_listing_handlers(dispatcher, services);
  add_stock_handlers(dispatcher, services);
  add_push_handlers(dispatcher, services);
  add_warehouse_handlers(dispatcher, services);
  add_shipment_handlers(dispatcher, services);
  add_order_handlers(dispatcher, services);
  add_order_summary_handlers(dispatcher, services);
  add_customer_handlers(dispatcher, services);
  add_order_edit_handlers(dispatcher, services);
  add_tax_handlers(dispatcher, services);
  add_gst_handlers(dispatcher, services);
  add_backup_handlers(dispatcher, services);
  api::for_each_type(api::Interfaces{}, [&]<class Interface>() { dispatcher.offer<Interface>(); });
}

}  // namespace sellerd::control
