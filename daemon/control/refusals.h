// Calls that were refused for lack of access: into the audit, and as an alarm when they are many.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/control/alarm.h"
#include "daemon/control/peer.h"
#include "daemon/store/store.h"
#include "daemon/store/worker.h"

namespace sellerd::control {

// Thread: the event loop's. The references must outlive it.
class Refusals {
 public:
  // One entry in the audit for a user and a method in so long: who knocks a thousand times must not fill it.
  static constexpr Duration kEntryEvery = std::chrono::minutes(10);
  // So many calls of one user within kWatched are an alarm.
  static constexpr std::int64_t kMany = 20;
  static constexpr Duration kWatched = std::chrono::hours(1);

  Refusals(Clock& clock, store::Store& store, store::Worker& worker)
      : clock_(clock), store_(store), worker_(worker) {}

  void note(const Peer& peer, std::string_view method);

  // "bob was refused 40 calls within an hour: ...".
  std::vector<Alarm> alarms(Timestamp now) const;

 private:
  struct OfUser {
    std::string name;
    Timestamp since{};  // of the count
    std::int64_t calls = 0;
    std::map<std::string, Timestamp, std::less<>> noted;  // when, by method
  };

  Clock& clock_;
  store::Store& store_;
  store::Worker& worker_;
  std::map<uid_t, OfUser> users_;
};

}  // namespace sellerd::control
