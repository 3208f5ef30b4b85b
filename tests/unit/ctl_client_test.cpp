#include <sys/stat.h>

#include <boost/test/unit_test.hpp>

#include "ctl/client.h"
#include "tests/unit/ctl_fake_daemon.h"

namespace sellerd::ctl {
namespace {

const varlink::Call kCall{.method = "a.b.C", .parameters = {{"x", 1}}};

// What the client makes of an answer: the parameters of each reply, or the error.
std::string conversation(Answer answer, std::size_t replies = 1) {
  FakeDaemon daemon([&](const varlink::Call&) { return answer; });
  auto client = Client::connect(daemon.path());
  if (!client) return "connect: " + client.error().text();
  if (auto sent = client->send(kCall); !sent) return "send: " + sent.error().text();
  std::string text;
  for (std::size_t i = 0; i < replies; ++i) {
    auto reply = client->receive();
    if (!reply) return text + std::string(to_string(reply.error().code));
    text += reply->error + json::serialize(reply->parameters) + (reply->continues ? "+" : "");
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_client)

BOOST_AUTO_TEST_CASE(a_call_and_its_reply) {
  FakeDaemon daemon([](const varlink::Call&) { return Answer{{framed_reply({{"y", 2}})}}; });
  auto client = Client::connect(daemon.path()).value();
  BOOST_REQUIRE(client.send(kCall));
  BOOST_TEST(json::serialize(client.receive().value().parameters) == R"({"y":2})");
  BOOST_REQUIRE(daemon.calls().size() == 1u);
  BOOST_TEST(daemon.calls()[0].method == "a.b.C");
  BOOST_TEST(json::serialize(daemon.calls()[0].parameters) == R"({"x":1})");
  BOOST_TEST(!daemon.calls()[0].more);
}

BOOST_AUTO_TEST_CASE(replies_in_pieces_and_together) {
  const auto one = framed_reply({{"n", 1}}, true);
  const auto two = framed_reply({{"n", 2}});
  BOOST_TEST(conversation({{one + two}}, 2) == R"({"n":1}+{"n":2})");
  BOOST_TEST(conversation({{one.substr(0, 5), one.substr(5) + two.substr(0, 3), two.substr(3)}}, 2) ==
             R"({"n":1}+{"n":2})");
}

BOOST_AUTO_TEST_CASE(an_error_reply_is_a_reply) {
  BOOST_TEST(conversation({{varlink::frame(R"({"error":"x.Y","parameters":{}})")}}) == "x.Y{}");
}

BOOST_AUTO_TEST_CASE(what_is_no_varlink) {
  BOOST_TEST(conversation({{varlink::frame("HTTP/1.1 400")}}) == "malformed");
  BOOST_TEST(conversation({{std::string(1, '\0')}}) == "malformed");
  BOOST_TEST(conversation({{varlink::frame(R"({"continues":1})")}}) == "malformed");
}

BOOST_AUTO_TEST_CASE(a_daemon_that_hangs_up) {
  BOOST_TEST(conversation({{}, true}) == "unavailable");
  BOOST_TEST(conversation({{framed_reply({}, true), "{\"par"}, true}, 2) == "{}+unavailable");
}

BOOST_AUTO_TEST_CASE(waiting_has_an_end) {
  FakeDaemon daemon([](const varlink::Call&) { return Answer{}; });
  auto client = Client::connect(daemon.path()).value();
  BOOST_REQUIRE(client.send(kCall));
  const auto reply = client.receive_within(Duration(10));
  BOOST_REQUIRE(reply);
  BOOST_TEST(!reply->has_value());
}

BOOST_AUTO_TEST_CASE(no_daemon) {
  const auto missing = Client::connect("/nonexistent/sellerd.sock");
  BOOST_REQUIRE(!missing);
  BOOST_TEST((missing.error().code == ErrorCode::unavailable));
  BOOST_TEST(
      missing.error().text() ==
      "sellerd does not run, or elsewhere: cannot reach it at /nonexistent/sellerd.sock: no such file or "
      "directory");
  BOOST_TEST(missing.error().hint == "sellerd &");
  BOOST_TEST(Client::connect("/run/sellerd/no-such.sock").error().hint ==
             "sudo systemctl start sellerd, or without the package: sellerd &");
  std::string stale;
  {
    FakeDaemon daemon([](const varlink::Call&) { return Answer{}; });
    stale = daemon.path() + ".stale";
    std::filesystem::rename(daemon.path(), stale);
    stale = "/tmp/" + std::filesystem::path(stale).parent_path().filename().string() + ".stale";
    std::filesystem::rename(daemon.path() + ".stale", stale);
  }
  const auto refused = Client::connect(stale);
  BOOST_REQUIRE(!refused);
  BOOST_TEST(refused.error().message.find("cannot reach it at " + stale + ": connection refused") !=
             std::string::npos);
  std::filesystem::remove(stale);
}

BOOST_AUTO_TEST_CASE(a_path_that_no_socket_can_have) {
  for (const auto& path : {std::string(), std::string(200, 'x')}) {
    const auto client = Client::connect(path);
    BOOST_REQUIRE(!client);
    BOOST_TEST((client.error().code == ErrorCode::invalid_argument));
  }
}

BOOST_AUTO_TEST_CASE(a_socket_that_is_closed_to_us) {
  if (geteuid() == 0) {
    BOOST_TEST_MESSAGE("root may use any socket: nothing to see here");
    return;
  }
  FakeDaemon daemon([](const varlink::Call&) { return Answer{}; });
  chmod(daemon.path().c_str(), 0);
  const auto client = Client::connect(daemon.path());
  BOOST_REQUIRE(!client);
  BOOST_TEST((client.error().code == ErrorCode::not_permitted));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
