#include "daemon/control/refusals.h"

#include "daemon/sync/removal.h"

namespace sellerd::control {

void Refusals::note(const Peer& peer, std::string_view method) {
  const auto now = clock_.now();
  auto& user = users_[peer.user];
  user.name = peer.name;
  // Also after the clock was set back.
  if (now - user.since >= kWatched || now < user.since) {
    user.since = now;
    user.calls = 0;
    user.noted.clear();
  }
  ++user.calls;
  auto& noted = user.noted[std::string(method)];
  if (noted != Timestamp() && now - noted < kEntryEvery) return;
  noted = now;
  worker_.post([&store = store_, entry = AuditEntry{0, now, peer.name, "refused", std::string(method)}] {
    store::Batch batch;
    // A disk that takes nothing shows elsewhere; the call is refused all the same.
    if (sync::note_audit(store, batch, entry)) (void)store.commit(batch);
  });
}

std::vector<Alarm> Refusals::alarms(Timestamp now) const {
  std::vector<Alarm> alarms;
  for (const auto& [number, user] : users_) {
    if (user.calls < kMany || now - user.since >= kWatched) continue;
    alarms.push_back({user.name + " was refused " + std::to_string(user.calls) +
                          " calls within an hour, for lack of access",
                      "sellerctl audit"});
  }
  return alarms;
}

}  // namespace sellerd::control
