// A thread for the store beside the event loop (in the simulation: the event loop itself), so that the loop
// never waits for the disk. All writes happen on one of them, so that a read-modify-write commit never races
// another.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <optional>
#include <type_traits>

#include "common/clock.h"

namespace sellerd::store {

class Worker {
 public:
  // `executor` runs one piece of work at a time.
  explicit Worker(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

  // Runs `work` on the worker and comes back to the caller's executor with its result. Not cancellable on the
  // way: what was begun is finished.
  template <class Work>
  Task<std::invoke_result_t<Work>> run(Work work) {
    std::optional<std::invoke_result_t<Work>> outcome;
    co_await carry_out([&work, &outcome] { outcome.emplace(work()); });
    co_return std::move(*outcome);
  }

  // Runs `work` some time; nobody waits for it.
  void post(std::function<void()> work);

 private:
  // The way there and back, compiled once. What `work` refers to lives in the frames that wait.
  Task<> carry_out(std::function<void()> work);

  boost::asio::any_io_executor executor_;
};

}  // namespace sellerd::store
