// Sealing: AES-256-GCM under a key, mostly the master key. What is sealed is readable only here and only by
// its own key.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd::store {

class Vault {
 public:
  using Key = std::array<unsigned char, 32>;

  explicit Vault(const Key& key) : key_(key) {}
  ~Vault();
  Vault(Vault&&) = default;
  Vault(const Vault&) = delete;

  // nonce, ciphertext, tag. `bound_to` is the record's key: sealed bytes do not open under another one.
  Result<std::string> seal(std::string_view plain, std::string_view bound_to) const;

  // HMAC-SHA256 of the text under the key, in hex: tells equal texts, and leads back to none without the key.
  // A key that makes these must not seal.
  Result<std::string> fingerprint(std::string_view text) const;

  // Error: corrupt when the bytes were changed, moved, or sealed under another key.
  Result<std::string> open(std::string_view sealed, std::string_view bound_to) const;

 private:
  Key key_;
};

// A fresh key. Error: internal when the system gives no random bytes.
Result<Vault::Key> random_key();

// What `from` sealed, or `to` has sealed already, sealed by `to`. Error: corrupt when neither opens it.
Result<std::string> seal_again(std::string_view sealed, std::string_view bound_to, const Vault& from,
                               const Vault& to);

// Reads the 32-byte master key from a file; makes one (mode 0600, synced) when the file is missing and
// `create`. Errors: storage, not_permitted (others may read it), corrupt (wrong length).
Result<Vault> load_vault(const std::filesystem::path& file, bool create);

}  // namespace sellerd::store
