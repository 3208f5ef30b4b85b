// The data keys of personal records, outside the database. A key belongs to an integration and a retention
// bucket, the UTC day with which its records end. When a key is destroyed, what was sealed under it is
// unreadable at once in every file of the database, its log and its backups.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "daemon/store/tables.h"
#include "daemon/store/vault.h"

namespace sellerd::store {

// A bucket that never is over, under integration 0, which no account has.
inline constexpr Timestamp kBuyersBucket =
    std::chrono::sys_days(std::chrono::year(9999) / std::chrono::January / 1);

// Thread: the store worker's.
class KeyRing {
 public:
  // Takes the keys from the file, each wrapped by `master`, which must outlive the ring; no file means no
  // keys yet. Errors: corrupt when it is no key ring, is damaged, or is wrapped by another master key; it is
  // then left as it is. not_permitted when others may read it, storage.
  static Result<KeyRing> open(std::filesystem::path file, const Vault& master);

  // The key; made, and on the disk when this returns, when there is none. Errors: storage (also when the ring
  // is full: some hundred thousand keys), internal.
  Result<Vault> key_for(std::uint32_t integration, Timestamp bucket);

  // The key when there is one. Error: corrupt.
  Result<std::optional<Vault>> find(std::uint32_t integration, Timestamp bucket) const;

  // The key of the fingerprints by which buyers are known again; made when there is none. It seals nothing
  // and does not end: what is held under it does. Errors: those of key_for().
  Result<Vault> buyers_key() { return key_for(0, kBuyersBucket); }

  // Destroys the keys that `chosen` wants destroyed, and returns how many. Error: storage; then none is.
  Result<std::size_t> destroy(const std::function<bool(const WrappedKey&)>& chosen);

  // Wraps every key in the file by `to`; `from` or `to` must open it, so that what was cut short is finished
  // by doing it again. No file is no keys. Returns how many there are. Errors: those of open().
  static Result<std::size_t> rewrap(const std::filesystem::path& file, const Vault& from, const Vault& to);

 private:
  KeyRing(std::filesystem::path file, const Vault& master) : file_(std::move(file)), master_(&master) {}

  static Result<KeyRing> read(std::filesystem::path file, const Vault& master);
  Result<Vault> unwrap(const WrappedKey& key) const;
  Result<void> save(KeyRingContent content);

  std::filesystem::path file_;
  const Vault* master_;
  KeyRingContent content_;
};

}  // namespace sellerd::store
