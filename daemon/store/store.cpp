#include "daemon/store/store.h"

namespace sellerd::store {
namespace {
const std::string kSchemaCounter = "schema version";
}  // namespace

Result<void> Store::prepare() {
  const auto version = get_or_default(kCounters, kSchemaCounter);
  if (!version) return version.error();
  if (version->value == kSchemaVersion) return {};
  if (version->value > kSchemaVersion) {
    return make_error(ErrorCode::conflict,
                      "the data has schema " + std::to_string(version->value) +
                          ", this sellerd knows up to " + std::to_string(kSchemaVersion),
                      {}, "install the newer sellerd again, or restore a backup made with this one");
  }
  Batch batch;
  batch.put(kCounters, Counter{kSchemaVersion}, kSchemaCounter);
  return commit(batch);
}

Result<std::uint64_t> Store::next_number(std::string_view counter, Batch& batch) const {
  auto last = get_or_default(kCounters, std::string(counter));
  if (!last) return last.error();
  ++last->value;
  batch.put(kCounters, *last, std::string(counter));
  return last->value;
}

Result<void> Store::commit(const Batch& batch, Durability durability) {
  if (batch.empty()) return {};
  // What cannot be read again must not get in: it would spoil every list that it stands in.
  for (const auto& write : batch.writes()) {
    if (!write.value || write.value->size() <= kMaximumRecord) continue;
    return make_error(
        ErrorCode::refused,
        "a record of " + std::to_string(write.value->size()) + " bytes is too long to be stored",
        printable_key(write.key));
  }
  return engine_->write(batch.writes(), durability);
}

}  // namespace sellerd::store
