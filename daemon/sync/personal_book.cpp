#include "daemon/sync/personal_book.h"

#include "daemon/books/personal_retention.h"
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
                      "put back the file keyring that belongs to this database, or fetch the order again: "
                      "sellerctl orders pull " +
                          order_id);
  }
  return data;
}

Error none_held(const Order& order, bool wanted, Timestamp now) {
  const std::string none = "no personal data is held of this order: ";
  const auto say = [&none](std::string_view why, std::string what_next) {
    return make_error(ErrorCode::not_found, none + std::string(why), "order_id", std::move(what_next));
  };
  if (!wanted)
    return say("the preference personal_data is off", "sellerctl preferences set --personal-data yes");
  if (is_over(books::personal_data_ends(order, order, {}, now), now))
    return say("it is kept until 30 days after delivery, and that time is over", {});
  return say(
      "none has come since personal_data is on; reports bring none, and of some orders (pending ones, say) "
      "the marketplace shows none",
      "sellerctl orders pull " + order.order_id);
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

Task<Result<Forgotten>> PersonalBook::forget(std::vector<OrderName> orders, std::string actor,
                                             std::string subject) {
  co_return co_await worker_.run(
      [&store = store_, &keys = keys_, &orders, &actor, &subject, now = clock_.now()] {
        return sync::forget(store, keys, orders, {0, now, actor, "forget", subject});
      });
}

Task<Result<PersonalData>> PersonalBook::find(Order order) {
  const auto now = clock_.now();
  auto data = co_await worker_.run([&store = store_, &keys = keys_, &order, now] {
    return find_held(store, keys, order.integration, order.order_id, now);
  });
  if (!data) co_return data.error();
  if (*data) co_return std::move(**data);
  const auto forgotten = store_.get(store::kForgotten, order.integration, order.order_id);
  if (!forgotten) co_return forgotten.error();
  if (*forgotten)
    co_return make_error(ErrorCode::not_found, "the personal data of this order was erased on demand",
                         "order_id");
  co_return none_held(order, preferences_.of(order.integration).personal_data, now);
}

}  // namespace sellerd::sync
