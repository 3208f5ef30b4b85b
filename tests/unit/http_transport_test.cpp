#include <boost/asio/awaitable.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <vector>

#include "daemon/http/curl_transport.h"
#include "tests/support/canned_server.h"
#include "tests/support/run_task.h"

namespace sellerd::http {

using test::CannedServer;
using test::ok_response;
using test::read_request;
using test::write_text;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  boost::asio::io_context context;
  std::unique_ptr<Transport> transport = make_curl_transport(context.get_executor());

  Result<Response> send(Request request) {
    return test::run_task(context, transport->send(std::move(request)), test::Until::task_done);
  }
  Result<Response> get(const std::string& url) {
    Request request;
    request.url = url;
    return send(std::move(request));
  }
};

// gzip of "hello hello hello hello\n".
const std::string kGzip(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\x48\xcd\xc9\xc9\x57\xc8\x40\x27\xb9\x00\x00\x88\x59"
    "\x0b\x18\x00\x00\x00",
    29);

void check_failure(const Result<Response>& response, ErrorCode code, const std::string& text) {
  BOOST_REQUIRE(!response.has_value());
  BOOST_TEST_INFO(response.error());
  BOOST_TEST((response.error().code == code));
  BOOST_TEST(response.error().message.find(text) != std::string::npos, response.error().message);
  BOOST_TEST(response.error().text().find("secret") == std::string::npos, response.error().message);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(http_transport, Fixture)

BOOST_AUTO_TEST_CASE(good_answer) {
  std::string seen;
  CannedServer server([&](auto& socket) {
    seen = read_request(socket);
    write_text(socket,
               "HTTP/1.1 201 Created\r\nX-Amzn-RequestId: abc\r\nContent-Length: 2\r\nX-Two: a\r\nx-two: "
               "b\r\n\r\nhi");
  });
  Request request;
  request.method = "POST";
  request.url = server.url("/p%20q?x=%2B");
  request.headers = {{"x-amz-access-token", "Atza|x"}, {"content-type", "application/json"}};
  request.body = "{\"a\":1}";
  const auto response = send(std::move(request));
  BOOST_REQUIRE(response.has_value());
  BOOST_TEST(response->status == 201);
  BOOST_TEST(response->header("x-amzn-requestid") == "abc");
  BOOST_TEST(response->header("x-two") == "a, b");
  BOOST_TEST(response->body == "hi");
  BOOST_TEST(seen.starts_with("POST /p%20q?x=%2B HTTP/1.1\r\n"));
  BOOST_TEST(seen.find("x-amz-access-token: Atza|x\r\n") != std::string::npos);
  BOOST_TEST(seen.find("content-type: application/json\r\n") != std::string::npos);
  BOOST_TEST(seen.ends_with("\r\n\r\n{\"a\":1}"));
}

BOOST_AUTO_TEST_CASE(nothing_is_added_that_was_not_asked_for) {
  std::string seen;
  CannedServer server([&](auto& socket) {
    seen = read_request(socket);
    write_text(socket, ok_response(""));
  });
  Request request;
  request.method = "PUT";
  request.url = server.url();
  request.body = std::string(2'000'000, 'x');
  BOOST_REQUIRE(send(std::move(request)).has_value());
  BOOST_TEST(seen.find("Expect") == std::string::npos);
  BOOST_TEST(seen.find("Content-Type") == std::string::npos);
  BOOST_TEST(seen.find("User-Agent") == std::string::npos);
  BOOST_TEST(seen.size() > 2'000'000u);
}

BOOST_AUTO_TEST_CASE(any_status_is_an_answer_and_redirects_are_not_followed) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  });
  const auto response = get(server.url());
  BOOST_REQUIRE(response.has_value());
  BOOST_TEST(response->status == 302);
}

BOOST_AUTO_TEST_CASE(head_of_an_earlier_answer_is_dropped) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, "HTTP/1.1 103 Early Hints\r\nx-old: 1\r\n\r\n" + ok_response("new", "x-new: 2\r\n"));
  });
  const auto response = get(server.url());
  BOOST_REQUIRE(response.has_value());
  BOOST_TEST(response->status == 200);
  BOOST_TEST(response->header("x-old") == "");
  BOOST_TEST(response->header("x-new") == "2");
}

BOOST_AUTO_TEST_CASE(connections_are_used_again) {
  CannedServer server([&](auto& socket) {
    for (int i = 0; i < 5; ++i) {
      read_request(socket);
      write_text(socket, ok_response(std::to_string(i)));
    }
  });
  for (int i = 0; i < 5; ++i) {
    const auto response = get(server.url());
    BOOST_REQUIRE(response.has_value());
    BOOST_TEST(response->body == std::to_string(i));
  }
  BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_kept_connection_that_the_server_closed_is_no_error) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, ok_response("x"));
  });
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(get(server.url()).has_value());
    std::this_thread::sleep_for(20ms);
  }
  BOOST_TEST(server.connections() == 3);
}

