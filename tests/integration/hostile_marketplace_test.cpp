// The real daemon against a marketplace that means harm: every attack ends in the history with its reason, at
// a bounded cost, and the next good answer is taken as if nothing had been.
#include <boost/test/unit_test.hpp>

#include "tests/support/gzip_text.h"
#include "tests/support/hostile_marketplace.h"
#include "tests/support/installation.h"
#include "tests/support/process_facts.h"
#include "tests/support/read_file.h"
#include "tests/support/tls_server.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

constexpr const char* kOrders = "/orders/2026-01-01/orders";
// An answer may have 32 megabytes, which a growing buffer holds twice for a moment.
constexpr std::int64_t kMostMemory = 160;
const std::string kHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
const std::string kCredentials =
    R"({"client_id":"amzn1.application-oa2-client.1","client_secret":"amzn1.oa2-cs.v1.CANARY","refresh_token":"Atzr|CANARY"})";

struct Attacked {
  Attacked() {
    home.start_daemon();
    const auto connected = connect(market.url());
    BOOST_REQUIRE_MESSAGE(connected.exit_code == 0, connected.errors);
    BOOST_REQUIRE(sync());
    memory = peak_memory(home.daemon().process());
  }

  Finished connect(const std::string& endpoint) {
    home.ctl({"organisation", "set", "--gstin", "29AAGCB7383J1Z4"});
    return home.ctl({"connect", "amazon-in", "--seller-id", "A1SELLER", "--credentials-file", "-",
                     "--endpoint", endpoint, "--token-endpoint", endpoint + "/token"},
                    kCredentials);
  }
  bool sync() { return home.ctl({"sync", "orders"}).exit_code == 0; }

  // One run against this answer fails with the reason; the run after it is a good one.
  void check_ends(HostileMarketplace::Answer answer, const std::string& reason) {
    market.answer(kOrders, std::move(answer));
    BOOST_TEST(!sync());
    const auto run = home.newest_run();
    BOOST_TEST(std::string_view(run.at("state").get_string()) == "failed");
    BOOST_TEST(std::string(run.at("reason").get_string()).find(reason) != std::string::npos,
               std::string(run.at("reason").get_string()));
    BOOST_TEST(run.at("pages").to_number<int>() == 0);
    BOOST_TEST(peak_memory(home.daemon().process()) - memory < kMostMemory);
    market.answer(kOrders, {});
    BOOST_TEST(sync());
    BOOST_TEST(home.held("orders") == 0);
    BOOST_TEST(read_file(home.path("daemon.log")).find("CANARY") == std::string::npos);
  }

  HostileMarketplace market;
  Installation home;
  std::int64_t memory = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hostile_marketplace, Attacked)

BOOST_AUTO_TEST_CASE(a_gigantic_answer_is_cut) {
  const std::string piece(65'536, ' ');
  check_ends(
      [&](auto& socket) {
        write_text(socket, kHead + "Content-Length: 10000000000\r\n\r\n");
        write_for_ever(socket, piece);
      },
      "is longer than 33,554,432 bytes");
  check_ends(
      [&](auto& socket) {
        write_text(socket, kHead + "Transfer-Encoding: chunked\r\n\r\n");
        write_for_ever(socket, "10000\r\n" + piece + "\r\n");
      },
      "is longer than 33,554,432 bytes");
  check_ends(
      [&](auto& socket) {
        write_text(socket, kHead + "Connection: close\r\n\r\n");
        write_for_ever(socket, piece);
      },
      "is longer than 33,554,432 bytes");
}

BOOST_AUTO_TEST_CASE(a_gzip_bomb_is_cut) {
  // A gigabyte in a megabyte.
  const std::string member = gzip_text(std::string(16u << 20, ' '));
  std::string bomb;
  for (int i = 0; i < 64; ++i) bomb += member;
  check_ends(
      [&](auto& socket) {
        write_text(socket, kHead + "Content-Encoding: gzip\r\nContent-Length: " +
                               std::to_string(bomb.size()) + "\r\nConnection: close\r\n\r\n" + bomb);
      },
      "is longer than 33,554,432 bytes");
  // Nothing, for ever.
  std::string nothing;
  while (nothing.size() < 65'536) nothing += gzip_text("");
  check_ends(
      [&](auto& socket) {
        write_text(socket, kHead + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n");
        write_for_ever(socket, nothing);
      },
      "is longer than 33,554,432 bytes");
}

BOOST_AUTO_TEST_CASE(headers_without_end_are_cut) {
  check_ends(
      [](auto& socket) {
        write_text(socket, kHead);
        write_for_ever(socket, "x-more: " + std::string(1'000, 'x') + "\r\n");
      },
      "the header of the answer of 127.0.0.1");
  check_ends([](auto& socket) { write_for_ever(socket, "HTTP/1.1 100 Continue\r\n\r\n"); },
             "the header of the answer of 127.0.0.1");
  check_ends(
      [](auto& socket) {
        write_text(socket, kHead + "x-more: ");
        write_for_ever(socket, std::string(1'000, 'x'));
      },
      "the header of the answer of 127.0.0.1");
}

BOOST_AUTO_TEST_CASE(nobody_is_followed_elsewhere) {
  CannedServer elsewhere([](auto& socket) {
    read_request(socket);
    write_text(socket, HostileMarketplace::json_response(R"({"orders":[]})"));
  });
  for (const char* status :
       {"301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"}) {
    check_ends(
        [&](auto& socket) {
          write_text(socket, "HTTP/1.1 " + std::string(status) + "\r\nLocation: " + elsewhere.url(kOrders) +
                                 "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        },
        "Amazon answered 30");
  }
  BOOST_TEST(elsewhere.connections() == 0);
}

BOOST_AUTO_TEST_CASE(an_account_is_not_connected_behind_a_certificate_that_does_not_verify) {
  TlsServer server({}, [](auto& socket) { (void)socket; });
  const auto refused = connect(server.url());
  BOOST_TEST(refused.exit_code != 0);
  BOOST_TEST(refused.errors.find("the certificate of localhost") != std::string::npos, refused.errors);
  BOOST_TEST(refused.errors.find("does not verify") != std::string::npos, refused.errors);
  BOOST_TEST(refused.errors.find("try: ") != std::string::npos, refused.errors);
  BOOST_TEST(refused.errors.find("CANARY") == std::string::npos);
  BOOST_TEST(server.handshakes() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
