#include "daemon/sync/personal_records.h"

namespace sellerd::sync {
namespace {
constexpr std::size_t kRecordsAtOnce = 500;
}  // namespace

Result<store::PersonalRecord> seal_personal(store::KeyRing& keys, std::uint32_t integration,
                                            const std::string& order_id, Timestamp bucket,
                                            const PersonalData& data) {
  const auto vault = keys.key_for(integration, bucket);
  if (!vault) return vault.error();
  const auto key = store::kPersonal.key(integration, order_id);
  auto sealed = vault->seal(store::encode_record(key, data), key);
  if (!sealed) return sealed.error();
  return store::PersonalRecord{bucket, std::move(*sealed)};
}

Result<std::optional<PersonalData>> open_personal(const store::KeyRing& keys, std::uint32_t integration,
                                                  const std::string& order_id,
                                                  const store::PersonalRecord& record) {
  const auto vault = keys.find(integration, record.bucket);
  if (!vault) return vault.error();
  if (!*vault) return std::optional<PersonalData>();
  const auto key = store::kPersonal.key(integration, order_id);
  const auto plain = (*vault)->open(record.sealed, key);
  if (!plain) return within(store::kPersonal.name, plain.error());
  auto data = store::decode_record<PersonalData>(key, *plain);
  if (!data) return within(store::kPersonal.name, data.error());
  return std::optional(std::move(*data));
}

Result<std::size_t> destroy_keys_of_the_past(store::KeyRing& keys, Timestamp now) {
  return keys.destroy([now](const store::WrappedKey& key) { return is_over(key.bucket, now); });
}

Result<PersonalSwept> sweep_personal(store::Store& store, const std::string& from, Timestamp now) {
  PersonalSwept swept;
  store::Batch batch;
  std::size_t seen = 0;
  std::string last;
  auto scanned = store.scan(store::kPersonal, {from, {}}, store::Direction::forward,
                            [&](const store::PersonalRecord& record, std::string_view key) {
                              if (is_over(record.bucket, now)) {
                                batch.erase_key(store::kPersonal.family, key);
                                ++swept.records;
                              }
                              last = key;
                              return ++seen < kRecordsAtOnce;
                            });
  if (!scanned) return scanned.error();
  if (auto committed = store.commit(batch); !committed) return committed.error();
  if (seen == kRecordsAtOnce) swept.next = last + '\0';
  return swept;
}

}  // namespace sellerd::sync
