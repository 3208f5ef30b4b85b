// Every table of the store: which record lies under which key in which column family.
// docs/records.md lists them all; a test holds the two together.
#pragma once

#include <string>

#include "common/model/customer.h"
#include "common/model/integration.h"
#include "common/model/item.h"
#include "common/model/order.h"
#include "common/model/personal.h"
#include "common/model/preferences.h"
#include "common/model/push.h"
#include "common/model/quota.h"
#include "common/model/run.h"
#include "common/model/shipment.h"
#include "common/model/stock.h"
#include "common/model/tax.h"
#include "daemon/store/engine.h"
#include "daemon/store/keys.h"

namespace sellerd::store {

// A whole number by name: schema version, next run, next integration.
struct Counter {
  std::uint64_t value = 0;

  static constexpr std::string_view kTypeName = "Counter";
  static constexpr auto fields() {
    using Self = Counter;
    return Fields{SELLERD_FIELD(value, "The number.")};
  }
};

// Bytes that only the vault can read.
struct Sealed {
  std::string bytes;

  static constexpr std::string_view kTypeName = "Sealed";
  static constexpr auto fields() {
    using Self = Sealed;
    return Fields{
        SELLERD_FIELD(bytes, "AES-256-GCM: nonce, ciphertext, tag; the key is the additional data.")};
  }
};

// PersonalData that only a data key of the key ring can read.
struct PersonalRecord {
  Timestamp bucket{};
  std::string sealed;

  static constexpr std::string_view kTypeName = "PersonalRecord";
  static constexpr auto fields() {
    using Self = PersonalRecord;
    return Fields{
        SELLERD_FIELD(bucket,
                      "The UTC day as whose start it ends, or a few milliseconds before; names the data key.",
                      .since = 2),
        SELLERD_FIELD(sealed, "PersonalData as a stored record, sealed like Sealed's bytes.", .since = 2),
    };
  }
};

// A data key, wrapped by the master key.
struct WrappedKey {
  std::uint32_t integration = 0;
  Timestamp bucket{};
  std::string wrapped;

  static constexpr std::string_view kTypeName = "WrappedKey";
  static constexpr auto fields() {
    using Self = WrappedKey;
    return Fields{
        SELLERD_FIELD(integration, "Whose records it opens.", .since = 2),
        SELLERD_FIELD(bucket, "Those that end with this UTC day.", .since = 2),
        SELLERD_FIELD(wrapped, "The key, sealed under the master key; the two above are bound to it.",
                      .since = 2),
    };
  }
};

// What the file of the key ring holds.
struct KeyRingContent {
  std::vector<WrappedKey> keys;

  static constexpr std::string_view kTypeName = "KeyRingContent";
  static constexpr auto fields() {
    using Self = KeyRingContent;
    return Fields{SELLERD_FIELD(keys, "In the order of integration and bucket.", .since = 2)};
  }
};

// An index entry: the key says it all.
struct IndexEntry {
  static constexpr std::string_view kTypeName = "IndexEntry";
  static constexpr auto fields() { return Fields{}; }
};

// An order that has reserved units of a listing, or waits until it is known which item the listing sells.
struct OpenOrder {
  Timestamp created{};
  bool over = false;

  static constexpr std::string_view kTypeName = "OpenOrder";
  static constexpr auto fields() {
    using Self = OpenOrder;
    return Fields{
        SELLERD_FIELD(created, "When the order was placed."),
        SELLERD_FIELD(over, "Whether it was shipped or cancelled already when it was last looked at."),
    };
  }
};

// clang-format off
#define SELLERD_STORED_RECORDS(apply)                                                            \
  apply(Counter) apply(Sealed) apply(IndexEntry) apply(Integration) apply(PreferenceChanges)     \
  apply(Listing) apply(Order) apply(BucketState) apply(Run) apply(RecordOutcome)                 \
  apply(QuarantineEntry) apply(Checkpoint) apply(Watermark) apply(ModuleState) apply(Totals)     \
  apply(AuditEntry) apply(Item) apply(ListingLink) apply(OpenOrder) apply(Warehouse)           \
  apply(WarehouseMapping) apply(StockEntry) apply(StockLevel) apply(OrderStock) apply(StockRule)  \
  apply(Push) apply(PushTotals) apply(Shipment)                                                \
  apply(Organisation) apply(PlaceFix) apply(TaxReportRow) apply(OrderEdit)                     \
  apply(Customer) apply(BuyerGstin) apply(BuyerKey)                                              \
  apply(PersonalRecord) apply(PersonalData) apply(KeyRingContent)
// clang-format on

template <class RecordType, class... KeyParts>
struct Table {
  using Record = RecordType;
  Family family;
  std::string_view name;
  std::string_view key_parts;  // for docs/storage.md
  // Where a family holds several tables: the byte that every key of this one begins with. 0 where it has
  // none.
  std::uint8_t kind = 0;

