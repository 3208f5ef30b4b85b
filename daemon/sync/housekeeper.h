// What is done once a day, as a UTC day begins: the retention of personal data and of the history.
#pragma once

#include "daemon/event.h"
#include "daemon/store/key_ring.h"
#include "daemon/store/worker.h"
#include "daemon/sync/preference_book.h"
#include "daemon/sync/retention.h"

namespace sellerd::sync {

// Thread: the event loop's.
class Housekeeper {
 public:
  Housekeeper(boost::asio::any_io_executor executor, Clock& clock, store::Store& store, store::Worker& worker,
              store::KeyRing& keys, const PreferenceBook& preferences)
      : clock_(clock),
        store_(store),
        worker_(worker),
        keys_(keys),
        preferences_(preferences),
        wake_(executor) {}

  // Sweeps now and then as every UTC day begins, within the hour where the clock was set or a sweep failed (a
  // sick disk shows in the runs), until stop().
  Task<> run();
  void stop();

  // One sweep through all personal data and the whole history; counted in the audit when it removed anything.
  // Errors: storage, corrupt.
  Task<Result<void>> sweep();

 private:
  Task<Result<void>> sweep_personal_data(Timestamp now);
  Task<Result<void>> sweep_history_of_runs(Timestamp now);
  Task<Result<void>> note(std::string action, std::string subject, Timestamp now);

  Clock& clock_;
  store::Store& store_;
  store::Worker& worker_;
  store::KeyRing& keys_;
  const PreferenceBook& preferences_;
  Event wake_;
  bool stopping_ = false;
};

}  // namespace sellerd::sync
