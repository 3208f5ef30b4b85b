// Runs one coroutine on an event loop of its own and hands back what it returned.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <stdexcept>

#include "common/clock.h"

namespace sellerd::test {

// Rethrows what the coroutine threw. Runs the loop until nothing is left to do, or, with Until::task_done,
// only until the coroutine has ended.
enum class Until { idle, task_done };

template <class T>
T run_task(boost::asio::io_context& context, Task<T> task, Until until = Until::idle) {
  std::optional<T> value;
  std::exception_ptr failure;
  bool done = false;
  boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr thrown, T result) {
    failure = thrown;
    if (!thrown) value.emplace(std::move(result));
    done = true;
  });
  context.restart();
  if (until == Until::idle) {
    context.run();
  } else {
    while (!done && context.run_one() > 0) {
    }
  }
  if (failure) std::rethrow_exception(failure);
  if (!value) throw std::runtime_error("the coroutine never ended");
  return std::move(*value);
}

}  // namespace sellerd::test
