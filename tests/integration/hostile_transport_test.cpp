// The real transport against answers that lie about themselves, and servers that are not who they should be.
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <thread>

#include "daemon/http/curl_transport.h"
#include "tests/support/gzip_text.h"
#include "tests/support/hostile_marketplace.h"
#include "tests/support/run_task.h"
#include "tests/support/tls_server.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  boost::asio::io_context loop;
  std::unique_ptr<http::Transport> transport = http::make_curl_transport(loop.get_executor());

  Result<http::Response> get(const std::string& url, std::size_t maximum = 1'000'000,
                             Duration timeout = 20s) {
    http::Request request;
    request.url = url;
    request.maximum_body = maximum;
    request.timeout = timeout;
    return run_task(loop, transport->send(std::move(request)), Until::task_done);
  }
  // With the certificate trusted, or the system's alone.
  Error certificate_error(const CertificateWish& wish, bool trusted) {
    TlsServer server(wish, [](auto&) {});
    transport = http::make_curl_transport(loop.get_executor(),
                                          {.ca_file = trusted ? server.certificate() : std::string()});
    const auto answer = get(server.url() + "/?CANARY");
    BOOST_REQUIRE(!answer.has_value());
    BOOST_TEST((answer.error().code == ErrorCode::refused));
    BOOST_TEST(answer.error().text().find("CANARY") == std::string::npos);
    return answer.error();
  }
};

bool has(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hostile_transport, Fixture)

BOOST_AUTO_TEST_CASE(what_follows_an_answer_is_no_answer_to_the_next_request) {
  CannedServer server([](auto& socket) {
    for (int i = 0; i < 2; ++i) {
      read_request(socket);
      write_text(socket, ok_response("first") + ok_response("smuggled"));
    }
  });
  for (int i = 0; i < 2; ++i) {
    const auto answer = get(server.url());
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->body == "first");
  }
}

BOOST_AUTO_TEST_CASE(a_length_that_is_too_short_cuts_and_one_that_is_too_long_is_an_error) {
  CannedServer server([](auto& socket) {
    const bool is_short = has(read_request(socket), "/short");
    write_text(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + std::string(is_short ? "3" : "30") +
                           "\r\nConnection: close\r\n\r\n{\"orders\":[]}");
  });
  const auto cut = get(server.url("/short"));
  BOOST_REQUIRE(cut.has_value());
  BOOST_TEST(cut->body == "{\"o");
  const auto missing = get(server.url("/long"));
  BOOST_REQUIRE(!missing.has_value());
  BOOST_TEST((missing.error().code == ErrorCode::unavailable));
  BOOST_TEST(has(missing.error().message, "broke off after 13 of 30 bytes"), missing.error().message);
}

BOOST_AUTO_TEST_CASE(lengths_that_contradict_or_are_none_are_errors) {
  const std::vector<std::string> lengths = {"Content-Length: -1\r\n",
                                            "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n"};
  for (const auto& length : lengths) {
    CannedServer server([&](auto& socket) {
      read_request(socket);
      write_text(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\n" + length + "\r\nzz\r\nhello\r\n");
    });
    const auto answer = get(server.url());
    BOOST_TEST(!answer.has_value(), length);
  }
}

BOOST_AUTO_TEST_CASE(bytes_that_trickle_end_with_the_time) {
  CannedServer server([](auto& socket) {
    read_request(socket);
    write_text(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    for (;;) {
      write_text(socket, "x");
      std::this_thread::sleep_for(20ms);
    }
  });
  const auto answer = get(server.url(), 1'000'000, 300ms);
  BOOST_REQUIRE(!answer.has_value());
  BOOST_TEST((answer.error().code == ErrorCode::unavailable));
  BOOST_TEST(has(answer.error().message, "no complete answer of 127.0.0.1"), answer.error().message);
}

BOOST_AUTO_TEST_CASE(headers_that_trickle_end_with_the_time) {
  CannedServer server([](auto& socket) {
    read_request(socket);
    for (const char byte : "HTTP/1.1 200 OK\r\nx-a: " + std::string(10'000, 'x')) {
      write_text(socket, std::string(1, byte));
      std::this_thread::sleep_for(20ms);
    }
  });
  const auto answer = get(server.url(), 1'000'000, 300ms);
  BOOST_REQUIRE(!answer.has_value());
  BOOST_TEST((answer.error().code == ErrorCode::unavailable));
}

BOOST_AUTO_TEST_CASE(compression_is_undone_however_it_is_spelt) {
  CannedServer server([](auto& socket) {
    read_request(socket);
    write_text(socket, ok_response(gzip_text("{}"), "Content-Encoding: GZip\r\nConnection: close\r\n"));
  });
  const auto answer = get(server.url());
  BOOST_REQUIRE(answer.has_value());
  BOOST_TEST(answer->body == "{}");
}

BOOST_AUTO_TEST_CASE(compression_that_gives_nothing_ends_at_the_limit) {
  std::string nothing;
  while (nothing.size() < 10'000) nothing += gzip_text("");
  CannedServer server([&](auto& socket) {
    read_request(socket);
    write_text(socket, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
    write_for_ever(socket, nothing);
  });
  const auto answer = get(server.url(), 100'000);
  BOOST_REQUIRE(!answer.has_value());
  BOOST_TEST((answer.error().code == ErrorCode::refused));
}

BOOST_AUTO_TEST_CASE(a_certificate_of_ones_own_says_who_may_stand_between) {
  const auto error = certificate_error({}, false);
  BOOST_TEST(has(error.message, "the certificate of localhost"), error.message);
  BOOST_TEST(has(error.message, "self"), error.message);
  BOOST_TEST(has(error.hint, "update-ca-certificates"), error.hint);
}

BOOST_AUTO_TEST_CASE(a_certificate_out_of_its_time_says_to_look_at_the_clock) {
  for (const auto& wish : {CertificateWish{.from_seconds = -7'200, .to_seconds = -3'600},
                           CertificateWish{.from_seconds = 3'600, .to_seconds = 7'200}}) {
    const auto error = certificate_error(wish, true);
    BOOST_TEST(has(error.message, "does not verify: "), error.message);
    BOOST_TEST(has(error.hint, "clock"), error.hint);
  }
}

BOOST_AUTO_TEST_CASE(a_certificate_of_another_says_to_look_at_the_address) {
  const auto error = certificate_error({.name = "sellingpartnerapi-eu.example"}, true);
  BOOST_TEST(has(error.message, "localhost"), error.message);
  BOOST_TEST(has(error.hint, "whether the address is right"), error.hint);
}

BOOST_AUTO_TEST_CASE(a_good_certificate_is_good) {
  TlsServer server({}, [](auto& stream) {
    std::string request;
    boost::asio::read_until(stream, boost::asio::dynamic_buffer(request), "\r\n\r\n");
    boost::asio::write(stream, boost::asio::buffer(ok_response("{}", "Connection: close\r\n")));
  });
  transport = http::make_curl_transport(loop.get_executor(), {.ca_file = server.certificate()});
  const auto answer = get(server.url() + "/");
  BOOST_REQUIRE_MESSAGE(answer.has_value(), answer.error().text());
  BOOST_TEST(answer->body == "{}");
}

BOOST_AUTO_TEST_SUITE_END()
