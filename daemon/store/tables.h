// Every table of the store: which record lies under which key in which column family.
// docs/storage.md describes the same tables; a test holds the two together.
#pragma once

#include <string>

#include "common/model/integration.h"
#include "common/model/item.h"
#include "common/model/order.h"
#include "common/model/preferences.h"
#include "common/model/quota.h"
#include "common/model/run.h"
#include "daemon/store/engine.h"
#include "daemon/store/keys.h"

namespace sellerd::store {

// A whole number by name: schema version, next run, next integration.
struct Counter {
  std::uint64_t value = 0;

  static constexpr std::string_view kTypeName = "Counter";
  static constexpr auto fields() {
    using Self = Counter;
    return std::tuple{SELLERD_FIELD(value, "The number.")};
  }
};

// Bytes that only the vault can read.
struct Sealed {
  std::string bytes;

  static constexpr std::string_view kTypeName = "Sealed";
  static constexpr auto fields() {
    using Self = Sealed;
    return std::tuple{
        SELLERD_FIELD(bytes, "AES-256-GCM: nonce, ciphertext, tag; the key is the additional data.")};
  }
};

// An index entry: the key says it all.
struct IndexEntry {
  static constexpr std::string_view kTypeName = "IndexEntry";
  static constexpr auto fields() { return std::tuple{}; }
};

// clang-format off
#define SELLERD_STORED_RECORDS(apply)                                                            \
  apply(Counter) apply(Sealed) apply(IndexEntry) apply(Integration) apply(PreferenceChanges)     \
  apply(Listing) apply(Order) apply(BucketState) apply(Run) apply(RecordOutcome)                 \
  apply(QuarantineEntry) apply(Checkpoint) apply(Watermark) apply(ModuleState) apply(Totals)     \
  apply(AuditEntry)
// clang-format on

template <class RecordType, class... KeyParts>
struct Table {
  using Record = RecordType;
  Family family;
  std::string_view name;
  std::string_view key_parts;  // for docs/storage.md

  std::string key(const KeyParts&... parts) const { return make_key(parts...); }
  Result<std::tuple<KeyParts...>> parse(std::string_view bytes) const { return read_key<KeyParts...>(bytes); }
};

// Every key that starts with these parts.
template <class... Parts>
Range all_under(const Parts&... parts) {
  std::string prefix = make_key(parts...);
  std::string end = prefix_end(prefix);
  return {std::move(prefix), std::move(end)};
}

inline constexpr Table<Counter, std::string> kCounters{Family::meta, "counters", "name"};
// Integration 0 stands for all. The first part keeps these apart from the counters.
inline constexpr std::string_view kPreferencesKey = "preferences";
inline constexpr Table<PreferenceChanges, std::string, std::uint32_t> kPreferences{
    Family::meta, "preferences", "\"preferences\", integration"};
// The number an account has had: connecting it again after a disconnect finds its books again.
inline constexpr std::string_view kAccountKey = "account";
inline constexpr Table<Counter, std::string, std::string, std::string> kAccounts{
    Family::meta, "accounts", "\"account\", channel, seller id"};
inline constexpr Table<Integration, std::uint32_t> kIntegrations{Family::integrations, "integrations",
                                                                 "integration"};
inline constexpr Table<Sealed, std::uint32_t> kCredentials{Family::credentials, "credentials", "integration"};
inline constexpr Table<Listing, std::uint32_t, std::string> kListings{Family::listings, "listings",
                                                                      "integration, sku"};
inline constexpr Table<Order, std::uint32_t, std::string> kOrders{Family::orders, "orders",
                                                                  "integration, order id"};
inline constexpr Table<IndexEntry, Timestamp, std::uint32_t, std::string> kOrdersByTime{
    Family::order_index, "orders by time", "created, integration, order id"};
inline constexpr Table<Run, std::uint64_t, std::uint32_t> kRuns{Family::history, "runs", "run, integration"};
inline constexpr Table<RecordOutcome, std::uint64_t, std::uint32_t, std::string> kRunRecords{
    Family::history_records, "run records", "run, integration, record id"};
inline constexpr Table<QuarantineEntry, std::uint32_t, Module, std::string> kQuarantine{
    Family::quarantine, "quarantine", "integration, module, record id"};

// checkpoints holds kinds of records that are told apart by the third part of the key.
enum class CursorKind { checkpoint, watermark, totals, state, job, reconcile };
inline constexpr Table<Checkpoint, std::uint32_t, Module, CursorKind> kCheckpoints{
    Family::checkpoints, "checkpoints", "integration, module, 0"};
// Runs beside the schedule's own: any number at a time, each under its name.
inline constexpr Table<Checkpoint, std::uint32_t, Module, CursorKind, std::string> kJobCheckpoints{
    Family::checkpoints, "job checkpoints", "integration, module, 4, job"};
inline constexpr Table<Watermark, std::uint32_t, Module, CursorKind> kWatermarks{
    Family::checkpoints, "watermarks", "integration, module, 1"};
inline constexpr Table<Totals, std::uint32_t, Module, CursorKind> kTotals{Family::checkpoints, "totals",
                                                                          "integration, 0, 2"};
inline constexpr Table<ModuleState, std::uint32_t, Module, CursorKind> kModuleStates{
    Family::checkpoints, "module states", "integration, module, 3"};
// The nightly second look keeps a state of its own beside the schedule's.
inline constexpr Table<ModuleState, std::uint32_t, Module, CursorKind> kReconcileStates{
    Family::checkpoints, "reconcile states", "integration, module, 5"};
inline constexpr Table<BucketState, std::string, std::string> kBuckets{Family::quota, "buckets",
                                                                       "scope, operation"};
inline constexpr Table<AuditEntry, std::uint64_t> kAudit{Family::audit, "audit", "sequence"};

}  // namespace sellerd::store
