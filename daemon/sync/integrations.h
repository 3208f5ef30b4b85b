// The connected accounts: their records, their sealed credentials, and the channel of each.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "daemon/channel/channel.h"
#include "daemon/store/key_ring.h"
#include "daemon/store/store.h"
#include "daemon/store/vault.h"
#include "daemon/store/worker.h"

namespace sellerd::sync {

// What connecting an account needs.
struct ConnectOrder {
  std::string channel;
  std::string seller_id;
  Credentials credentials;
  std::string name;            // empty: the channel's name, made unique
  std::string endpoint;        // empty: the marketplace's
  std::string token_endpoint;  // empty: the marketplace's
  std::string actor;           // for the audit trail
};

// Makes the channel of an integration. Fills in the integration's marketplace id and empty endpoints.
// Errors: invalid_argument for an unknown channel or a bad endpoint, naming the field.
using ChannelFactory = std::function<Result<std::shared_ptr<Channel>>(Integration&, const Credentials&)>;

// Thread: the event loop's.
class Integrations {
 public:
  Integrations(store::Store& store, store::Worker& worker, const store::Vault& vault, store::KeyRing& keys,
               Clock& clock, ChannelFactory factory);

  // Reads what is stored. Errors: storage, corrupt.
  Result<void> load();

  // Verifies the account at the marketplace, then stores it. Connecting an account that is already there
  // renews its credentials and makes it active again; its books stay.
  Task<Result<Integration>> connect(ConnectOrder order);

  // Errors: not_found, naming the known ones.
  Result<Integration> find(std::string_view name) const;
  Result<Integration> find(std::uint32_t number) const;
  std::vector<Integration> all() const;
  std::vector<std::uint32_t> numbers() const;

  // The account's channel, made at its first use. Errors: corrupt (credentials do not open),
  // invalid_argument.
  Result<std::shared_ptr<Channel>> channel(std::uint32_t number);

  // Renews the credentials of an account, after the marketplace has accepted them. Takes effect at once.
  Task<Result<Integration>> reauthorize(std::uint32_t number, Credentials credentials, std::string actor);

  // A client secret that the administrator has put in place himself: from the next call on it is that of
  // every account of the application, and one that waited for new credentials is active again. Audited.
  // Returns how many accounts had another. Errors: storage, corrupt; accounts before that one have it then.
  Task<Result<std::size_t>> take_secret(std::string client_id, std::string client_secret);

  // Sets and stores the state. A person's doing has an actor and is audited. Errors: storage.
  Task<Result<void>> set_state(std::uint32_t number, IntegrationState state, std::string reason,
                               std::string actor = {});

  // The first step of a removal, durable: nothing of the account starts any more, and the next start finishes
  // it. With `erase` its orders and listings go too. Errors: conflict while it is being removed (not after
  // that failed), storage.
  Task<Result<void>> mark_for_removal(std::uint32_t number, bool erase, std::string actor);
  // Removes credentials, checkpoints, history, quarantine, preferences and what was marked besides; in
  // pieces, so that a removal that is cut short can go on. No run of it may be live.
  Task<Result<void>> finish_removal(std::uint32_t number);
  // Of all that are marked, before anything runs.
  Task<Result<void>> finish_removals();

 private:
  Result<std::string> choose_name(const ConnectOrder& order) const;
  Result<void> check(const ConnectOrder& order) const;
  Result<void> check_fits(const Integration& integration) const;
  Result<void> check(const Credentials& credentials) const;
  // Error: corrupt.
  Result<Credentials> open_credentials(const Integration& integration, const store::Sealed& sealed) const;
  const Integration* find_account(const std::string& channel, const std::string& seller_id) const;
  Result<void> check_not_removed(const Integration& integration) const;
  // Keeps one that is being removed from coming back.
  Task<Result<void>> store_state(Integration changed, std::string actor);
  Task<Result<Integration>> verify_and_store(Integration integration, Credentials credentials,
                                             std::string actor, std::string_view action);
  Result<bool> store_secret(Integration& integration, const std::string& client_id,
                            const std::string& client_secret);
  Result<void> store_connected(Integration& integration, const Credentials& credentials,
                               const std::string& actor, std::string_view action);

  store::Store& store_;
  store::Worker& worker_;
  const store::Vault& vault_;
  store::KeyRing& keys_;
  Clock& clock_;
  ChannelFactory factory_;
  std::map<std::uint32_t, Integration> integrations_;
  std::set<std::uint32_t> removing_;  // between the mark and the end of the removal
  std::map<std::uint32_t, std::shared_ptr<Channel>> channels_;
};

}  // namespace sellerd::sync