BOOST_AUTO_TEST_CASE(localhost_is_this_machine) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, ok_response("x"));
  });
  BOOST_TEST(get("http://localhost:" + std::to_string(server.port()) + "/").has_value());
}

BOOST_AUTO_TEST_CASE(a_proxy_of_the_environment_is_not_asked_for_loopback) {
  ::setenv("http_proxy", "http://127.0.0.1:9", 1);
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, ok_response("x"));
  });
  BOOST_TEST(get(server.url()).has_value());
  ::unsetenv("http_proxy");
}

BOOST_AUTO_TEST_CASE(refused) {
  std::uint16_t port = 0;
  {
    port = CannedServer([](auto&) {}).port();
  }
  check_failure(get("http://127.0.0.1:" + std::to_string(port) + "/?secret"), ErrorCode::unavailable,
                "connection refused by 127.0.0.1:" + std::to_string(port));
}

BOOST_AUTO_TEST_CASE(reset) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    socket.set_option(boost::asio::socket_base::linger(true, 0));
    socket.close();
  });
  check_failure(get(server.url("/?secret")), ErrorCode::unavailable, "was reset");
}

BOOST_AUTO_TEST_CASE(closed_without_an_answer) {
  CannedServer server([&](auto& socket) { read_request(socket); });
  check_failure(get(server.url("/?secret")), ErrorCode::unavailable, "without an answer");
}

BOOST_AUTO_TEST_CASE(truncated) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + std::string(512, 'x'));
  });
  check_failure(get(server.url("/?secret")), ErrorCode::unavailable, "broke off after 512 of 1,000 bytes");
}

BOOST_AUTO_TEST_CASE(truncated_chunks) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
  });
  check_failure(get(server.url("/?secret")), ErrorCode::unavailable, "broke off after");
}

BOOST_AUTO_TEST_CASE(not_http) {
  CannedServer server([&](auto& socket) { write_text(socket, "220 smtp.example ESMTP\r\n"); });
  check_failure(get(server.url("/?secret")), ErrorCode::unavailable, "does not answer in HTTP");
}

BOOST_AUTO_TEST_CASE(too_long) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, ok_response(std::string(1'001, 'x')));
  });
  Request request;
  request.url = server.url("/?secret");
  request.maximum_body = 1'000;
  check_failure(send(request), ErrorCode::refused, "longer than 1,000 bytes");
  request.maximum_body = 1'001;
  BOOST_TEST(send(request).has_value());
}

BOOST_AUTO_TEST_CASE(endless_headers) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, "HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 5'000; ++i)
      write_text(socket, "x-h" + std::to_string(i) + ": " + std::string(50, 'y') + "\r\n");
  });
  check_failure(get(server.url("/?secret")), ErrorCode::refused, "too long");
}

BOOST_AUTO_TEST_CASE(gzip) {
  std::string seen;
  CannedServer server([&](auto& socket) {
    seen = read_request(socket);
    write_text(socket, ok_response(kGzip, "Content-Encoding: gzip\r\n"));
  });
  const auto response = get(server.url());
  BOOST_REQUIRE(response.has_value());
  BOOST_TEST(response->body == "hello hello hello hello\n");
  BOOST_TEST(seen.find("accept-encoding: gzip\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(gzip_of_several_members_in_small_pieces) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    socket.set_option(boost::asio::ip::tcp::no_delay(true));
    const std::string response = ok_response(kGzip + kGzip, "Content-Encoding: gzip\r\n");
    for (std::size_t at = 0; at < response.size(); at += 7) write_text(socket, response.substr(at, 7));
  });
  const auto response = get(server.url());
  BOOST_REQUIRE(response.has_value());
  BOOST_TEST(response->body == "hello hello hello hello\nhello hello hello hello\n");
  BOOST_TEST(response->header("content-encoding") == "");
}

BOOST_AUTO_TEST_CASE(an_encoding_that_was_not_asked_for_stays_and_says_so) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, ok_response("abc", "Content-Encoding: br\r\n"));
  });
  const auto response = get(server.url());
  BOOST_REQUIRE(response.has_value());
  BOOST_TEST(response->body == "abc");
  BOOST_TEST(response->header("content-encoding") == "br");
}

BOOST_AUTO_TEST_CASE(gzip_limit_counts_what_comes_out) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, ok_response(kGzip, "Content-Encoding: gzip\r\n"));
  });
  Request request;
  request.url = server.url("/?secret");
  request.maximum_body = 23;
  check_failure(send(request), ErrorCode::refused, "longer than 23 bytes");
}

BOOST_AUTO_TEST_CASE(gzip_cut_by_the_server) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, ok_response(kGzip.substr(0, 20), "Content-Encoding: gzip\r\n"));
  });
  check_failure(get(server.url("/?secret")), ErrorCode::unavailable, "compression");
}

BOOST_AUTO_TEST_CASE(gzip_broken) {
  std::string broken = kGzip;
  broken[15] = '\xff';
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, ok_response(broken, "Content-Encoding: gzip\r\n"));
  });
  check_failure(get(server.url("/?secret")), ErrorCode::unavailable, "compression");
}

