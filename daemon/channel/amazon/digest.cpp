#include "daemon/channel/amazon/digest.h"

#include <openssl/sha.h>

namespace sellerd::amazon {

std::string short_digest(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash);
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    text += digits[hash[i] >> 4];
    text += digits[hash[i] & 15];
  }
  return text;
}

}  // namespace sellerd::amazon
