#include "daemon/sync/removal.h"

namespace sellerd::sync {
namespace {

constexpr std::size_t kPiece = 500;

// Erases what `choose` (key, value's record) wants erased, walking the range in pieces.
template <class Record, class... Parts, class Choose>
Result<void> erase_where(store::Store& store, const store::Table<Record, Parts...>& table, store::Range range,
                         Choose choose) {
  for (bool more = true; more;) {
    store::Batch batch;
    std::size_t seen = 0;
    std::string last;
    auto scanned =
        store.scan(table, range, store::Direction::forward, [&](Record record, std::string_view key) {
          if (choose(record)) batch.erase_key(table.family, key);
          last = key;
          return ++seen < kPiece;
        });
    if (!scanned) return scanned;
    if (auto committed = store.commit(batch); !committed) return committed;
    more = seen == kPiece;
    range.from = last + '\0';
  }
  return {};
}

template <class Table>
Result<void> erase_all(store::Store& store, const Table& table, store::Range range) {
  return erase_where(store, table, std::move(range), [](const auto&) { return true; });
}

// Runs and their records lie by run number, over all integrations.
Result<void> erase_history(store::Store& store, std::uint32_t number) {
  std::vector<std::uint64_t> runs;
  auto scanned =
      store.scan(store::kRuns, {}, store::Direction::forward, [&](const Run& run, std::string_view) {
        if (run.integration == number) runs.push_back(run.id);
        return true;
      });
  if (!scanned) return scanned;
  for (const auto id : runs) {
    if (auto erased = erase_all(store, store::kRunRecords, store::all_under(id)); !erased) return erased;
  }
  return erase_where(store, store::kRuns, {}, [number](const Run& run) { return run.integration == number; });
}

// The index lies by month, over all integrations.
Result<void> erase_tax(store::Store& store, std::uint32_t number) {
  store::Batch batch;
  auto indexed =
      store.scan(store::kTaxReportByMonth, store::under(store::kTaxReportByMonth), store::Direction::forward,
                 [&](store::IndexEntry, std::string_view key) -> Result<bool> {
                   const auto parts = store::kTaxReportByMonth.parse(key);
                   if (!parts) return parts.error();
                   if (std::get<1>(*parts) == number) batch.erase_key(store::Family::tax, key);
                   if (batch.writes().size() < kPiece) return true;
                   if (auto committed = store.commit(std::exchange(batch, {})); !committed)
                     return committed.error();
                   return true;
                 });
  if (!indexed) return indexed;
  if (auto committed = store.commit(batch); !committed) return committed;
  if (auto erased = erase_all(store, store::kTaxReport, store::under(store::kTaxReport, number)); !erased)
    return erased;
  return erase_all(store, store::kPlaceFixes, store::under(store::kPlaceFixes, number));
}

Result<void> erase_books(store::Store& store, std::uint32_t number) {
  store::Batch batch;
  auto indexed = store.scan(store::kOrders, store::all_under(number), store::Direction::forward,
                            [&](const Order& order, std::string_view) -> Result<bool> {
                              batch.erase(store::kOrdersByTime, order.created, number, order.order_id);
                              if (batch.writes().size() < kPiece) return true;
                              auto committed = store.commit(std::exchange(batch, {}));
                              if (!committed) return committed.error();
                              return true;
                            });
  if (!indexed) return indexed;
  if (auto committed = store.commit(batch); !committed) return committed;
  if (auto erased = erase_all(store, store::kOrders, store::all_under(number)); !erased) return erased;
  if (auto erased = erase_tax(store, number); !erased) return erased;
  return erase_all(store, store::kListings, store::all_under(number));
}

}  // namespace

Result<void> remove_traces(store::Store& store, store::KeyRing& keys, const Integration& integration) {
  const auto number = integration.number;
  const auto destroyed =
      keys.destroy([number](const store::WrappedKey& key) { return key.integration == number; });
  if (!destroyed) return destroyed.error();
  if (auto erased = erase_all(store, store::kPersonal, store::all_under(number)); !erased) return erased;
  store::Batch first;
  first.erase(store::kCredentials, number);
  first.erase(store::kPreferences, std::string(store::kPreferencesKey), number);
  for (const auto& [module, name] : EnumTable<Module>::kNames) {
    first.erase(store::kCheckpoints, number, module, store::CursorKind::checkpoint);
    first.erase(store::kWatermarks, number, module, store::CursorKind::watermark);
    first.erase(store::kModuleStates, number, module, store::CursorKind::state);
    first.erase(store::kReconcileStates, number, module, store::CursorKind::reconcile);
  }
  if (auto committed = store.commit(first); !committed) return committed;
  for (const auto& [module, name] : EnumTable<Module>::kNames) {
    const auto jobs = store::all_under(number, module, store::CursorKind::job);
    if (auto erased = erase_all(store, store::kJobCheckpoints, jobs); !erased) return erased;
  }
  if (auto erased = erase_all(store, store::kQuarantine, store::all_under(number)); !erased) return erased;
  if (auto erased = erase_history(store, number); !erased) return erased;
  if (integration.erase_books) {
    if (auto erased = erase_books(store, number); !erased) return erased;
  }
  store::Batch last;
  auto totals = store.get_or_default(store::kTotals, number, Module::items, store::CursorKind::totals);
  if (!totals) return totals.error();
  totals->quarantined = 0;
  if (integration.erase_books) {
    last.erase(store::kTotals, number, Module::items, store::CursorKind::totals);
    last.erase(store::kAccounts, std::string(store::kAccountKey), integration.channel, integration.seller_id);
  } else {
    last.put(store::kTotals, *totals, number, Module::items, store::CursorKind::totals);
  }
  last.erase(store::kIntegrations, number);
  return store.commit(last);
}

Result<void> note_audit(const store::Store& store, store::Batch& batch, AuditEntry entry) {
  auto sequence = store.next_number("audit", batch);
  if (!sequence) return sequence.error();
  entry.sequence = *sequence;
  batch.put(store::kAudit, entry, *sequence);
  return {};
}

}  // namespace sellerd::sync
