#include "daemon/sync/removal.h"

#include "daemon/store/sweep.h"
#include "daemon/sync/customer_book.h"

namespace sellerd::sync {
namespace {

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
    if (auto erased = store::erase_all(store, store::kRunRecords, id); !erased) return erased;
  }
  return store::erase_where(store, store::kRuns, {},
                            [number](const Run& run, std::string_view) { return run.integration == number; });
}

// The index lies by month, over all integrations.
Result<void> erase_tax(store::Store& store, std::uint32_t number) {
  auto indexed = store::erase_where(store, store::kTaxReportByMonth, store::under(store::kTaxReportByMonth),
                                    [number](store::IndexEntry, std::string_view key) {
                                      const auto parts = store::kTaxReportByMonth.parse(key);
                                      return parts && std::get<1>(*parts) == number;
                                    });
  if (!indexed) return indexed;
  if (auto erased = store::erase_all(store, store::kTaxReport, number); !erased) return erased;
  if (auto erased = store::erase_all(store, store::kOrderEdits, number); !erased) return erased;
  return store::erase_all(store, store::kPlaceFixes, number);
}

Result<void> erase_books(store::Store& store, std::uint32_t number) {
  auto indexed = store::sweep(store, store::kOrders, store::under(store::kOrders, number),
                              [number](store::Batch& batch, const Order& order, std::string_view) {
                                batch.erase(store::kOrdersByTime, order.created, number, order.order_id);
                              });
  if (!indexed) return indexed;
  if (auto erased = store::erase_all(store, store::kOrders, number); !erased) return erased;
  if (auto erased = erase_tax(store, number); !erased) return erased;
  if (auto erased = erase_customers(store, number); !erased) return erased;
  if (auto erased = store::erase_all(store, store::kForgotten, number); !erased) return erased;
  return store::erase_all(store, store::kListings, number);
}

}  // namespace

Result<void> remove_traces(store::Store& store, store::KeyRing& keys, const Integration& integration) {
  const auto number = integration.number;
  const auto destroyed =
      keys.destroy([number](const store::WrappedKey& key) { return key.integration == number; });
  if (!destroyed) return destroyed.error();
  if (auto erased = store::erase_all(store, store::kPersonal, number); !erased) return erased;
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
    auto erased = store::erase_all(store, store::kJobCheckpoints, number, module, store::CursorKind::job);
    if (!erased) return erased;
  }
  if (auto erased = store::erase_all(store, store::kQuarantine, number); !erased) return erased;
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
