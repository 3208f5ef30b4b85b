// A thread for the store beside the event loop (in the simulation: the event loop itself), so that the loop
// never waits for the disk. All writes happen on one of them, so that a read-modify-write commit never races
// another.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
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
    namespace asio = boost::asio;
    using Outcome = std::invoke_result_t<Work>;
    using Optional = std::optional<Outcome>;
    auto initiate = [this](auto handler, Work task) {
      const auto home = asio::get_associated_executor(handler);
      auto guard = asio::make_work_guard(home);
      asio::post(executor_, [handler = std::move(handler), task = std::move(task), home,
                             guard = std::move(guard)]() mutable {
        std::exception_ptr failure;
        Optional outcome;
        try {
          outcome.emplace(task());
        } catch (...) {
          failure = std::current_exception();
        }
        asio::post(home,
                   [handler = std::move(handler), failure, outcome = std::move(outcome),
                    guard = std::move(guard)]() mutable { std::move(handler)(failure, std::move(outcome)); });
      });
    };
    Optional outcome =
        co_await asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr, Optional)>(
            initiate, asio::use_awaitable, std::move(work));
    co_return std::move(*outcome);
  }

  // Runs `work` some time; nobody waits for it.
  template <class Work>
  void post(Work work) {
    boost::asio::post(executor_, std::move(work));
  }

 private:
  boost::asio::any_io_executor executor_;
};

}  // namespace sellerd::store
