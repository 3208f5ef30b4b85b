// What a client may do to the control socket of the real daemon: it answers the others all the while, and has
// given everything back when the client goes.
#include <fcntl.h>
#include <sys/resource.h>

#include <boost/test/unit_test.hpp>
#include <memory>
#include <vector>

#include "tests/support/installation.h"
#include "tests/support/process_facts.h"
#include "tests/support/raw_client.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

constexpr const char* kLongReply =
    R"({"method":"org.varlink.service.GetInterfaceDescription","parameters":{"interface":"org.sellerd.Tax"}})";
constexpr const char* kLongList = R"({"method":"org.sellerd.Orders.List","more":true})";
constexpr const char* kShortCall = R"({"method":"org.varlink.service.GetInfo"})";
// No attack may cost the daemon so many megabytes.
constexpr std::int64_t kMostMemory = 64;

struct Attacked {
  Attacked() {
    home.start_daemon();
    BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
    BOOST_REQUIRE(home.ctl({"sync"}).exit_code == 0);
    sockets = descriptors_of(process(), "socket:");
    memory = peak_memory(process());
  }

  pid_t process() { return home.daemon().process(); }
  std::string socket() const { return home.path("s"); }
  bool answers() { return home.ctl({"status"}).exit_code == 0; }

  // While it is attacked.
  void check_alive() {
    BOOST_TEST(answers());
    BOOST_TEST(peak_memory(process()) - memory < kMostMemory);
  }
  // Once the attacker is gone.
  void check_recovered() {
    BOOST_TEST(wait_until([this] { return descriptors_of(process(), "socket:") <= sockets; }));
    check_alive();
    BOOST_TEST(home.held("orders") == 2'000);
  }

  Installation home;
  std::size_t sockets = 0;
  std::int64_t memory = 0;
};

std::string framed(const char* call) {
  return std::string(call) + '\0';
}

// Sends until nothing more is taken for a second, or all is sent; how much that was.
std::size_t push(RawClient& client, const std::string& piece, std::size_t most) {
  ::fcntl(client.descriptor(), F_SETFL, O_NONBLOCK);
  std::size_t sent = 0;
  std::size_t at = 0;
  while (sent < most) {
    const auto count = ::send(client.descriptor(), piece.data() + at, piece.size() - at, MSG_NOSIGNAL);
    if (count > 0) {
      sent += static_cast<std::size_t>(count);
      at = (at + static_cast<std::size_t>(count)) % piece.size();
      continue;
    }
    pollfd room{client.descriptor(), POLLOUT, 0};
    if (::poll(&room, 1, 1'000) <= 0 || (room.revents & (POLLERR | POLLHUP)) != 0) break;
  }
  return sent;
}

// With descriptors of ours beside the bytes.
void pass(RawClient& client, const std::string& bytes, const std::vector<int>& descriptors) {
  std::vector<char> control(CMSG_SPACE(descriptors.size() * sizeof(int)));
  iovec piece{const_cast<char*>(bytes.data()), bytes.size()};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
  std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size() * sizeof(int));
  BOOST_REQUIRE(::sendmsg(client.descriptor(), &message, MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
}

// Whether the other side has hung up.
bool is_over(const RawClient& client) {
  pollfd state{client.descriptor(), POLLIN, 0};
  return ::poll(&state, 1, 0) > 0 && (state.revents & POLLHUP) != 0;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hostile_client, Attacked)

BOOST_AUTO_TEST_CASE(a_flood_that_reads_no_answer_is_held_back) {
  {
    std::vector<std::unique_ptr<RawClient>> clients;
    for (const char* call : {kLongReply, kLongList, kShortCall}) {
      auto& client = clients.emplace_back(std::make_unique<RawClient>(socket()));
      BOOST_TEST(push(*client, framed(call), 64u << 20) < 8u << 20, call);
    }
    check_alive();
  }
  check_recovered();
}

BOOST_AUTO_TEST_CASE(a_flood_of_calls_without_answers_leaves_the_others_their_turn) {
  const std::string call = framed(R"({"method":"org.sellerd.Orders.List","oneway":true})");
  {
    RawClient client(socket());
    push(client, call, 200 * call.size());
    check_alive();
  }
  check_recovered();
}

BOOST_AUTO_TEST_CASE(halves_of_messages_take_no_more_than_their_place) {
  {
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 40; ++i) {
      auto& client = clients.emplace_back(std::make_unique<RawClient>(socket()));
      client->send(R"({"method":"org.varlink.service.GetInfo","parameters":{"x":")" +
                   std::string(500'000, 'x'));
    }
    check_alive();
  }
  check_recovered();
}

BOOST_AUTO_TEST_CASE(bytes_without_end_and_nothing_but_ends_close_the_connection) {
  for (const std::string& piece :
       {std::string(65'536, 'x'), std::string(65'536, '\0'), std::string(65'536, '[')}) {
    RawClient client(socket());
    BOOST_TEST(push(client, piece, 64u << 20) < 8u << 20);
    BOOST_TEST(client.receive() == "<closed>");
  }
  check_recovered();
}

BOOST_AUTO_TEST_CASE(json_as_deep_as_a_message_is_long_closes_the_connection) {
  const std::string deep = R"({"method":"org.varlink.service.GetInfo","parameters":{"a":)";
  for (const std::string& text : {deep + std::string(500'000, '['), std::string(500'000, '{'),
                                  deep + std::string(300'000, '[') + std::string(300'000, ']') + "}}"}) {
    RawClient client(socket());
    client.call(text);
    BOOST_TEST(client.receive() == "<closed>");
  }
  check_recovered();
}

BOOST_AUTO_TEST_CASE(a_million_small_values_are_answered_or_refused) {
  for (const char* value : {"[]", "{}", "0", R"("")"}) {
    std::string text = R"({"method":"org.varlink.service.GetInfo","parameters":{"a":[)" + std::string(value);
    while (text.size() < 900'000) text += "," + std::string(value);
    RawClient client(socket());
    client.call(text + "]}}");
    BOOST_TEST(client.receive().find("InvalidParameter") != std::string::npos);
  }
  check_recovered();
}

BOOST_AUTO_TEST_CASE(descriptors_that_are_passed_are_not_kept) {
  const std::string secret = home.path("passed");
  const int file = ::open(secret.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  BOOST_REQUIRE(file >= 0);
  {
    RawClient client(socket());
    for (int i = 0; i < 20; ++i) {
      pass(client, framed(kShortCall), std::vector<int>(100, file));
      BOOST_TEST(client.receive().find("sellerd") != std::string::npos);
    }
    BOOST_TEST(descriptors_of(process(), secret) == 0u);
    // Beside half a message they come to rest in no buffer either.
    pass(client, "{", std::vector<int>(100, file));
    check_alive();
    BOOST_TEST(descriptors_of(process(), secret) == 0u);
  }
  ::close(file);
  check_recovered();
}

BOOST_AUTO_TEST_CASE(ten_thousand_connections_leave_the_daemon_its_own) {
  constexpr std::size_t kConnections = 10'000;
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  if (limit.rlim_max < kConnections + 200 || ::setrlimit(RLIMIT_NOFILE, &limit) != 0) {
    BOOST_TEST_MESSAGE("skipped: the system allows this test too few descriptors");
    return;
  }
  {
    std::vector<std::unique_ptr<RawClient>> clients;
    for (std::size_t i = 0; i < kConnections; ++i) clients.push_back(std::make_unique<RawClient>(socket()));
    const auto open = [&] {
      return std::count_if(clients.begin(), clients.end(),
                           [](const auto& client) { return !is_over(*client); });
    };
    BOOST_TEST(wait_until([&] { return open() == 64; }));
    BOOST_TEST(descriptors_of(process(), "socket:") <= sockets + 64);
    BOOST_TEST(clients.back()->receive().find("takes no more connections") != std::string::npos);
    // Those who are in are served, and the others hear why they are not.
    clients.front()->call(kShortCall);
    BOOST_TEST(clients.front()->receive().find("sellerd") != std::string::npos);
    const auto refused = home.ctl({"status"});
    BOOST_TEST(refused.exit_code != 0);
    BOOST_TEST(refused.errors.find("takes no more connections: your user has 64") != std::string::npos,
               refused.errors);
    // The database and the network have what they need.
    clients.front()->call(R"({"method":"org.sellerd.Sync.Start","parameters":{"module":"orders"}})");
    const auto synced = clients.front()->receive();
    BOOST_TEST(synced.find("error") == std::string::npos, synced);
  }
  BOOST_TEST(wait_until([this] { return answers(); }));
  check_recovered();
}

BOOST_AUTO_TEST_CASE(a_storm_of_comings_and_goings_passes) {
  for (int i = 0; i < 5'000; ++i) {
    RawClient client(socket());
    if (i % 2 == 0) client.call(kLongReply);
  }
  check_recovered();
}

BOOST_AUTO_TEST_CASE(a_client_that_leaves_within_a_reply_is_forgotten) {
  for (int i = 0; i < 100; ++i) {
    RawClient client(socket());
    client.call(kLongList);
    BOOST_TEST(client.receive().find("order") != std::string::npos);
  }
  check_recovered();
}

BOOST_AUTO_TEST_SUITE_END()
