// A run while it lives in memory: what it has done so far, what it waits for, who watches it.
#pragma once

#include <boost/asio/cancellation_signal.hpp>
#include <optional>

#include "common/api/service.h"
#include "daemon/channel/channel.h"
#include "daemon/event.h"

namespace sellerd::sync {

// Thread: the event loop's.
struct LiveRun {
  explicit LiveRun(Event& any_change) : changed(any_change) {}

  Run run;                      // as the last commit left it
  ChannelActivity activity;     // what it waits for; empty while it works
  std::optional<int> permille;  // how far it is, where the channel can tell
  std::optional<int> first_permille;
  Timestamp first_page_at{};
  std::int64_t calls_before = 0;  // spent by earlier processes on the same run
  bool finished = false;
  bool cancel_requested = false;
  std::string cancelled_by;  // the user who asked for it; empty when the daemon did

  Event& changed;  // the engine's: any change of any run
  boost::asio::cancellation_signal cancel;

  // Ends the run at its last committed page. A run that is only being opened ends when it has been.
  void request_cancel() {
    cancel_requested = true;
    cancel.emit(boost::asio::cancellation_type::terminal);
  }
};

// What the protocol says of it.
api::Progress progress_of(const LiveRun& live, Timestamp now);

}  // namespace sellerd::sync
