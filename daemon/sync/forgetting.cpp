#include "daemon/sync/forgetting.h"

#include <map>
#include <set>

#include "daemon/books/customer.h"
#include "daemon/sync/personal_records.h"
#include "daemon/sync/removal.h"

namespace sellerd::sync {
namespace {

using Names = std::set<OrderName>;
using Day = std::pair<std::uint32_t, Timestamp>;

// A moment of the same day, and no later, that names no key yet.
Result<Timestamp> free_bucket(const store::KeyRing& keys, std::uint32_t integration, Timestamp bucket) {
  for (;;) {
    bucket -= Duration(1);
    const auto key = keys.find(integration, bucket);
    if (!key) return key.error();
    if (!*key) return bucket;
  }
}

// One forgetting: what its commit writes.
class Forgetting {
 public:
  Forgetting(store::Store& store, store::KeyRing& keys, const Names& names)
      : store_(store), keys_(keys), names_(names) {}

  Result<void> erase_orders() {
    for (const auto& [integration, id] : names_) {
      const auto record = store_.get(store::kPersonal, integration, id);
      if (!record) return record.error();
      batch_.put(store::kForgotten, store::IndexEntry(), integration, id);
      accounts_.insert(integration);
      if (!*record) continue;
      days_.insert({integration, (*record)->bucket});
      batch_.erase(store::kPersonal, integration, id);
      ++done_.orders;
    }
    return {};
  }

  // What shares a key with an erased record and stays.
  Result<void> seal_others_anew() {
    std::map<Day, Timestamp> fresh;
    for (const auto integration : accounts_) {
      std::vector<std::pair<std::string, store::PersonalRecord>> others;
      auto scanned = store_.scan(
          store::kPersonal, store::under(store::kPersonal, integration), store::Direction::forward,
          [&](store::PersonalRecord record, std::string_view key) -> Result<bool> {
            const auto parts = store::kPersonal.parse(key);
            if (!parts) return parts.error();
            const auto& id = std::get<1>(*parts);
            if (days_.contains({integration, record.bucket}) && !names_.contains({integration, id}))
              others.emplace_back(id, std::move(record));
            return true;
          });
      if (!scanned) return scanned;
      for (const auto& [id, record] : others) {
        if (auto sealed = seal_anew(integration, id, record, fresh); !sealed) return sealed;
      }
    }
    return {};
  }

  Result<void> forget_buyers() {
    std::set<std::uint64_t> numbers;
    for (const auto& [integration, id] : names_) {
      const auto order = store_.get(store::kOrders, integration, id);
      if (!order) return order.error();
      if (!*order) continue;
      const auto number = books::buyer_number((*order)->customer);
      if (!number) continue;
      const auto others = is_held_elsewhere((*order)->customer);
      if (!others) return others.error();
      if (!*others) numbers.insert(*number);
    }
    if (numbers.empty()) return {};
    return store_.scan(store::kBuyerKeys, store::under(store::kBuyerKeys), store::Direction::forward,
                       [&](const BuyerKey& key, std::string_view name) {
                         if (numbers.contains(key.number)) {
                           batch_.erase_key(store::kBuyerKeys.family, name);
                           ++done_.buyers;
                         }
                         return true;
                       });
  }

  Result<Forgotten> finish(AuditEntry note) {
    if (auto noted = note_audit(store_, batch_, std::move(note)); !noted) return noted.error();
    if (auto committed = store_.commit(batch_); !committed) return committed.error();
    // Also what a cut between these two steps left behind the last time.
    const auto destroyed = destroy_unused_keys();
    if (!destroyed) return destroyed.error();
    done_.keys = static_cast<std::int64_t>(*destroyed);
    return done_;
  }

 private:
  Result<void> seal_anew(std::uint32_t integration, const std::string& id,
                         const store::PersonalRecord& record, std::map<Day, Timestamp>& fresh) {
    const auto data = open_personal(keys_, integration, id, record);
    if (!data) return data.error();
    // Its key is gone already: it opens nowhere.
    if (!*data) return {};
    auto bucket = fresh.find({integration, record.bucket});
    if (bucket == fresh.end()) {
      const auto free = free_bucket(keys_, integration, record.bucket);
      if (!free) return free.error();
      bucket = fresh.emplace(Day{integration, record.bucket}, *free).first;
    }
    const auto sealed = seal_personal(keys_, integration, id, bucket->second, **data);
    if (!sealed) return sealed.error();
    batch_.put(store::kPersonal, *sealed, integration, id);
    ++done_.others;
    return {};
  }

  // Whether personal data of another order of the customer is held and stays.
  Result<bool> is_held_elsewhere(const std::string& customer) const {
    const auto orders = orders_of_customer(store_, customer);
    if (!orders) return orders.error();
    for (const auto& name : *orders) {
      if (names_.contains(name)) continue;
      const auto record = store_.get(store::kPersonal, name.first, name.second);
      if (!record) return record.error();
      if (*record) return true;
    }
    return false;
  }

  Result<std::size_t> destroy_unused_keys() {
    std::set<Day> used;
    for (const auto integration : accounts_) {
      auto scanned =
          store_.scan(store::kPersonal, store::under(store::kPersonal, integration),
                      store::Direction::forward, [&](const store::PersonalRecord& record, std::string_view) {
                        used.insert({integration, record.bucket});
                        return true;
                      });
      if (!scanned) return scanned.error();
    }
    return keys_.destroy([&](const store::WrappedKey& key) {
      return accounts_.contains(key.integration) && !used.contains({key.integration, key.bucket});
    });
  }

  store::Store& store_;
  store::KeyRing& keys_;
  const Names& names_;
  std::set<std::uint32_t> accounts_;
  std::set<Day> days_;  // whose keys open what is erased
  store::Batch batch_;
  Forgotten done_;
};

}  // namespace

Result<std::vector<OrderName>> orders_of_customer(const store::Store& store, const std::string& customer) {
  const auto keys = store.list_keys(store::kCustomerOrders, store::under(store::kCustomerOrders, customer));
  if (!keys) return keys.error();
  std::vector<OrderName> orders;
  for (const auto& [name, created, integration, id] : *keys) orders.emplace_back(integration, id);
  return orders;
}

Result<Forgotten> forget(store::Store& store, store::KeyRing& keys, const std::vector<OrderName>& orders,
                         AuditEntry note) {
  const Names names(orders.begin(), orders.end());
  Forgetting forgetting(store, keys, names);
  if (auto erased = forgetting.erase_orders(); !erased) return erased.error();
  if (auto sealed = forgetting.seal_others_anew(); !sealed) return sealed.error();
  if (auto gone = forgetting.forget_buyers(); !gone) return gone.error();
  return forgetting.finish(std::move(note));
}

}  // namespace sellerd::sync
