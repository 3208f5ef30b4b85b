#include "daemon/store/key_ring.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <system_error>

#include "daemon/store/private_file.h"
#include "daemon/store/records.h"

namespace sellerd::store {
namespace {

constexpr std::string_view kKeyRing = "the key ring";
// Bound to the file's content and to each key in it, so that neither can be taken for anything else.
constexpr std::string_view kName = "keyring";

std::string bound_to(std::uint32_t integration, Timestamp bucket) {
  return make_key(std::string(kName), integration, bucket);
}

auto place(std::uint32_t integration, Timestamp bucket) {
  return [integration, bucket](const WrappedKey& key) {
    return key.integration == integration && key.bucket == bucket;
  };
}

Error unusable(const std::filesystem::path& file, const std::string& why) {
  return make_error(ErrorCode::corrupt, "the key ring cannot be used: " + why, file.string(),
                    "put back the key ring and the master key that belong together; without them, move it "
                    "away: the personal data that is held is lost then");
}

}  // namespace

Result<KeyRing> KeyRing::read(std::filesystem::path file, const Vault& master) {
  KeyRing ring(std::move(file), master);
  // What a cut left behind may hold keys that are destroyed later.
  std::error_code failure;
  std::filesystem::remove(prepared_file(ring.file_), failure);
  if (failure) {
    return make_error(ErrorCode::storage, "cannot remove: " + failure.message(),
                      prepared_file(ring.file_).string());
  }
  auto bytes = read_private_file(ring.file_, kKeyRing, kMaximumRecord);
  if (!bytes) return bytes.error();
  if (!*bytes) return ring;
  auto content = decode_record<KeyRingContent>(kName, **bytes);
  if (!content && content.error().code == ErrorCode::conflict)
    return within(ring.file_.string(), content.error());
  if (!content) return unusable(ring.file_, content.error().message);
  ring.content_ = std::move(*content);
  return ring;
}

Result<KeyRing> KeyRing::open(std::filesystem::path file, const Vault& master) {
  auto ring = read(std::move(file), master);
  if (!ring) return ring;
  for (const auto& key : ring->content_.keys) {
    if (auto opened = ring->unwrap(key); !opened) return opened.error();
  }
  return ring;
}

Result<std::size_t> KeyRing::rewrap(const std::filesystem::path& file, const Vault& from, const Vault& to) {
  auto ring = read(file, from);
  if (!ring) return ring.error();
  auto content = ring->content_;
  for (auto& key : content.keys) {
    const auto bound = bound_to(key.integration, key.bucket);
    auto wrapped = seal_again(key.wrapped, bound, from, to);
    if (!wrapped) return unusable(file, wrapped.error().message);
    key.wrapped = std::move(*wrapped);
  }
  if (content.keys.empty()) return std::size_t{0};
  if (auto saved = ring->save(std::move(content)); !saved) return saved.error();
  return ring->content_.keys.size();
}

Result<Vault> KeyRing::unwrap(const WrappedKey& key) const {
  auto plain = master_->open(key.wrapped, bound_to(key.integration, key.bucket));
  if (!plain) return unusable(file_, plain.error().message);
  Vault::Key raw{};
  if (plain->size() != raw.size()) return unusable(file_, "a key is not 32 bytes long");
  std::copy(plain->begin(), plain->end(), raw.begin());
  OPENSSL_cleanse(plain->data(), plain->size());
  Vault vault(raw);
  OPENSSL_cleanse(raw.data(), raw.size());
  return vault;
}

Result<std::optional<Vault>> KeyRing::find(std::uint32_t integration, Timestamp bucket) const {
  const auto& keys = content_.keys;
  const auto found = std::find_if(keys.begin(), keys.end(), place(integration, bucket));
  if (found == keys.end()) return std::optional<Vault>();
  auto vault = unwrap(*found);
  if (!vault) return vault.error();
  return std::optional<Vault>(std::move(*vault));
}

Result<Vault> KeyRing::key_for(std::uint32_t integration, Timestamp bucket) {
  auto held = find(integration, bucket);
  if (!held) return held.error();
  if (*held) return std::move(**held);
  auto raw = random_key();
  if (!raw) return raw.error();
  auto wrapped = master_->seal(std::string_view(reinterpret_cast<const char*>(raw->data()), raw->size()),
                               bound_to(integration, bucket));
  Vault vault(*raw);
  OPENSSL_cleanse(raw->data(), raw->size());
  if (!wrapped) return wrapped.error();
  auto content = content_;
  content.keys.push_back({integration, bucket, std::move(*wrapped)});
  std::sort(content.keys.begin(), content.keys.end(), [](const WrappedKey& left, const WrappedKey& right) {
    return std::pair(left.integration, left.bucket) < std::pair(right.integration, right.bucket);
  });
  if (auto saved = save(std::move(content)); !saved) return saved.error();
  return vault;
}

Result<std::size_t> KeyRing::destroy(const std::function<bool(const WrappedKey&)>& chosen) {
  auto content = content_;
  const auto count = std::erase_if(content.keys, chosen);
  if (count == 0) return std::size_t{0};
  if (auto saved = save(std::move(content)); !saved) return saved.error();
  return count;
}

Result<void> KeyRing::save(KeyRingContent content) {
  const auto bytes = encode_record(kName, content);
  if (bytes.size() > kMaximumRecord)
    return make_error(ErrorCode::storage, "the key ring is full", file_.string());
  auto written = write_private_file(file_, kKeyRing, bytes);
  if (written) content_ = std::move(content);
  return written;
}

}  // namespace sellerd::store
