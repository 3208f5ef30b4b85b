// The typed repository: records in, records out, one atomic commit.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/store/engine.h"
#include "daemon/store/records.h"
#include "daemon/store/tables.h"

namespace sellerd::store {

// Of the database as a whole; how single records change: kRecordVersion (common/fields.h).
inline constexpr std::uint64_t kSchemaVersion = 1;

// What one commit will write. Not thread-safe; built by one caller.
class Batch {
 public:
  template <class Record, class... Parts>
  void put(const Table<Record, Parts...>& table, const Record& record,
           const std::type_identity_t<Parts>&... parts) {
    std::string key = table.key(parts...);
    std::string value = encode_record(key, record);
    writes_.push_back({table.family, std::move(key), std::move(value)});
  }

  template <class Record, class... Parts>
  void erase(const Table<Record, Parts...>& table, const std::type_identity_t<Parts>&... parts) {
    writes_.push_back({table.family, table.key(parts...), std::nullopt});
  }

  // For a key that a scan has just given.
  void erase_key(Family family, std::string_view key) {
    writes_.push_back({family, std::string(key), std::nullopt});
  }

  const std::vector<Write>& writes() const { return writes_; }
  bool empty() const { return writes_.empty(); }

 private:
  std::vector<Write> writes_;
};

// Thread: any. Reads may run beside a commit; commits come from one thread at a time (the store worker's),
// because read-modify-write is not protected otherwise.
class Store {
 public:
  explicit Store(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}

  // Brings a new or older database to this program's schema. Error: conflict when it is newer.
  Result<void> prepare();

  template <class Record, class... Parts>
  Result<std::optional<Record>> get(const Table<Record, Parts...>& table,
                                    const std::type_identity_t<Parts>&... parts) const {
    const std::string key = table.key(parts...);
    auto value = engine_->get(table.family, key);
    if (!value) return value.error();
    if (!*value) return std::optional<Record>{};
    auto record = decode_record<Record>(key, **value);
    if (!record) return within(table.name, record.error());
    return std::optional<Record>(std::move(*record));
  }

  // The record, or its default when there is none.
  template <class Record, class... Parts>
  Result<Record> get_or_default(const Table<Record, Parts...>& table,
                                const std::type_identity_t<Parts>&... parts) const {
    auto record = get(table, parts...);
    if (!record) return record.error();
    return *record ? std::move(**record) : Record{};
  }

  // Visits records in key order (or backwards). visit(record, key) returns false to stop.
  template <class Record, class... Parts, class Visitor>
  Result<void> scan(const Table<Record, Parts...>& table, const Range& range, Direction direction,
                    Visitor&& visit) const {
    return engine_->scan(table.family, range, direction,
                         [&](std::string_view key, std::string_view value) -> Result<bool> {
                           auto record = decode_record<Record>(key, value);
                           if (!record) return within(table.name, record.error());
                           return visit(std::move(*record), key);
                         });
  }

  template <class Record, class... Parts>
  Result<std::vector<Record>> list(const Table<Record, Parts...>& table, const Range& range) const {
    std::vector<Record> records;
    auto scanned = scan(table, range, Direction::forward, [&](Record record, std::string_view) {
      records.push_back(std::move(record));
      return true;
    });
    if (!scanned) return scanned.error();
    return records;
  }

  // The keys of a range as their parts, at most `limit`; for indexes, whose keys say it all.
  template <class Record, class... Parts>
  Result<std::vector<std::tuple<Parts...>>> list_keys(const Table<Record, Parts...>& table,
                                                      const Range& range,
                                                      std::size_t limit = SIZE_MAX) const {
    std::vector<std::tuple<Parts...>> keys;
    auto scanned = engine_->scan(table.family, range, Direction::forward,
                                 [&](std::string_view key, std::string_view) -> Result<bool> {
                                   auto parts = table.parse(key);
                                   if (!parts) return within(table.name, parts.error());
                                   keys.push_back(std::move(*parts));
                                   return keys.size() < limit;
                                 });
    if (!scanned) return scanned.error();
    return keys;
  }

  // The different first parts of a table's keys, in order; reads one key for each.
  template <class Record, class First, class... Rest>
  Result<std::vector<First>> list_first_parts(const Table<Record, First, Rest...>& table) const {
    std::vector<First> parts;
    auto range = under(table);
    while (true) {
      auto next = list_keys(table, range, 1);
      if (!next) return next.error();
      if (next->empty()) return parts;
      parts.push_back(std::get<0>(next->front()));
      range.from = under(table, parts.back()).to;
      if (range.from.empty()) return parts;  // nothing can come behind it
    }
  }

  // How many keys a range holds; the records are not read.
  template <class Record, class... Parts>
  Result<std::int64_t> count(const Table<Record, Parts...>& table, const Range& range) const {
    std::int64_t keys = 0;
    auto scanned = engine_->scan(table.family, range, Direction::forward,
                                 [&keys](std::string_view, std::string_view) -> Result<bool> {
                                   ++keys;
                                   return true;
                                 });
    if (!scanned) return scanned.error();
    return keys;
  }

  // The next value of a named counter, which the batch makes durable. Two calls in one batch give the same
  // value.
  Result<std::uint64_t> next_number(std::string_view counter, Batch& batch) const;
  // Errors: refused, when a record is longer than can be read again (nothing is written); the engine's.
  Result<void> commit(const Batch& batch, Durability durability = Durability::synced);

  // The engine's; may be null.
  Backups* backups() { return engine_->backups(); }

  // For what reads beside it (draft.h).
  const Engine& engine() const { return *engine_; }

 private:
  std::unique_ptr<Engine> engine_;
};

}  // namespace sellerd::store
