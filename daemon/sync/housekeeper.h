// What is done once a day: the history's retention.
#pragma once

#include "daemon/event.h"
#include "daemon/store/worker.h"
#include "daemon/sync/preference_book.h"
#include "daemon/sync/retention.h"

namespace sellerd::sync {

// Thread: the event loop's.
class Housekeeper {
 public:
  Housekeeper(boost::asio::any_io_executor executor, Clock& clock, store::Store& store, store::Worker& worker,
              const PreferenceBook& preferences)
      : clock_(clock), store_(store), worker_(worker), preferences_(preferences), wake_(executor) {}

  // Sweeps now and then every day, until stop().
  Task<> run();
  void stop();

  // One sweep through the whole history; counted in the audit when it removed anything. Errors: storage,
  // corrupt.
  Task<Result<void>> sweep();

 private:
  Clock& clock_;
  store::Store& store_;
  store::Worker& worker_;
  const PreferenceBook& preferences_;
  Event wake_;
  bool stopping_ = false;
};

}  // namespace sellerd::sync
