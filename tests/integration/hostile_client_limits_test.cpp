// Patience and places of the control socket, shrunk so that they can be seen to end.
#include <sys/stat.h>
#include <sys/syscall.h>

#include <boost/test/unit_test.hpp>
#include <memory>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/raw_client.h"
#include "tests/support/served_world.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

const std::string kCall = R"({"method":"org.varlink.service.GetInfo"})";

struct Places {
  explicit Places(control::Limits limits) {
    world.start();
    world.connect_and_sync();
    served.emplace(world, limits);
    ::chmod(world.directory().c_str(), 0711);
    ::chmod(served->socket().c_str(), 0666);
  }

  std::unique_ptr<RawClient> connect() const { return std::make_unique<RawClient>(served->socket()); }
  // As another user: the kernel's credentials are the thread's, and the C library is not asked.
  std::unique_ptr<RawClient> connect_as(long user) const {
    ::syscall(SYS_setresuid, -1L, user, -1L);
    std::unique_ptr<RawClient> client;
    try {
      client = connect();
    } catch (const std::runtime_error&) {
    }
    ::syscall(SYS_setresuid, -1L, 0L, -1L);
    if (!client) throw std::runtime_error("another user cannot connect");
    return client;
  }

  SimulatedWorld world{{.orders = 900}};
  std::optional<ServedWorld> served;
};

bool is_served(RawClient& client) {
  client.call(kCall);
  return client.receive().find("sellerd") != std::string::npos;
}

bool may_be_others() {
  if (::geteuid() == 0) return true;
  BOOST_TEST_MESSAGE("skipped: only root can play other users");
  return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hostile_client_limits)

BOOST_AUTO_TEST_CASE(who_reads_a_little_at_a_time_is_dropped) {
  Places world({.slow_reader = Duration(300)});
  const auto client = world.connect();
  client->call(R"({"method":"org.sellerd.Orders.List","more":true})");
  char byte = 0;
  BOOST_TEST(wait_until([&] {
    (void)!::recv(client->descriptor(), &byte, 1, MSG_DONTWAIT);
    return world.served->connections() == 0;
  }));
}

BOOST_AUTO_TEST_CASE(who_writes_a_little_at_a_time_is_dropped) {
  Places world({.slow_writer = Duration(300)});
  const auto client = world.connect();
  BOOST_TEST(wait_until([&] {
    client->send("{");
    return world.served->connections() == 0;
  }));
  BOOST_TEST(client->receive() == "<closed>");
}

BOOST_AUTO_TEST_CASE(who_has_ended_the_call_may_stay) {
  Places world({.slow_writer = Duration(100)});
  const auto client = world.connect();
  // Each call in two halves, with the time of more than one of them between calls.
  for (int i = 0; i < 3; ++i) {
    client->send(kCall.substr(0, 10));
    sleep_shortly();
    client->call(kCall.substr(10));
    BOOST_TEST(client->receive().find("sellerd") != std::string::npos);
    for (int wait = 0; wait < 20; ++wait) sleep_shortly();
  }
  BOOST_TEST(world.served->connections() == 1u);
}

BOOST_AUTO_TEST_CASE(others_cannot_take_the_places_of_root) {
  if (!may_be_others()) return;
  Places world({.connections = 4, .connections_per_user = 2});
  std::vector<std::unique_ptr<RawClient>> clients;
  for (const long user : {1001L, 1001L, 1002L, 1002L}) clients.push_back(world.connect_as(user));
  BOOST_TEST(wait_until([&] { return world.served->connections() == 4; }));
  // They hear that they may not; one more of them, that there is no room.
  clients.front()->call(kCall);
  BOOST_TEST(clients.front()->receive().find("PermissionDenied") != std::string::npos);
  const auto third = world.connect_as(1003);
  BOOST_TEST(third->receive().find("other users' connections take all places") != std::string::npos);
  BOOST_TEST(is_served(*world.connect()));
}

BOOST_AUTO_TEST_SUITE_END()
