// The control socket byte by byte: what the standard demands and what a hostile client may try.
#include <boost/test/unit_test.hpp>

#include "common/api/all.h"
#include "tests/support/program.h"
#include "tests/support/raw_client.h"
#include "tests/support/served_world.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

struct Fixture {
  explicit Fixture(control::Limits limits = {}) {
    world.start();
    world.connect_and_sync();
    served.emplace(world, limits);
  }
  std::string socket() const { return served->socket(); }

  SimulatedWorld world{{.orders = 150}};
  std::optional<ServedWorld> served;
};

json::object object(const std::string& text) {
  return parse_json(text)->get_object();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(varlink_conformance)

BOOST_AUTO_TEST_CASE(a_call_is_answered_however_it_is_cut) {
  Fixture fixture;
  RawClient client(fixture.socket());
  const std::string call = R"({"method":"org.varlink.service.GetInfo"})";
  for (std::size_t i = 0; i <= call.size(); ++i) client.send(std::string_view(call.c_str() + i, 1));
  const auto reply = object(client.receive());
  BOOST_TEST(!reply.contains("error"));
  BOOST_TEST(!reply.contains("continues"));
  BOOST_TEST(reply.at("parameters").at("product").as_string() == "sellerd");
  // Those that are declared, and org.varlink.service itself.
  std::size_t declared = 0;
  api::for_each_type(api::Interfaces{}, [&declared]<class Interface>() { ++declared; });
  BOOST_TEST(reply.at("parameters").at("interfaces").as_array().size() == declared + 1);
}

BOOST_AUTO_TEST_CASE(pipelined_calls_are_answered_in_order) {
  Fixture fixture;
  RawClient client(fixture.socket());
  std::string calls;
  for (const char* name : {"org.varlink.service", "org.sellerd.Orders", "org.sellerd.Nonsense"}) {
    calls += std::string(
                 R"({"method":"org.varlink.service.GetInterfaceDescription","parameters":{"interface":")") +
             name + "\"}}" + '\0';
  }
  client.send(calls);
  BOOST_TEST(client.receive().find("interface org.varlink.service") != std::string::npos);
  BOOST_TEST(client.receive().find("interface org.sellerd.Orders") != std::string::npos);
  BOOST_TEST(
      client.receive() ==
      R"({"error":"org.varlink.service.InterfaceNotFound","parameters":{"interface":"org.sellerd.Nonsense"}})");
}

BOOST_AUTO_TEST_CASE(errors_are_the_standards) {
  Fixture fixture;
  RawClient client(fixture.socket());
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"method":"org.sellerd.Orders.Fly"})", "org.varlink.service.MethodNotFound"},
      {R"({"method":"com.example.Nothing.Do"})", "org.varlink.service.InterfaceNotFound"},
      {R"({"method":"nodots"})", "org.varlink.service.InvalidParameter"},
      {R"({"method":"org.sellerd.Orders.List"})", "org.varlink.service.ExpectedMore"},
      {R"({"method":"org.sellerd.Orders.Get","parameters":{"order_id":"x","colour":"red"}})",
       "org.varlink.service.InvalidParameter"},
      {R"({"method":"org.sellerd.Orders.Get","parameters":{"order_id":7}})",
       "org.varlink.service.InvalidParameter"},
      {R"({"method":"org.sellerd.Orders.Get","parameters":{}})", "org.varlink.service.InvalidParameter"},
      {R"({"method":"org.sellerd.Orders.Get","parameters":{"order_id":"none"}})",
       "org.sellerd.Service.NotFound"},
      {R"({"method":"org.varlink.service.GetInfo","parameters":{"x":1}})",
       "org.varlink.service.InvalidParameter"},
  };
  for (const auto& [call, error] : cases) {
    client.call(call);
    const auto reply = object(client.receive());
    BOOST_REQUIRE_MESSAGE(reply.contains("error"), call);
    BOOST_TEST(reply.at("error").as_string() == error, call);
  }
  client.call(R"({"method":"org.sellerd.Orders.Get","parameters":{"order_id":"x","colour":"red"}})");
  BOOST_TEST(object(client.receive()).at("parameters").at("parameter").as_string() == "colour");
}

BOOST_AUTO_TEST_CASE(lists_stream_one_record_a_reply) {
  Fixture fixture;
  RawClient client(fixture.socket());
  client.call(R"({"method":"org.sellerd.Orders.List","parameters":{"limit":5},"more":true})");
  for (int i = 0; i < 5; ++i) {
    const auto reply = object(client.receive());
    BOOST_TEST(reply.at("parameters").at("order").is_object());
    BOOST_TEST(reply.contains("continues") == (i < 4));
  }
  client.call(R"({"method":"org.sellerd.Sync.ListQuarantine","more":true})");
  BOOST_TEST(client.receive() == R"({"parameters":{}})");
}

