#include "daemon/control/peer.h"

#include <grp.h>
#include <pwd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace sellerd::control {

bool Peer::in(gid_t group) const {
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

Result<Peer> read_peer(int socket) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) {
    return make_error(ErrorCode::internal, "the kernel does not say who is connected");
  }
  Peer peer{.user = credentials.uid, .groups = {credentials.gid}};
  std::vector<gid_t> groups(64);
  for (int tries = 0; tries < 2; ++tries) {
    size = static_cast<socklen_t>(groups.size() * sizeof(gid_t));
    const bool read = ::getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size) == 0;
    if (!read && errno != ERANGE) break;  // an old kernel: the primary group is what we have
    groups.resize(size / sizeof(gid_t));
    if (!read) continue;
    peer.groups.insert(peer.groups.end(), groups.begin(), groups.end());
    break;
  }
  const passwd* entry = ::getpwuid(credentials.uid);
  peer.name = entry != nullptr ? entry->pw_name : std::to_string(credentials.uid);
  return peer;
}

bool AccessPolicy::allows(const Peer& peer, api::Access access) const {
  if (peer.user == 0 || peer.user == owner) return true;
  const auto holds = [&peer](const std::optional<gid_t>& group) { return group && peer.in(*group); };
  if (holds(personal_group)) return true;
  if (access == api::Access::personal) return false;
  if (holds(operate_group)) return true;
  return access == api::Access::read && holds(read_group);
}

Result<gid_t> find_group(const std::string& name) {
  const group* entry = ::getgrnam(name.c_str());
  if (entry == nullptr) return make_error(ErrorCode::not_found, "there is no group \"" + name + "\"");
  return entry->gr_gid;
}

}  // namespace sellerd::control
