// The composition root: builds the parts in the order of their dependence and decides nothing.
#pragma once

#include <memory>

#include "daemon/control/handlers.h"
#include "daemon/http/transport.h"
#include "daemon/random.h"
#include "daemon/stock/outgoings.h"
#include "daemon/store/key_ring.h"
#include "daemon/store/vault.h"
#include "daemon/sync/housekeeper.h"
#include "daemon/sync/personal_book.h"
#include "daemon/sync/quota_ledger.h"

namespace sellerd {

// The three seams (clock, transport, store engine) and what else comes from outside. The simulation brings
// its own.
struct World {
  boost::asio::any_io_executor executor;         // the event loop's
  boost::asio::any_io_executor worker_executor;  // runs the store's writes, one at a time
  boost::asio::any_io_executor reader_executor;  // runs long looks into the store beside them
  Clock& clock;
  http::Transport& transport;
  std::unique_ptr<store::Engine> engine;
  const store::Vault& vault;
  store::KeyRing& keys;
  Random random;
  std::filesystem::path data_directory;          // only to be shown
  boost::asio::any_io_executor aside_executor;   // understands what marketplaces answer
  boost::asio::any_io_executor backup_executor;  // makes and reads backups, one at a time
  std::filesystem::path master_key_file{};       // only to be shown
  // Verifies the backup and writes down that the next start restores it. On the backups' executor.
  std::function<Result<Backup>(std::uint32_t backup, const std::string& actor)> ask_restore{};
};

class Daemon {
 public:
  Daemon(World world, control::AccessPolicy policy);

  // Opens the books, takes up unfinished runs and starts the schedule. Errors: storage, corrupt, conflict
  // (newer schema).
  Task<Result<void>> start();
  // Ends every run at its checkpoint.
  Task<> stop();

  // Told of every run that starts and ends; for the log.
  std::function<void(const Run&)> on_run;
  // Told of every call to a marketplace that has ended, each retry by itself.
  std::function<void(const std::string& integration, const CallNews&)> on_call;
  // Told of every call of a client that was refused for lack of access.
  std::function<void(const control::Peer&, std::string_view method)> on_refused;

  // Integrations::take_secret(); what waited for it goes on.
  Task<Result<std::size_t>> take_client_secret(std::string client_id, std::string client_secret);

  // The text of `sellerctl metrics`. Errors: storage, corrupt.
  Task<Result<std::string>> metrics();

  // A restore is written down: the process is to stop and start again, once the caller has his answer.
  std::function<void()> on_restore;

  control::Dispatcher& dispatcher() { return dispatcher_; }
  sync::Housekeeper& housekeeper() { return housekeeper_; }
  sync::Engine& engine() { return engine_; }
  store::Store& store() { return store_; }
  sync::Integrations& integrations() { return integrations_; }
  stock::Outgoings& outgoings() { return outgoings_; }
  control::Tally& tally() { return tally_; }
  store::Worker& reader() { return reader_; }

 private:
  stock::OutgoingTools outgoing_tools();
  void note_call(const std::string& integration, const CallNews& news);

  World world_;
  control::Tally tally_;
  store::Store store_;
  store::Worker worker_;
  store::Worker reader_;
  store::Worker backup_worker_;
  store::Worker aside_;
  sync::StoreQuotaLedger quota_;
  sync::Integrations integrations_;
  sync::PreferenceBook preferences_;
  sync::Engine engine_;
  sync::Scheduler scheduler_;
  sync::Housekeeper housekeeper_;
  stock::Outgoings outgoings_;
  sync::PersonalBook personal_;
  control::Refusals refusals_;
  control::Services services_;
  control::Dispatcher dispatcher_;
};

}  // namespace sellerd
