// The handlers, grouped by topic: each function adds those of one interface of common/api.
#pragma once

#include <filesystem>

#include "common/model/backup.h"
#include "daemon/control/dispatcher.h"
#include "daemon/control/refusals.h"
#include "daemon/control/tally.h"
#include "daemon/stock/outgoings.h"
#include "daemon/store/store.h"
#include "daemon/sync/engine.h"
#include "daemon/sync/integrations.h"
#include "daemon/sync/personal_book.h"
#include "daemon/sync/scheduler.h"

namespace sellerd::control {

// What handlers work with. All outlive the dispatcher.
struct Services {
  Clock& clock;
  store::Store& store;
  store::Worker& worker;
  store::Worker& reader;  // for looks that take longer than the loop may, and must not hold up the writes
  sync::Integrations& integrations;
  sync::PreferenceBook& preferences;
  sync::Engine& engine;
  sync::Scheduler& scheduler;
  stock::Outgoings& outgoings;
  sync::PersonalBook& personal;
  Refusals& refusals;
  std::filesystem::path data_directory;
  Timestamp started;
  const Tally& tally;
  store::Worker& backup_worker;  // makes and reads backups, one at a time
  std::filesystem::path master_key_file;
  // Verifies the backup and writes down that the next start restores it. Thread: the backup worker's.
  std::function<Result<Backup>(std::uint32_t backup, const std::string& actor)> ask_restore;
  std::function<void()> restart;  // once the caller has his answer
};

// The run of that number. Errors: not_found, storage, corrupt.
Result<Run> find_run(const Services& services, std::uint64_t id);

// The order of that id; of that integration where it is named. Errors: not_found, conflict when several hold
// it, storage, corrupt.
Result<Order> find_order(const Services& services, const std::string& order_id,
                         const std::optional<std::string>& integration);

void add_service_handlers(Dispatcher& dispatcher, Services& services);
void add_integration_handlers(Dispatcher& dispatcher, Services& services);
void add_run_handlers(Dispatcher& dispatcher, Services& services);
void add_sync_handlers(Dispatcher& dispatcher, Services& services);
void add_preference_handlers(Dispatcher& dispatcher, Services& services);
void add_item_handlers(Dispatcher& dispatcher, Services& services);
void add_listing_handlers(Dispatcher& dispatcher, Services& services);
void add_stock_handlers(Dispatcher& dispatcher, Services& services);
void add_push_handlers(Dispatcher& dispatcher, Services& services);
void add_warehouse_handlers(Dispatcher& dispatcher, Services& services);
void add_shipment_handlers(Dispatcher& dispatcher, Services& services);
void add_order_handlers(Dispatcher& dispatcher, Services& services);
void add_order_summary_handlers(Dispatcher& dispatcher, Services& services);
void add_customer_handlers(Dispatcher& dispatcher, Services& services);
void add_order_edit_handlers(Dispatcher& dispatcher, Services& services);
void add_tax_handlers(Dispatcher& dispatcher, Services& services);
void add_gst_handlers(Dispatcher& dispatcher, Services& services);
void add_backup_handlers(Dispatcher& dispatcher, Services& services);

// All of the above, with every interface offered to introspection.
void add_all_handlers(Dispatcher& dispatcher, Services& services);

}  // namespace sellerd::control
