#include "daemon/store/vault.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>

#include "daemon/store/private_file.h"

namespace sellerd::store {
namespace {

constexpr int kNonce = 12;
constexpr int kTag = 16;

struct ContextFree {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, ContextFree>;

unsigned char* bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

constexpr std::string_view kMasterKey = "the master key";

Result<void> create_key_file(const std::filesystem::path& file) {
  auto key = random_key();
  if (!key) return key.error();
  auto written = write_private_file(
      file, kMasterKey, std::string_view(reinterpret_cast<const char*>(key->data()), key->size()));
  OPENSSL_cleanse(key->data(), key->size());
  return written;
}

}  // namespace

Vault::~Vault() {
  OPENSSL_cleanse(key_.data(), key_.size());
}

Result<std::string> Vault::seal(std::string_view plain, std::string_view bound_to) const {
  const Context context(EVP_CIPHER_CTX_new());
  std::string sealed(static_cast<std::size_t>(kNonce) + plain.size() + kTag, '\0');
  int length = 0;
  const bool done =
      context != nullptr && RAND_bytes(bytes(sealed), kNonce) == 1 &&
      EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key_.data(), bytes(sealed)) == 1 &&
      EVP_EncryptUpdate(context.get(), nullptr, &length, bytes(bound_to),
                        static_cast<int>(bound_to.size())) == 1 &&
      EVP_EncryptUpdate(context.get(), bytes(sealed) + kNonce, &length, bytes(plain),
                        static_cast<int>(plain.size())) == 1 &&
      EVP_EncryptFinal_ex(context.get(), bytes(sealed) + kNonce + plain.size(), &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTag, bytes(sealed) + kNonce + plain.size()) ==
          1;
  if (!done) return make_error(ErrorCode::internal, "sealing failed");
  return sealed;
}

Result<std::string> Vault::fingerprint(std::string_view text) const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> code{};
  unsigned int length = 0;
  const auto* made = HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()), bytes(text), text.size(),
                          code.data(), &length);
  if (made == nullptr) return make_error(ErrorCode::internal, "cannot make a fingerprint");
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < length; ++i) {
    hex += kDigits[code[i] >> 4];
    hex += kDigits[code[i] & 15];
  }
  return hex;
}

Result<std::string> Vault::open(std::string_view sealed, std::string_view bound_to) const {
  const auto unreadable = [] {
    return make_error(ErrorCode::corrupt,
                      "sealed data does not open: it was changed, or sealed under another master key", {},
                      "put the right master key back, or connect the integration again");
  };
  if (sealed.size() < std::size_t{kNonce} + std::size_t{kTag}) return unreadable();
  const Context context(EVP_CIPHER_CTX_new());
  const auto cipher = sealed.substr(kNonce, sealed.size() - kNonce - kTag);
  std::string tag(sealed.substr(sealed.size() - kTag));
  std::string plain(cipher.size(), '\0');
  int length = 0;
  const bool done =
      context != nullptr &&
      EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key_.data(), bytes(sealed)) == 1 &&
      EVP_DecryptUpdate(context.get(), nullptr, &length, bytes(bound_to),
                        static_cast<int>(bound_to.size())) == 1 &&
      EVP_DecryptUpdate(context.get(), bytes(plain), &length, bytes(cipher),
                        static_cast<int>(cipher.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTag, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(context.get(), bytes(plain) + plain.size(), &length) == 1;
  if (!done) return unreadable();
  return plain;
}

Result<std::string> seal_again(std::string_view sealed, std::string_view bound_to, const Vault& from,
                               const Vault& to) {
  if (to.open(sealed, bound_to)) return std::string(sealed);
  auto plain = from.open(sealed, bound_to);
  if (!plain) return plain.error();
  auto again = to.seal(*plain, bound_to);
  OPENSSL_cleanse(plain->data(), plain->size());
  return again;
}

Result<Vault::Key> random_key() {
  Vault::Key key{};
  if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) {
    return make_error(ErrorCode::internal, "the system gives no random bytes");
  }
  return key;
}

Result<Vault> load_vault(const std::filesystem::path& file, bool create) {
  auto content = read_private_file(file, kMasterKey, Vault::Key{}.size());
  if (!content) {
    if (content.error().code != ErrorCode::corrupt) return content.error();
    return make_error(ErrorCode::corrupt, "the master key must be 32 bytes long", file.string());
  }
  if (!*content && create) {
    if (auto made = create_key_file(file); !made) return made.error();
    return load_vault(file, false);
  }
  if (!*content) return make_error(ErrorCode::storage, "there is no master key", file.string());
  Vault::Key key{};
  if ((*content)->size() != key.size()) {
    return make_error(ErrorCode::corrupt, "the master key must be 32 bytes long", file.string());
  }
  std::copy((*content)->begin(), (*content)->end(), key.begin());
  OPENSSL_cleanse((*content)->data(), (*content)->size());
  Vault vault(key);
  OPENSSL_cleanse(key.data(), key.size());
  return vault;
}

}  // namespace sellerd::store
