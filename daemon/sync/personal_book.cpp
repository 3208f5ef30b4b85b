#include "daemon/sync/personal_book.h"

#include "daemon/sync/personal_records.h"
#include "daemon/sync/removal.h"

namespace sellerd::sync {
namespace {

Result<std::optional<PersonalData>> find_held(const store::Store& store, const store::KeyRing& keys,
                                              std::uint32_t integration, const std::string& order_id,
                                              Timestamp now) {
  const auto record = store.get(store::kPersonal, integration, order_id);
  if (!record) return record.error();
  if (!*record || is_over((*record)->bucket, now)) return std::optional<PersonalData>();
  auto data = open_personal(keys, integration, order_id, **record);
  if (data && !*data) {
    return make_error(ErrorCode::corrupt, "its data key is not in the key ring", order_id,
                      "restore the file keyring that belongs to this database");
  }
  return data;
}

}  // namespace

Task<Result<void>> PersonalBook::note_look(std::string actor, std::string order_id) {
  co_return co_await worker_.run([&store = store_, now = clock_.now(), &actor, &order_id]() -> Result<void> {
    store::Batch batch;
    if (auto noted = note_audit(store, batch, {0, now, actor, "personal show", order_id}); !noted)
      return noted;
    return store.commit(batch);
  });
}

Task<Result<PersonalData>> PersonalBook::find(std::uint32_t integration, std::string order_id) {
  auto data =
      co_await worker_.run([&store = store_, &keys = keys_, integration, &order_id, now = clock_.now()] {
        return find_held(store, keys, integration, order_id, now);
      });
  if (!data) co_return data.error();
  if (*data) co_return std::move(**data);
  if (preferences_.of(integration).personal_data) {
    co_return make_error(ErrorCode::not_found,
                         "no personal data is held of this order: it is kept until 30 days after delivery, "
                         "and only of orders read by search since personal_data is on",
                         "order_id", "sellerctl orders pull " + order_id);
  }
  co_return make_error(ErrorCode::not_found,
                       "no personal data is held of this order: the preference personal_data is off",
                       "order_id", "sellerctl preferences set --personal-data yes");
}

}  // namespace sellerd::sync