  std::string key(const KeyParts&... parts) const { return start() + make_key(parts...); }
  Result<std::tuple<KeyParts...>> parse(std::string_view bytes) const {
    return read_key<KeyParts...>(bytes.substr(start().size()));
  }
  std::string start() const { return kind == 0 ? std::string() : std::string(1, static_cast<char>(kind)); }
};

// Every key of the table that starts with these parts; all of them without parts.
template <class Record, class... KeyParts, class... Parts>
Range under(const Table<Record, KeyParts...>& table, const Parts&... parts) {
  std::string prefix = table.start() + make_key(parts...);
  std::string end = prefix.empty() ? std::string() : prefix_end(prefix);
  return {std::move(prefix), std::move(end)};
}

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
// The number an account has had: connecting it again after a disconnect finds its books again, or, where they
// were erased, what its orders have done to the stock.
inline constexpr std::string_view kAccountKey = "account";
inline constexpr Table<Counter, std::string, std::string, std::string> kAccounts{
    Family::meta, "accounts", "\"account\", channel, seller id"};
inline constexpr Table<Integration, std::uint32_t> kIntegrations{Family::integrations, "integrations",
                                                                 "integration"};
inline constexpr Table<Sealed, std::uint32_t> kCredentials{Family::credentials, "credentials", "integration"};
inline constexpr Table<Listing, std::uint32_t, std::string> kListings{Family::listings, "listings",
                                                                      "integration, sku"};
// The seller's items, which listings sell them, and the orders that must hear when that changes.
inline constexpr Table<Item, std::string> kItems{Family::items, "items", "1, sku", 1};
inline constexpr Table<IndexEntry, std::string, std::string> kItemsByName{Family::items, "items by name",
                                                                          "2, name, sku", 2};
inline constexpr Table<ListingLink, std::uint32_t, std::string> kLinks{Family::items, "links",
                                                                       "3, integration, listing's sku", 3};
inline constexpr Table<IndexEntry, std::string, std::uint32_t, std::string> kLinksByItem{
    Family::items, "links by item", "4, item's sku, integration, listing's sku", 4};
inline constexpr Table<OpenOrder, std::uint32_t, std::string, std::string> kOpenOrders{
    Family::items, "open orders", "5, integration, listing's sku, order id", 5};
inline constexpr Table<Warehouse, std::string> kWarehouses{Family::warehouses, "warehouses", "1, name", 1};
inline constexpr Table<WarehouseMapping, std::uint32_t> kWarehouseMappings{
    Family::warehouses, "warehouse mappings", "2, integration", 2};
inline constexpr Table<StockEntry, std::string, std::uint64_t> kLedger{Family::ledger, "ledger",
                                                                       "item's sku, sequence"};
inline constexpr Table<StockLevel, std::string, std::string> kStockLevels{Family::stock, "stock levels",
                                                                          "1, item's sku, warehouse", 1};
inline constexpr Table<OrderStock, std::uint32_t, std::string> kOrderStocks{Family::stock, "stock of orders",
                                                                            "2, integration, order id", 2};
inline constexpr Table<Counter, std::string> kCauses{Family::stock, "causes", "3, cause", 3};
inline constexpr Table<IndexEntry, std::uint32_t, std::string> kFrozenOrders{Family::stock, "frozen orders",
                                                                             "4, integration, order id", 4};
inline constexpr Table<PushTotals, std::uint32_t> kPushTotals{Family::outbox, "push totals", "7, integration",
                                                              7};
// What is on its way to a marketplace. An empty sku stands for the whole integration.
inline constexpr Table<Push, std::uint32_t, std::string> kPushes{Family::outbox, "pushes",
                                                                 "1, integration, listing's sku", 1};
inline constexpr Table<IndexEntry, std::uint32_t, PushLane, std::string> kPushQueue{
    Family::outbox, "push queue", "2, integration, lane, listing's sku", 2};
inline constexpr Table<IndexEntry, std::uint32_t, Timestamp, std::string> kPushLooks{
    Family::outbox, "push looks", "3, integration, when, listing's sku", 3};
inline constexpr Table<StockRule, std::uint32_t, std::string> kStockRules{Family::outbox, "stock rules",
                                                                          "4, integration, listing's sku", 4};
inline constexpr Table<Shipment, std::uint32_t, std::string, std::uint32_t> kShipments{
    Family::outbox, "shipments", "5, integration, order id, package", 5};
inline constexpr Table<IndexEntry, std::uint32_t, Timestamp, std::string, std::uint32_t> kShipmentsDue{
    Family::outbox, "shipments due", "6, integration, when, order id, package", 6};
// The business, what people said where orders are taxed, and the marketplace's tax report.
inline constexpr std::uint8_t kTheOne = 0;
inline constexpr Table<Organisation, std::uint8_t> kOrganisation{Family::tax, "organisation", "1, 0", 1};
inline constexpr Table<PlaceFix, std::uint32_t, std::string> kPlaceFixes{Family::tax, "place fixes",
                                                                         "2, integration, order id", 2};
// The row's name: transaction, document, shipped item, occurrence.
inline constexpr Table<TaxReportRow, std::uint32_t, std::string, std::string> kTaxReport{
    Family::tax, "tax report", "3, integration, order id, row", 3};
inline constexpr Table<IndexEntry, std::string, std::uint32_t, std::string, std::string> kTaxReportByMonth{
    Family::tax, "tax report by month", "4, month of the document, integration, order id, row", 4};
inline constexpr Table<OrderEdit, std::uint32_t, std::string> kOrderEdits{Family::tax, "order edits",
                                                                          "5, integration, order id", 5};
inline constexpr Table<BuyerGstin, std::uint32_t, std::string> kBuyerGstins{Family::tax, "GSTINs of buyers",
                                                                            "6, integration, order id", 6};
// Who the orders are of.
inline constexpr Table<Customer, std::string> kCustomers{Family::customers, "customers", "1, customer", 1};
inline constexpr Table<IndexEntry, std::string, Timestamp, std::uint32_t, std::string> kCustomerOrders{
    Family::customers, "orders of customers", "2, customer, created, integration, order id", 2};
inline constexpr Table<BuyerKey, std::string> kBuyerKeys{Family::customers, "buyer keys",
                                                         "3, fingerprint of the e-mail address", 3};
// Orders whose personal data a person had erased: it never comes in again.
inline constexpr Table<IndexEntry, std::uint32_t, std::string> kForgotten{
    Family::customers, "forgotten orders", "4, integration, order id", 4};
inline constexpr Table<Order, std::uint32_t, std::string> kOrders{Family::orders, "orders",
                                                                  "integration, order id"};
inline constexpr Table<IndexEntry, Timestamp, std::uint32_t, std::string> kOrdersByTime{
    Family::order_index, "orders by time", "created, integration, order id"};
inline constexpr Table<PersonalRecord, std::uint32_t, std::string> kPersonal{Family::personal, "personal",
                                                                             "integration, order id"};
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

// Calls `visit(table)` with every table, for what must know them all; a test holds it to the list above. No
// tuple: every file that includes this would pay for one.
template <class Visit>
void for_each_table(Visit&& visit) {
  visit(kCounters);
  visit(kPreferences);
  visit(kAccounts);
  visit(kIntegrations);
  visit(kCredentials);
  visit(kListings);
  visit(kItems);
  visit(kItemsByName);
  visit(kLinks);
  visit(kLinksByItem);
  visit(kOpenOrders);
  visit(kWarehouses);
  visit(kWarehouseMappings);
  visit(kLedger);
  visit(kStockLevels);
  visit(kOrderStocks);
  visit(kCauses);
  visit(kFrozenOrders);
  visit(kPushTotals);
  visit(kPushes);
  visit(kPushQueue);
  visit(kPushLooks);
  visit(kStockRules);
  visit(kShipments);
  visit(kShipmentsDue);
  visit(kOrganisation);
  visit(kPlaceFixes);
  visit(kTaxReport);
  visit(kTaxReportByMonth);
  visit(kOrderEdits);
  visit(kCustomers);
  visit(kCustomerOrders);
  visit(kBuyerGstins);
  visit(kBuyerKeys);
  visit(kForgotten);
  visit(kOrders);
  visit(kOrdersByTime);
  visit(kPersonal);
  visit(kRuns);
  visit(kRunRecords);
  visit(kQuarantine);
  visit(kCheckpoints);
  visit(kJobCheckpoints);
  visit(kWatermarks);
  visit(kTotals);
  visit(kModuleStates);
  visit(kReconcileStates);
  visit(kBuckets);
  visit(kAudit);
}

}  // namespace sellerd::store
