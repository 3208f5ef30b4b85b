// A network that answers what the test says, and remembers what it was asked.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "daemon/http/transport.h"

namespace sellerd::test {

inline Result<http::Response> respond(int status, std::string body, http::Headers headers = {}) {
  return http::Response{status, std::move(headers), std::move(body)};
}

inline Result<http::Response> no_answer(std::string message = "the connection was reset") {
  return make_error(ErrorCode::unavailable, std::move(message));
}

// Answers from `script` first, then from `handler`. A request that neither covers is a mistake of the test.
class FakeTransport final : public http::Transport {
 public:
  explicit FakeTransport(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

  Task<Result<http::Response>> send(http::Request request) override {
    requests.push_back(request);
    co_await boost::asio::post(executor_, boost::asio::use_awaitable);
    if (!script.empty()) {
      auto answer = script.front();
      script.pop_front();
      co_return answer;
    }
    if (handler) co_return handler(request);
    co_return make_error(ErrorCode::internal, "the test has no answer to " + request.url);
  }

  // How many requests had this in their URL.
  std::size_t count(std::string_view part) const {
    std::size_t found = 0;
    for (const auto& request : requests) found += request.url.find(part) != std::string::npos;
    return found;
  }

  std::deque<Result<http::Response>> script;
  std::function<Result<http::Response>(const http::Request&)> handler;
  std::vector<http::Request> requests;

 private:
  boost::asio::any_io_executor executor_;
};

}  // namespace sellerd::test