BOOST_AUTO_TEST_CASE(oneway_calls_are_not_answered) {
  Fixture fixture;
  RawClient client(fixture.socket());
  client.call(R"({"method":"org.varlink.service.GetInfo","oneway":true})");
  client.call(R"({"method":"org.sellerd.Nonsense.X","oneway":true})");
  client.call(R"({"method":"org.sellerd.Orders.List","parameters":{"limit":3},"oneway":true})");
  client.call(R"({"method":"nodots"})");
  BOOST_TEST(client.receive().find("InvalidParameter") != std::string::npos);
  BOOST_TEST(client.receive(0) == "<silence>");
}

BOOST_AUTO_TEST_CASE(what_is_not_varlink_closes_the_connection) {
  Fixture fixture;
  for (const std::string bytes :
       {"GET / HTTP/1.1\r\n\r\n", "[]", "{}", R"({"method":1})", R"({"method":"a.B","x":1})",
        R"({"method":"a.B","more":"yes"})", "\xff\xfe", ""}) {
    RawClient client(fixture.socket());
    client.call(bytes);
    BOOST_TEST(client.receive() == "<closed>", bytes);
  }
}

BOOST_AUTO_TEST_CASE(limits_hold) {
  Fixture fixture({.connections = 8, .connections_per_user = 4, .message_bytes = 200});
  {
    RawClient client(fixture.socket());
    client.send(std::string(300, ' '));
    BOOST_TEST(client.receive() == "<closed>");
  }
  BOOST_TEST(wait_until([&] { return fixture.served->connections() == 0; }));
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 4; ++i) clients.push_back(std::make_unique<RawClient>(fixture.socket()));
  BOOST_TEST(wait_until([&] { return fixture.served->connections() == 4; }));
  RawClient fifth(fixture.socket());
  BOOST_TEST(object(fifth.receive()).at("error").as_string() == "org.sellerd.Service.Unavailable");
  BOOST_TEST(fifth.receive() == "<closed>");
  clients.pop_back();
  BOOST_TEST(wait_until([&] { return fixture.served->connections() == 3; }));
  RawClient again(fixture.socket());
  again.call(R"({"method":"org.varlink.service.GetInfo"})");
  BOOST_TEST(again.receive().find("sellerd") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_client_that_does_not_read_is_dropped) {
  Fixture fixture({.slow_reader = Duration(200)});
  RawClient client(fixture.socket());
  std::string calls;
  for (int i = 0; i < 40; ++i)
    calls += std::string(R"({"method":"org.sellerd.Orders.List","more":true})") + '\0';
  client.send(calls);
  BOOST_TEST(wait_until([&] { return fixture.served->connections() == 0; }));
}

BOOST_AUTO_TEST_CASE(a_client_that_hangs_up_ends_its_stream) {
  SimulatedWorld world({.orders = 900});
  world.start();
  world.call<api::Connect>(world.connect_request());
  // The clock stands still from here: the runs never end by themselves.
  ServedWorld served(world);
  {
    RawClient client(served.socket());
    client.call(R"({"method":"org.sellerd.Sync.Start","more":true})");
    BOOST_TEST(client.receive().find("\"continues\":true") != std::string::npos);
    BOOST_TEST(served.connections() == 1u);
  }
  BOOST_TEST(wait_until([&] { return served.connections() == 0; }));
}

BOOST_AUTO_TEST_CASE(others_without_a_group_are_refused) {
  control::AccessPolicy policy{.owner = 1000, .read_group = 50, .operate_group = 60};
  const control::Peer stranger{.user = 1001, .groups = {1001}};
  const control::Peer reader{.user = 1001, .groups = {1001, 50}};
  const control::Peer operator_{.user = 1001, .groups = {60}};
  const control::Peer owner{.user = 1000};
  using api::Access;
  BOOST_TEST(!policy.allows(stranger, Access::read));
  BOOST_TEST(policy.allows(reader, Access::read));
  BOOST_TEST(!policy.allows(reader, Access::operate));
  BOOST_TEST(policy.allows(operator_, Access::read));
  BOOST_TEST(policy.allows(operator_, Access::operate));
  BOOST_TEST(!policy.allows(operator_, Access::personal));
  BOOST_TEST(policy.allows(owner, Access::personal));
  BOOST_TEST(policy.allows({.user = 0}, Access::personal));
}

BOOST_AUTO_TEST_SUITE_END()
