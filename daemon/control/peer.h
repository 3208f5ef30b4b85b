// Who is at the other end of a control connection, and what that user may do.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "common/api/method.h"
#include "common/error.h"

namespace sellerd::control {

struct Peer {
  uid_t user = 0;
  std::vector<gid_t> groups;  // primary and supplementary, as of the moment of connecting
  std::string name;           // user name, or the number where there is none

  bool in(gid_t group) const;
};

// Reads SO_PEERCRED and SO_PEERGROUPS once. Error: internal when the socket is no connected Unix socket.
Result<Peer> read_peer(int socket);

// Which group holds which level. Nothing set: only root and the daemon's own user get in.
struct AccessPolicy {
  uid_t owner = 0;  // the daemon's user
  std::optional<gid_t> read_group;
  std::optional<gid_t> operate_group;
  std::optional<gid_t> personal_group;

  // Levels include the ones before them. Root and the owner hold all.
  bool allows(const Peer& peer, api::Access access) const;
};

// Error: not_found, naming the group.
Result<gid_t> find_group(const std::string& name);

}  // namespace sellerd::control
