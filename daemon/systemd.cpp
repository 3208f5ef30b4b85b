#include "daemon/systemd.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <systemd/sd-daemon.h>
#include <time.h>
#include <unistd.h>

// Where in this file a record was handed over is no news.
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>

namespace sellerd::systemd {
namespace {

constexpr const char* kJournalSocket = "/run/systemd/journal/socket";

}  // namespace

void notify_ready() {
  sd_notify(0, "READY=1");
}
void notify_reloading() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  const auto microseconds =
      std::chrono::seconds(now.tv_sec) / std::chrono::microseconds(1) + now.tv_nsec / 1000;
  sd_notify(0, ("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds)).c_str());
}
void notify_stopping() {
  sd_notify(0, "STOPPING=1\nSTATUS=Stopping");
}
void notify_status(const std::string& text) {
  sd_notify(0, ("STATUS=" + text).c_str());
}

std::optional<std::chrono::microseconds> watchdog_limit() {
  std::uint64_t microseconds = 0;
  if (sd_watchdog_enabled(/*unset_environment=*/0, &microseconds) <= 0) return std::nullopt;
  return std::chrono::microseconds(microseconds);
}
void notify_alive() {
  sd_notify(0, "WATCHDOG=1");
}

bool write_journal(const std::vector<std::string>& fields) {
  // Without its socket the interface drops the record and calls that a success.
  if (::access(kJournalSocket, W_OK) != 0) return false;
  std::vector<iovec> parts;
  parts.reserve(fields.size());
  // The interface takes what it only reads as changeable.
  for (const auto& field : fields) parts.push_back({const_cast<char*>(field.data()), field.size()});
  return sd_journal_sendv(parts.data(), static_cast<int>(parts.size())) >= 0;
}

Result<std::optional<int>> activation_socket() {
  const int count = sd_listen_fds(/*unset_environment=*/1);
  if (count <= 0) return std::optional<int>{};
  const bool good = count == 1 && sd_is_socket_unix(SD_LISTEN_FDS_START, SOCK_STREAM, 1, nullptr, 0) > 0;
  if (!good) {
    return make_error(ErrorCode::invalid_argument,
                      "the service manager must hand over exactly one listening Unix stream socket");
  }
  return std::optional<int>(SD_LISTEN_FDS_START);
}

}  // namespace sellerd::systemd
