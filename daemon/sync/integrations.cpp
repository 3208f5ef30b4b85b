#include "daemon/sync/integrations.h"

#include <algorithm>
#include <tuple>

#include "common/json.h"
#include "daemon/stock/leaving.h"
#include "daemon/sync/removal.h"

namespace sellerd::sync {
namespace {

Error is_removed(const std::string& name) {
  return make_error(ErrorCode::conflict, "is being removed", name);
}

constexpr std::size_t kLongestName = 64;

bool good_name(std::string_view name) {
  const auto good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return !name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), good);
}

Error required(std::string_view field) {
  return make_error(ErrorCode::invalid_argument, "must not be empty", std::string(field));
}

}  // namespace

Integrations::Integrations(store::Store& store, store::Worker& worker, const store::Vault& vault,
                           store::KeyRing& keys, Clock& clock, ChannelFactory factory)
    : store_(store),
      worker_(worker),
      vault_(vault),
      keys_(keys),
      clock_(clock),
      factory_(std::move(factory)) {}

Result<void> Integrations::load() {
  auto records = store_.list(store::kIntegrations, {});
  if (!records) return records.error();
  for (auto& record : *records) integrations_[record.number] = std::move(record);
  return {};
}

Result<void> Integrations::check(const Credentials& credentials) const {
  if (credentials.client_id.empty()) return required("credentials.client_id");
  if (credentials.client_secret.empty()) return required("credentials.client_secret");
  if (credentials.refresh_token.empty()) return required("credentials.refresh_token");
  return {};
}

Result<void> Integrations::check(const ConnectOrder& order) const {
  if (order.seller_id.empty()) return required("seller_id");
  if (auto good = check(order.credentials); !good) return good;
  if (!order.name.empty() && !good_name(order.name)) {
    return make_error(ErrorCode::invalid_argument,
                      "may hold letters, digits, '-', '_' and '.', 64 at the most", "name");
  }
  return {};
}

// An account that the books could not hold properly is better refused than connected: it sells in another
// currency than theirs, or in rupees while it is not said how that is taxed.
Result<void> Integrations::check_fits(const Integration& integration) const {
  const auto organisation = store_.get_or_default(store::kOrganisation, store::kTheOne);
  if (!organisation) return organisation.error();
  const auto& said = *organisation;
  if (!said.base_currency.empty() && said.base_currency != integration.currency) {
    return make_error(
        ErrorCode::conflict,
        "the account sells in " + integration.currency + ", the books are kept in " + said.base_currency,
        "seller_id", "sellerctl organisation");
  }
  const bool lacks_tax = !said.unregistered && (said.home_state.empty() || said.gstin.empty());
  if (integration.currency != "INR" || !lacks_tax) return {};
  return make_error(ErrorCode::conflict, "it is not said where and under which GSTIN the business sells",
                    "seller_id",
                    "sellerctl organisation set --gstin YOUR_GSTIN; or, without one: sellerctl organisation "
                    "set --registered no");
}

const Integration* Integrations::find_account(const std::string& channel,
                                              const std::string& seller_id) const {
  for (const auto& [number, integration] : integrations_) {
    if (integration.channel == channel && integration.seller_id == seller_id) return &integration;
  }
  return nullptr;
}

Result<std::string> Integrations::choose_name(const ConnectOrder& order) const {
  const auto taken = [this](std::string_view name) { return find(name).has_value(); };
  if (!order.name.empty()) {
    if (taken(order.name)) {
      return make_error(ErrorCode::already_exists, "another integration has this name", "name",
                        "choose another --name");
    }
    return order.name;
  }
  std::string name = order.channel;
  for (int suffix = 2; taken(name); ++suffix) name = order.channel + "-" + std::to_string(suffix);
  return name;
}

Task<Result<Integration>> Integrations::connect(ConnectOrder order) {
  if (auto good = check(order); !good) co_return good.error();
  Integration integration;
  if (const auto* held = find_account(order.channel, order.seller_id); held != nullptr) {
    if (held->state == IntegrationState::disconnecting) co_return is_removed(held->name);
    integration = *held;
    if (!order.name.empty() && order.name != held->name) {
      co_return make_error(
          ErrorCode::already_exists, "this account is connected as \"" + held->name + "\"", "seller_id",
          "sellerctl show " + held->name + "; for new credentials: sellerctl reauthorize " + held->name);
    }
  } else {
    auto name = choose_name(order);
    if (!name) co_return name.error();
    integration.name = *name;
    integration.channel = order.channel;
    integration.seller_id = order.seller_id;
    integration.connected = clock_.now();
  }
  if (!order.endpoint.empty()) integration.endpoint = order.endpoint;
  if (!order.token_endpoint.empty()) integration.token_endpoint = order.token_endpoint;
  co_return co_await verify_and_store(std::move(integration), std::move(order.credentials),
                                      std::move(order.actor), "connect");
}

