#include "daemon/systemd.h"

#include <sys/socket.h>
#include <systemd/sd-daemon.h>

namespace sellerd::systemd {

void notify_ready() {
  sd_notify(0, "READY=1");
}
void notify_stopping() {
  sd_notify(0, "STOPPING=1\nSTATUS=Stopping");
}
void notify_status(const std::string& text) {
  sd_notify(0, ("STATUS=" + text).c_str());
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
