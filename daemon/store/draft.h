// A commit in the making that can be read: what it will write stands before what the store holds.
#pragma once

#include "daemon/store/store.h"

namespace sellerd::store {

// Not thread-safe; built by one caller, on the store's worker. The store must outlive it and take no other
// commit meanwhile.
class Draft {
 public:
  explicit Draft(const Store& store);
  Draft(const Draft&) = delete;  // its view looks into its batch
  Draft& operator=(const Draft&) = delete;

  template <class Table, class Record, class... Parts>
  void put(const Table& table, const Record& record, const Parts&... parts) {
    batch_.put(table, record, parts...);
  }
  template <class Table, class... Parts>
  void erase(const Table& table, const Parts&... parts) {
    batch_.erase(table, parts...);
  }
  template <class Table, class... Parts>
  auto get(const Table& table, const Parts&... parts) const {
    return view_.get(table, parts...);
  }
  template <class Table, class... Parts>
  auto get_or_default(const Table& table, const Parts&... parts) const {
    return view_.get_or_default(table, parts...);
  }
  Result<std::uint64_t> next_number(std::string_view counter) { return view_.next_number(counter, batch_); }

  // For what takes a store to read and a batch to write; two calls of next_number() give two numbers here.
  const Store& view() const { return view_; }
  Batch& batch() { return batch_; }

 private:
  Batch batch_;
  Store view_;
};

}  // namespace sellerd::store
