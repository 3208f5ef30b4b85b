#include "daemon/store/worker.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>

namespace sellerd::store {

void Worker::post(std::function<void()> work) {
  boost::asio::post(executor_, std::move(work));
}

Task<> Worker::carry_out(std::function<void()> work) {
  namespace asio = boost::asio;
  auto initiate = [this](auto handler, std::function<void()> task) {
    const auto home = asio::get_associated_executor(handler);
    auto guard = asio::make_work_guard(home);
    // The handler keeps the frames alive that the work refers to.
    asio::post(executor_, [handler = std::move(handler), task = std::move(task), home,
                           guard = std::move(guard)]() mutable {
      std::exception_ptr failure;
      try {
        task();
      } catch (...) {
        failure = std::current_exception();
      }
      asio::post(home, [handler = std::move(handler), failure, guard = std::move(guard)]() mutable {
        std::move(handler)(failure);
      });
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr)>(
      initiate, asio::use_awaitable, std::move(work));
}

}  // namespace sellerd::store