Task<Result<Integration>> Integrations::reauthorize(std::uint32_t number, Credentials credentials,
                                                    std::string actor) {
  auto integration = find(number);
  if (!integration) co_return integration.error();
  if (auto good = check(credentials); !good) co_return good.error();
  if (integration->state == IntegrationState::disconnecting) co_return is_removed(integration->name);
  co_return co_await verify_and_store(std::move(*integration), std::move(credentials), std::move(actor),
                                      "reauthorize");
}

Task<Result<Integration>> Integrations::verify_and_store(Integration integration, Credentials credentials,
                                                         std::string actor, std::string_view action) {
  auto channel = factory_(integration, credentials);
  if (!channel) co_return channel.error();
  CallContext context;
  context.impatient = true;
  auto account = co_await (*channel)->verify(context);
  if (!account) co_return account.error();
  // While the marketplace was asked it may have been changed or removed: what it is now counts.
  if (integration.number != 0) {
    const auto now = find(integration.number);
    if (!now || now->state == IntegrationState::disconnecting) co_return is_removed(integration.name);
    auto endpoints = std::pair(std::move(integration.endpoint), std::move(integration.token_endpoint));
    integration = *now;
    std::tie(integration.endpoint, integration.token_endpoint) = std::move(endpoints);
  } else if (find(integration.name) || find_account(integration.channel, integration.seller_id) != nullptr) {
    co_return make_error(ErrorCode::conflict, "was connected by somebody else meanwhile", integration.name);
  }
  integration.marketplace_id = account->marketplace_id;
  integration.store_name = account->store_name;
  integration.currency = account->currency;
  if (integration.number == 0) {
    if (auto fits = check_fits(integration); !fits) co_return fits.error();
  }
  if (integration.state == IntegrationState::needs_reauth) integration.state = IntegrationState::active;
  if (integration.state == IntegrationState::active) integration.state_reason.clear();
  auto stored = co_await worker_.run([this, &integration, &credentials, &actor, action] {
    return store_connected(integration, credentials, actor, action);
  });
  if (!stored) co_return stored.error();
  // The channel is made again on first use, with the new credentials and the account's currency.
  channels_.erase(integration.number);
  integrations_[integration.number] = integration;
  co_return integration;
}

Result<void> Integrations::store_connected(Integration& integration, const Credentials& credentials,
                                           const std::string& actor, std::string_view action) {
  store::Batch batch;
  if (auto good = check_not_removed(integration); !good) return good;
  if (integration.number == 0) {
    auto known = store_.get(store::kAccounts, std::string(store::kAccountKey), integration.channel,
                            integration.seller_id);
    if (!known) return known.error();
    auto number = *known ? Result<std::uint64_t>((*known)->value) : store_.next_number("integration", batch);
    if (!number) return number.error();
    integration.number = static_cast<std::uint32_t>(*number);
    batch.put(store::kAccounts, {*number}, std::string(store::kAccountKey), integration.channel,
              integration.seller_id);
  }
  // Given again, a secret is as old as before.
  const auto held = store_.get(store::kCredentials, integration.number);
  if (!held) return held.error();
  const auto before = *held ? open_credentials(integration, **held) : Result<Credentials>(Credentials());
  if (!before || before->client_secret != credentials.client_secret) integration.secret_since = clock_.now();
  const std::string text = json::serialize(to_json(credentials, Reveal::all));
  auto sealed = vault_.seal(text, store::kCredentials.key(integration.number));
  if (!sealed) return sealed.error();
  batch.put(store::kCredentials, {std::move(*sealed)}, integration.number);
  batch.put(store::kIntegrations, integration, integration.number);
  if (auto noted = note_audit(store_, batch, {0, clock_.now(), actor, std::string(action), integration.name});
      !noted) {
    return noted;
  }
  return store_.commit(batch);
}

// At the worker, where nothing comes between this and the commit: what is being removed is not put back.
Result<void> Integrations::check_not_removed(const Integration& integration) const {
  if (integration.number == 0) return {};
  const auto stored = store_.get(store::kIntegrations, integration.number);
  if (!stored) return stored.error();
  if (!*stored || (*stored)->state == IntegrationState::disconnecting) return is_removed(integration.name);
  return {};
}

Result<Integration> Integrations::find(std::string_view name) const {
  std::string known;
  for (const auto& [number, integration] : integrations_) {
    if (integration.name == name) return integration;
    known += (known.empty() ? "" : ", ") + integration.name;
  }
  return make_error(ErrorCode::not_found, "there is no integration \"" + std::string(name) + "\"",
                    "integration",
                    known.empty() ? "sellerctl connect" : "sellerctl integrations; known are: " + known);
}

Result<Integration> Integrations::find(std::uint32_t number) const {
  const auto found = integrations_.find(number);
  if (found == integrations_.end()) {
    return make_error(ErrorCode::not_found, "there is no integration number " + std::to_string(number));
  }
  return found->second;
}

std::vector<Integration> Integrations::all() const {
  std::vector<Integration> list;
  for (const auto& [number, integration] : integrations_) list.push_back(integration);
  return list;
}

std::vector<std::uint32_t> Integrations::numbers() const {
  std::vector<std::uint32_t> list;
  for (const auto& [number, integration] : integrations_) list.push_back(number);
  return list;
}

