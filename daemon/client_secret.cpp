#include "daemon/client_secret.h"

#include <openssl/crypto.h>

#include "common/json.h"
#include "daemon/store/private_file.h"

namespace sellerd {
namespace {
constexpr std::size_t kLongest = 16u << 10;
}

Result<ClientSecret> read_client_secret(const std::filesystem::path& file) {
  auto text = store::read_private_file(file, "the client secret", kLongest);
  if (!text) return text.error();
  if (!*text) return make_error(ErrorCode::storage, "there is no such file", file.string());
  const auto document = parse_json(**text);
  OPENSSL_cleanse((*text)->data(), (*text)->size());
  auto secret = document ? from_json<ClientSecret>(*document, Strictness::lenient)
                         : Result<ClientSecret>(document.error());
  if (secret && !secret->client_id.empty() && !secret->client_secret.empty()) return secret;
  return make_error(ErrorCode::invalid_argument, "is not a client id and a client secret as JSON",
                    file.string(), R"({"client_id": "...", "client_secret": "..."})");
}

}  // namespace sellerd