BOOST_AUTO_TEST_CASE(slow_server) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nxxxxx");
    std::this_thread::sleep_for(400ms);
  });
  Request request;
  request.url = server.url("/?secret");
  request.timeout = 150ms;
  check_failure(send(request), ErrorCode::unavailable, "within 150 ms (5 bytes had come)");
}

BOOST_AUTO_TEST_CASE(unresolvable) {
  check_failure(get("https://no-such-host.invalid/?secret"), ErrorCode::unavailable, "no-such-host.invalid");
}

BOOST_AUTO_TEST_CASE(bad_requests_are_not_sent) {
  CannedServer server([&](auto& socket) { read_request(socket); });
  check_failure(get("http://192.0.2.1/?secret"), ErrorCode::invalid_argument, "only to this machine");
  Request request;
  request.url = server.url();
  request.headers = {{"x-a", "b\r\nx-c: d"}};
  check_failure(send(request), ErrorCode::invalid_argument, "visible ASCII");
  request.headers = {{"x a", "b"}};
  check_failure(send(request), ErrorCode::invalid_argument, "header name");
  request.headers.clear();
  request.method = "GET / HTTP/1.1\r\n";
  check_failure(send(request), ErrorCode::invalid_argument, "method");
  BOOST_TEST(server.connections() == 0);
}

BOOST_AUTO_TEST_CASE(many_at_once) {
  std::atomic<int> arrived = 0;
  std::atomic<bool> alone = false;
  std::vector<std::unique_ptr<CannedServer>> servers;
  for (int i = 0; i < 5; ++i) {
    servers.push_back(std::make_unique<CannedServer>([i, &arrived, &alone](auto& socket) {
      read_request(socket);
      // Nobody answers before all are asked: one exchange after the other would never get there.
      ++arrived;
      for (int tries = 0; tries < 1'000 && arrived < 5; ++tries) std::this_thread::sleep_for(10ms);
      if (arrived < 5) alone = true;
      write_text(socket, ok_response(std::string(200'000, static_cast<char>('a' + i))));
    }));
  }
  int good = 0;
  for (std::size_t i = 0; i < servers.size(); ++i) {
    Request request;
    request.url = servers[i]->url();
    boost::asio::co_spawn(context, transport->send(std::move(request)),
                          [&good, i](std::exception_ptr, Result<Response> response) {
                            good += response &&
                                    response->body == std::string(200'000, static_cast<char>('a' + i));
                          });
  }
  while (good < 5 && context.run_one_for(20s) > 0) {
  }
  BOOST_TEST(good == 5);
  BOOST_TEST(!alone.load());
}

BOOST_AUTO_TEST_CASE(cancelling_ends_the_exchange) {
  std::atomic<bool> hung_up = false;
  CannedServer server([&](auto& socket) {
    read_request(socket);
    char byte = 0;
    boost::system::error_code failure;
    socket.read_some(boost::asio::buffer(&byte, 1), failure);
    hung_up = failure == boost::asio::error::eof || failure == boost::asio::error::connection_reset;
  });
  using namespace boost::asio::experimental::awaitable_operators;
  const auto race = [&]() -> Task<bool> {
    boost::asio::steady_timer timer(context, 100ms);
    Request request;
    request.url = server.url();
    const auto first =
        co_await (transport->send(std::move(request)) || timer.async_wait(boost::asio::use_awaitable));
    co_return first.index() == 1;
  };
  BOOST_TEST(test::run_task(context, race(), test::Until::task_done));
  for (int i = 0; i < 100 && !hung_up; ++i) std::this_thread::sleep_for(10ms);
  BOOST_TEST(hung_up.load());
  BOOST_TEST(get("http://127.0.0.1:9/").has_error());  // the transport still works
}

BOOST_AUTO_TEST_CASE(cancelling_during_the_name_lookup_does_not_block) {
  using namespace boost::asio::experimental::awaitable_operators;
  const auto race = [&]() -> Task<bool> {
    boost::asio::steady_timer timer(context, 1ms);
    Request request;
    request.url = "https://slow-to-resolve.example.invalid/";
    co_await (transport->send(std::move(request)) || timer.async_wait(boost::asio::use_awaitable));
    co_return true;
  };
  BOOST_TEST(test::run_task(context, race(), test::Until::task_done));
}

BOOST_AUTO_TEST_CASE(destroyed_in_the_middle) {
  CannedServer server([&](auto& socket) {
    read_request(socket);
    std::this_thread::sleep_for(200ms);
  });
  auto local = std::make_unique<boost::asio::io_context>();
  auto short_lived = make_curl_transport(local->get_executor());
  Request request;
  request.url = server.url();
  boost::asio::co_spawn(*local, short_lived->send(std::move(request)),
                        [](std::exception_ptr, Result<Response>) {});
  local->run_for(50ms);
  short_lived.reset();  // the exchange is still running
  local->run_for(20ms);
  local.reset();
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::http