Task<Result<std::size_t>> Integrations::take_secret(std::string client_id, std::string client_secret) {
  std::size_t changed = 0;
  for (auto integration : all()) {
    auto stored = co_await worker_.run([this, &integration, &client_id, &client_secret] {
      return store_secret(integration, client_id, client_secret);
    });
    if (!stored) co_return stored.error();
    if (!*stored) continue;
    ++changed;
    channels_.erase(integration.number);
    integrations_[integration.number] = std::move(integration);
  }
  co_return changed;
}

// False when the account is of another application, goes, or has the secret already.
Result<bool> Integrations::store_secret(Integration& integration, const std::string& client_id,
                                        const std::string& client_secret) {
  const auto now = store_.get(store::kIntegrations, integration.number);
  if (!now) return now.error();
  const auto sealed = store_.get(store::kCredentials, integration.number);
  if (!sealed) return sealed.error();
  if (!*now || (*now)->state == IntegrationState::disconnecting || !*sealed) return false;
  integration = **now;
  auto credentials = open_credentials(integration, **sealed);
  if (!credentials) return credentials.error();
  if (credentials->client_id != client_id || credentials->client_secret == client_secret) return false;
  credentials->client_secret = client_secret;
  if (integration.state == IntegrationState::needs_reauth) {
    integration.state = IntegrationState::active;
    integration.state_reason.clear();
  }
  auto stored = store_connected(integration, *credentials, "sellerd", "client secret");
  if (!stored) return stored.error();
  return true;
}

Result<Credentials> Integrations::open_credentials(const Integration& integration,
                                                   const store::Sealed& sealed) const {
  auto text = vault_.open(sealed.bytes, store::kCredentials.key(integration.number));
  if (!text) return within(integration.name, text.error());
  auto document = parse_json(*text);
  if (!document) return document.error();
  return from_json<Credentials>(*document, Strictness::strict);
}

Result<std::shared_ptr<Channel>> Integrations::channel(std::uint32_t number) {
  if (const auto made = channels_.find(number); made != channels_.end()) return made->second;
  auto integration = find(number);
  if (!integration) return integration.error();
  auto sealed = store_.get(store::kCredentials, number);
  if (!sealed) return sealed.error();
  if (!*sealed)
    return make_error(ErrorCode::corrupt, "the credentials are missing", integration->name,
                      "connect it again");
  const auto credentials = open_credentials(*integration, **sealed);
  if (!credentials) return credentials.error();
  auto channel = factory_(*integration, *credentials);
  if (!channel) return channel.error();
  return channels_[number] = std::move(*channel);
}

Task<Result<void>> Integrations::set_state(std::uint32_t number, IntegrationState state, std::string reason,
                                           std::string actor) {
  auto found = integrations_.find(number);
  if (found == integrations_.end()) co_return make_error(ErrorCode::not_found, "the integration is gone");
  Integration changed = found->second;
  changed.state = state;
  changed.state_reason = std::move(reason);
  co_return co_await store_state(std::move(changed), std::move(actor));
}

Task<Result<void>> Integrations::store_state(Integration changed, std::string actor) {
  auto stored = co_await worker_.run([this, &changed, &actor]() -> Result<void> {
    store::Batch batch;
    if (changed.state != IntegrationState::disconnecting) {
      if (auto good = check_not_removed(changed); !good) return good;
    }
    batch.put(store::kIntegrations, changed, changed.number);
    if (!actor.empty()) {
      const auto action = std::string(enum_name(changed.state));
      if (auto noted = note_audit(store_, batch, {0, clock_.now(), actor, action, changed.name}); !noted)
        return noted;
    }
    return store_.commit(batch);
  });
  if (stored) integrations_[changed.number] = std::move(changed);
  co_return stored;
}

Task<Result<void>> Integrations::mark_for_removal(std::uint32_t number, bool erase, std::string actor) {
  auto integration = find(number);
  if (!integration) co_return integration.error();
  // One whose removal failed, as on a full disk, may be asked for again.
  if (!removing_.insert(number).second) co_return is_removed(integration->name);
  integration->state = IntegrationState::disconnecting;
  integration->state_reason = "being removed";
  integration->erase_books = integration->erase_books || erase;
  auto marked = co_await store_state(std::move(*integration), std::move(actor));
  if (!marked) removing_.erase(number);
  co_return marked;
}

Task<Result<void>> Integrations::finish_removal(std::uint32_t number) {
  const auto integration = find(number);
  if (!integration) co_return integration.error();
  channels_.erase(number);
  auto removed = co_await worker_.run([this, &integration, now = clock_.now()]() -> Result<void> {
    if (auto left = stock::leave(store_, *integration, now); !left) return left;
    return remove_traces(store_, keys_, *integration);
  });
  removing_.erase(number);
  if (removed) integrations_.erase(number);
  co_return removed;
}

Task<Result<void>> Integrations::finish_removals() {
  for (const auto& integration : all()) {
    if (integration.state != IntegrationState::disconnecting) continue;
    if (auto removed = co_await finish_removal(integration.number); !removed) co_return removed;
  }
  co_return Result<void>();
}

}  // namespace sellerd::sync
