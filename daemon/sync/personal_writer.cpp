#include "daemon/sync/personal_writer.h"

#include <algorithm>

#include "common/ascii.h"
#include "daemon/books/personal_retention.h"
#include "daemon/sync/personal_records.h"

namespace sellerd::sync {
namespace {

// The marketplace withholds fields as an order grows older; that takes nothing back. The lines of an address
// are one thing: with another first line, the second of the old address would lead astray.
void merge(PersonalData& held, const PersonalData& fresh) {
  if (!fresh.address_line_1.empty()) {
    for (const auto line :
         {&PersonalData::address_line_2, &PersonalData::address_line_3, &PersonalData::postal_code})
      (held.*line).clear();
  }
  for_each_field<PersonalData>([&](const auto& field) {
    if (!(fresh.*field.member).empty()) held.*field.member = fresh.*field.member;
  });
}

}  // namespace

PersonalWriter::PersonalWriter(const store::Store& store, store::KeyRing& keys, bool wanted, Timestamp now,
                               std::vector<PersonalOfOrder> of_page)
    : store_(store), keys_(keys), wanted_(wanted), now_(now) {
  if (!wanted) return;
  for (auto& one : of_page) of_page_[one.order_id] = std::move(one.data);
}

Result<const PersonalData*> PersonalWriter::find(const Order& order) {
  const PersonalData* none = nullptr;
  const auto brought = of_page_.find(order.order_id);
  if (brought == of_page_.end()) return none;
  if (may_come_in_.contains(order.order_id)) return &brought->second;
  const auto forgotten = store_.get(store::kForgotten, order.integration, order.order_id);
  if (!forgotten) return forgotten.error();
  if (forgotten->has_value()) {
    of_page_.erase(brought);
    return none;
  }
  may_come_in_.insert(order.order_id);
  return &brought->second;
}

Result<void> PersonalWriter::take(const Order& order, const std::optional<Order>& before,
                                  store::Batch& batch) {
  if (before && order.last_updated < before->last_updated) return {};
  const auto fresh = find(order);
  if (!fresh) return fresh.error();
  const bool brought = *fresh != nullptr;
  const bool changed = before && order.last_updated > before->last_updated;
  if (!brought && !changed) return {};
  const auto record = store_.get(store::kPersonal, order.integration, order.order_id);
  if (!record) return record.error();
  if (!brought && !*record) return {};
  const auto held = *record ? std::optional((*record)->bucket) : std::nullopt;
  Timestamp bucket = held && !changed ? *held : books::personal_data_ends(order, before, held, now_);
  if (held && !wanted_) bucket = std::min(bucket, *held);
  if (is_over(bucket, now_)) {
    if (held) batch.erase(store::kPersonal, order.integration, order.order_id);
    return {};
  }
  std::optional<PersonalData> data;
  if (held) {
    // What was sealed under a key that is lost must not stop the orders.
    auto opened = open_personal(keys_, order.integration, order.order_id, **record);
    if (opened) data = std::move(*opened);
  }
  const auto kept = data;
  if (brought) {
    if (!data) data.emplace();
    merge(*data, **fresh);
  }
  if (!data || (data == kept && bucket == held)) return {};
  const auto sealed = seal_personal(keys_, order.integration, order.order_id, bucket, *data);
  if (!sealed) return sealed.error();
  batch.put(store::kPersonal, *sealed, order.integration, order.order_id);
  return {};
}

Result<std::optional<BuyerNews>> PersonalWriter::buyer_of(const Order& order,
                                                          const std::optional<Order>& before) {
  const auto fresh = find(order);
  if (!fresh) return fresh.error();
  if (*fresh == nullptr || (*fresh)->buyer_email.empty()) return std::optional<BuyerNews>();
  const auto bucket = books::personal_data_ends(order, before, std::nullopt, now_);
  if (is_over(bucket, now_)) return std::optional<BuyerNews>();
  if (!buyers_key_) {
    auto key = keys_.buyers_key();
    if (!key) return key.error();
    buyers_key_.emplace(std::move(*key));
  }
  auto fingerprint = buyers_key_->fingerprint(ascii_lower((*fresh)->buyer_email));
  if (!fingerprint) return fingerprint.error();
  return std::optional(BuyerNews{std::move(*fingerprint), bucket});
}

}  // namespace sellerd::sync
