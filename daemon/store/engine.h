// What the store asks of the engine under it: ordered keys, atomic batches, consistent scans. Nothing more,
// so that another ordered key-value engine can stand here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd::store {

// A column family holds the records of one kind. The order here is not stored; the names are.
enum class Family : std::size_t {
  meta,
  integrations,
  credentials,
  items,
  listings,
  orders,
  order_index,
  customers,
  personal,
  warehouses,
  stock,
  ledger,
  outbox,
  tax,
  history,
  history_records,
  quarantine,
  checkpoints,
  quota,
  audit,
};

inline constexpr std::array<std::string_view, 20> kFamilyNames = {
    "meta",      "integrations",    "credentials", "items",       "listings", "orders", "order_index",
    "customers", "personal",        "warehouses",  "stock",       "ledger",   "outbox", "tax",
    "history",   "history_records", "quarantine",  "checkpoints", "quota",    "audit"};

struct Write {
  Family family;
  std::string key;
  std::optional<std::string> value;  // nothing: erase
};

enum class Durability {
  synced,    // on the disk when write() returns: survives a power cut
  buffered,  // survives a kill of the process, not a power cut
};

enum class Direction { forward, backward };

// Keys in [from, to); an empty `to` is the end of the family.
struct Range {
  std::string from;
  std::string to;
};

// Returns false to stop. The views are valid during the call only.
using ScanVisitor = std::function<Result<bool>(std::string_view key, std::string_view value)>;

// Bytes by Family.
using Sizes = std::array<std::uint64_t, kFamilyNames.size()>;

// What the engine holds in memory, bytes by its own count.
struct EngineMemory {
  // Of what was read; bounded.
  std::uint64_t cache = 0;
  // Of what was written and is not in tables yet; bounded by the size of the log.
  std::uint64_t write_buffers = 0;
  // What each open table needs beside the cache.
  std::uint64_t tables = 0;
};

class Backups;

// Thread: any, at the same time. Errors: storage (disk), corrupt (bytes that fail the engine's own checks).
class Engine {
 public:
  virtual ~Engine() = default;

  virtual Result<std::optional<std::string>> get(Family family, std::string_view key) const = 0;

  // All or nothing.
  virtual Result<void> write(std::span<const Write> writes, Durability durability) = 0;

  // Visits a range as it stood when the scan began. Keep it short: it pins what it reads.
  virtual Result<void> scan(Family family, const Range& range, Direction direction,
                            const ScanVisitor& visit) const = 0;

  // What each family takes, on the disk and in memory on its way there. The engine's own estimate, cheap.
  virtual Result<Sizes> sizes() const = 0;

  // Nothing for an engine that holds none of it.
  virtual Result<EngineMemory> memory() const { return EngineMemory{}; }

  // Bytes that may still be written where it lies.
  virtual Result<std::uint64_t> free_bytes() const = 0;
  // Its backups, which live as long as it does; null for an engine that has none.
  virtual Backups* backups() { return nullptr; }
};

}  // namespace sellerd::store
