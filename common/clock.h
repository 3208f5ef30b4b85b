// The seam through which all time enters the daemon, so that the simulation can own it.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "common/time_text.h"

namespace sellerd {

template <class T = void>
using Task = boost::asio::awaitable<T>;

// Thread: now(), uptime() and steady() may be called from any thread; sleep() from a coroutine of the event
// loop.
class Clock {
 public:
  virtual ~Clock() = default;

  // Wall clock, UTC. May jump either way; never measure a span with it.
  virtual Timestamp now() const = 0;

  // Monotonic since some start, counting time that the machine was suspended.
  virtual Duration uptime() const = 0;

  // The wall time as it was when the process began, carried on by uptime(): no jump of the wall clock reaches
  // it. For what is stored in wall time, so that a restart can take it up, and measured in spans.
  virtual Timestamp steady() const = 0;

  // Returns after the span. Throws boost::system::system_error(operation_aborted) when the coroutine is
  // cancelled.
  virtual Task<> sleep(Duration span) = 0;
};

}  // namespace sellerd
