#include "daemon/store/vault.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

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

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

Error file_error(const std::filesystem::path& file, std::string_view doing) {
  return make_error(ErrorCode::storage, std::string(doing) + ": " + std::strerror(errno), file.string());
}

Result<void> create_key_file(const std::filesystem::path& file) {
  Vault::MasterKey key{};
  if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) {
    return make_error(ErrorCode::internal, "the system gives no random bytes");
  }
  // Written beside and renamed, so that a crash never leaves half a key.
  auto fresh = file;
  fresh += ".new";
  const Descriptor target(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (target.number() < 0) return file_error(fresh, "cannot create the master key");
  const bool written = ::write(target.number(), key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
                       ::fsync(target.number()) == 0;
  OPENSSL_cleanse(key.data(), key.size());
  if (!written || ::rename(fresh.c_str(), file.c_str()) != 0)
    return file_error(file, "cannot write the master key");
  const Descriptor directory(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.number() >= 0) ::fsync(directory.number());
  return {};
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

Result<std::string> Vault::open(std::string_view sealed, std::string_view bound_to) const {
  const auto unreadable = [] {
    return make_error(ErrorCode::corrupt,
                      "sealed data does not open: it was changed, or sealed under another master key", {},
                      "put the right master key back, or connect the integration again");
  };
  if (sealed.size() < static_cast<std::size_t>(kNonce + kTag)) return unreadable();
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

Result<Vault> load_vault(const std::filesystem::path& file, bool create) {
  Descriptor source(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (source.number() < 0 && errno == ENOENT && create) {
    if (auto made = create_key_file(file); !made) return made.error();
    return load_vault(file, false);
  }
  if (source.number() < 0) return file_error(file, "cannot read the master key");
  struct stat information{};
  if (::fstat(source.number(), &information) != 0) return file_error(file, "cannot read the master key");
  if ((information.st_mode & 0077) != 0) {
    return make_error(ErrorCode::not_permitted, "others may read the master key", file.string(),
                      "chmod 600 " + file.string());
  }
  Vault::MasterKey key{};
  const auto count = ::read(source.number(), key.data(), key.size());
  if (count != static_cast<ssize_t>(key.size()) || information.st_size != static_cast<off_t>(key.size())) {
    return make_error(ErrorCode::corrupt, "the master key must be 32 bytes long", file.string());
  }
  Vault vault(key);
  OPENSSL_cleanse(key.data(), key.size());
  return vault;
}

}  // namespace sellerd::store
