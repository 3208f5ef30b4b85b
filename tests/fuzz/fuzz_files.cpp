// Files that the daemon finds at its start: configuration, client secret, key ring, master key, and the
// request of a restore. Whatever lies there, nothing of it is taken for more than it is, and secrets stay out
// of errors.
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cstdint>
#include <cstdlib>

#include "common/json.h"
#include "daemon/client_secret.h"
#include "daemon/config.h"
#include "daemon/store/key_ring.h"
#include "daemon/store/restore.h"

using namespace sellerd;
using namespace sellerd::store;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

// A file in memory, the same for every input: a disk would cost more than the reading.
std::filesystem::path written(std::string_view bytes) {
  static const int file = ::memfd_create("fuzz", MFD_CLOEXEC);
  require(::fchmod(file, 0600) == 0 && ::ftruncate(file, 0) == 0);
  require(::pwrite(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  return "/proc/self/fd/" + std::to_string(file);
}

void check_config(const std::string& text) {
  const auto config = parse_config(text, "fuzz.conf", {});
  if (!config) {
    require(config.error().field.starts_with("fuzz.conf:"));
    return;
  }
  require(config->stop_seconds >= 1 && config->stop_seconds <= 600);
  require(config->metrics_file.empty() || config->metrics_file.front() == '/');
  // A reload changes no fixed key.
  Config running;
  running.data_dir = "/somewhere";
  const auto reloaded = reload(running, *config);
  require(reloaded.config.data_dir == "/somewhere" && reloaded.kept.size() <= kFixedKeys.size());
  // From a file as from text.
  const auto loaded = load_config(written(text), true, {});
  require(loaded && loaded->socket == config->socket && loaded->log_level == config->log_level);
}

void check_secret(const std::string& text) {
  const auto secret = read_client_secret(written(text));
  if (secret) {
    require(!secret->client_id.empty() && !secret->client_secret.empty());
  } else {
    require(secret.error().text().find("CANARY") == std::string::npos);
  }
}

void check_restore(const std::string& text) {
  const auto value = parse_json(text);
  if (!value) return;
  const auto asked = from_json<RestoreRequest>(*value, Strictness::strict);
  if (!asked) return;
  const auto again = from_json<RestoreRequest>(to_json(*asked), Strictness::strict);
  require(again && same_fields(*again, *asked));
}

// As it is, and with the checksum put right, so that the decoder itself is reached.
void check_key_ring(const std::string& text, const Vault& master) {
  const auto bytes = [](std::string_view part) { return reinterpret_cast<const Bytef*>(part.data()); };
  const std::string_view name = "keyring";
  std::string whole = text;
  const auto sum =
      static_cast<std::uint32_t>(crc32_z(crc32_z(0, bytes(name), name.size()), bytes(whole), whole.size()));
  whole.append(reinterpret_cast<const char*>(&sum), sizeof sum);
  for (const auto& content : {text, whole}) {
    const auto ring = KeyRing::open(written(content), master);
    // Nobody but the master key's owner makes one that opens and holds keys.
    if (ring) require(ring->find(1, Timestamp()).has_value());
    if (!ring) require(ring.error().code == ErrorCode::corrupt || ring.error().code == ErrorCode::conflict);
  }
}

void check_master_key(const std::string& text) {
  const auto vault = load_vault(written(text), /*create=*/false);
  require(vault.has_value() == (text.size() == 32));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  static const Vault master(Vault::Key{1, 2, 3});
  check_config(text);
  check_secret(text);
  check_restore(text);
  check_key_ring(text, master);
  check_master_key(text);
  return 0;
}
