// Starts the scheduled runs, the nightly second look, and jobs that are to be tried again. Sleeps until the
// earliest one is due, or until something that it depends on changed.
#pragma once

#include <map>
#include <set>

#include "daemon/random.h"
#include "daemon/sync/due.h"
#include "daemon/sync/engine.h"
#include "daemon/sync/preference_book.h"

namespace sellerd::sync {

// Thread: the event loop's.
class Scheduler {
 public:
  Scheduler(boost::asio::any_io_executor executor, Clock& clock, store::Store& store,
            Integrations& integrations, const PreferenceBook& preferences, Engine& engine, Random& random);

  // Runs until stop().
  Task<> run();
  void stop();

  // Preferences, integrations or the kill switch changed: looks again at all integrations.
  void reconsider();

  // When the module's next scheduled run is due; nothing while it is live, manual only, or not active.
  std::optional<Timestamp> due(const Integration& integration, Module module) const;

  // When the next second look at the integration's orders is due; nothing as above, or before the first run
  // has ended.
  std::optional<Timestamp> reconcile_due(const Integration& integration) const;

 private:
  // Something to start, and when.
  struct Tick {
    Timestamp when;
    Slot slot;
    Trigger trigger;
  };

  std::vector<Tick> ticks(const Integration& integration) const;
  void add_jobs(const Integration& integration, std::vector<Tick>& ticks) const;
  RunTask task_of(const Tick& tick) const;
  Timestamp not_refused(const Slot& slot, Timestamp when) const;
  bool may_run(const Integration& integration) const;
  std::int32_t jitter(std::uint32_t integration, Module module) const;
  // The integrations to look at now.
  std::set<std::uint32_t> take_due();
  Task<> start_what_is_due(std::uint32_t integration);
  std::optional<Timestamp> earliest() const;

  Clock& clock_;
  store::Store& store_;
  Integrations& integrations_;
  const PreferenceBook& preferences_;
  Engine& engine_;
  std::uint64_t jitter_seed_;
  std::map<Slot, Timestamp> refused_until_;  // starts that were refused are not hammered
  // When each integration's next is due. Reading it anew takes a dozen looks into the store: of a thousand
  // integrations only those are read of which a slot became free.
  std::map<std::uint32_t, Timestamp> next_;
  std::set<std::uint32_t> changed_;
  bool all_changed_ = true;
  Duration clock_offset_{};  // of the wall clock to the steady one, when all were last looked at
  Event wake_;
  bool stopping_ = false;
};

}  // namespace sellerd::sync
