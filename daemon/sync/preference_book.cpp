#include "daemon/sync/preference_book.h"

#include "common/json.h"
#include "daemon/sync/removal.h"

namespace sellerd::sync {

Result<void> PreferenceBook::load() {
  return store_.scan(store::kPreferences, store::all_under(std::string(store::kPreferencesKey)),
                     store::Direction::forward,
                     [this](PreferenceChanges changes, std::string_view key) -> Result<bool> {
                       auto parts = store::kPreferences.parse(key);
                       if (!parts) return parts.error();
                       changes_[std::get<1>(*parts)] = changes;
                       return true;
                     });
}

const PreferenceChanges& PreferenceBook::entry(std::uint32_t integration) const {
  static const PreferenceChanges nothing;
  const auto found = changes_.find(integration);
  return found == changes_.end() ? nothing : found->second;
}

Preferences PreferenceBook::of(std::uint32_t integration) const {
  return effective(entry(kShared), integration == kShared ? PreferenceChanges{} : entry(integration));
}

Task<Result<void>> PreferenceBook::set(std::uint32_t integration, PreferenceChanges changes,
                                       std::string whose, std::string actor, Timestamp now) {
  if (auto good = check(changes); !good) co_return good;
  auto fresh = changes_;
  if (integration == kShared) {
    for (auto& [number, own] : fresh) forget(own, changes);
  }
  merge(fresh[integration], changes);
  const AuditEntry note{0, now, std::move(actor), "preferences set",
                        std::move(whose) + " " + json::serialize(to_json(changes))};
  auto stored = co_await worker_.run([&store = store_, fresh, &note]() -> Result<void> {
    store::Batch batch;
    if (auto noted = note_audit(store, batch, note); !noted) return noted;
    for (const auto& [number, entry] : fresh) {
      batch.put(store::kPreferences, entry, std::string(store::kPreferencesKey), number);
    }
    return store.commit(batch);
  });
  if (stored) changes_ = std::move(fresh);
  co_return stored;
}

}  // namespace sellerd::sync
