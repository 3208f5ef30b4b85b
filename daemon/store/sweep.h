// Going through many records in pieces, so that no commit is large and a cut on the way is no harm: doing it
// again goes on. Thread: the store worker's.
#pragma once

#include "daemon/store/store.h"

namespace sellerd::store {

// Records looked at before each commit of a sweep.
inline constexpr std::size_t kSweepPiece = 500;

// Shows each record of the range to `change(batch, record, key)`, which adds what is to be written. Errors:
// storage, corrupt.
template <class Record, class... Parts, class Change>
Result<void> sweep(Store& store, const Table<Record, Parts...>& table, Range range, Change change) {
  for (bool more = true; more;) {
    Batch batch;
    std::size_t seen = 0;
    std::string last;
    auto scanned = store.scan(table, range, Direction::forward, [&](Record record, std::string_view key) {
      change(batch, std::move(record), key);
      last = key;
      return ++seen < kSweepPiece;
    });
    if (!scanned) return scanned;
    if (auto committed = store.commit(batch); !committed) return committed;
    range.from = last + '\0';
    more = seen == kSweepPiece;
  }
  return {};
}

// Erases the records of the range that `choose(record, key)` wants erased. Errors: storage, corrupt.
template <class Record, class... Parts, class Choose>
Result<void> erase_where(Store& store, const Table<Record, Parts...>& table, Range range, Choose choose) {
  return sweep(store, table, std::move(range), [&](Batch& batch, const Record& record, std::string_view key) {
    if (choose(record, key)) batch.erase_key(table.family, key);
  });
}

// Erases every record whose key starts with these parts.
template <class Record, class... KeyParts, class... Parts>
Result<void> erase_all(Store& store, const Table<Record, KeyParts...>& table, const Parts&... parts) {
  return erase_where(store, table, under(table, parts...),
                     [](const Record&, std::string_view) { return true; });
}

}  // namespace sellerd::store
