// Where a channel works out what takes long, so that whoever asks the daemon meanwhile need not wait for it.
#pragma once

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "common/clock.h"

namespace sellerd {

// Runs `work` on a thread beside the event loop (in the simulation: on the loop itself) and comes back to the
// loop when it is done. Not cancellable on the way. Empty: there is no such thread.
using Aside = std::function<Task<>(std::function<void()> work)>;

// What `work` gives, worked out there. It must touch nothing that another coroutine may touch meanwhile.
template <class Work>
Task<std::invoke_result_t<Work&>> work_out(const Aside& aside, Work work) {
  std::optional<std::invoke_result_t<Work&>> outcome;
  if (aside) {
    co_await aside([&work, &outcome] { outcome.emplace(work()); });
  } else {
    outcome.emplace(work());
  }
  co_return std::move(*outcome);
}

}  // namespace sellerd
