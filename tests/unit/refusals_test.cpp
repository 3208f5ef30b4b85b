// Calls that were refused: audited once in a while, and an alarm when they are many.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include "daemon/control/dispatcher.h"
#include "daemon/control/refusals.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_engine.h"

namespace sellerd {

using namespace std::chrono_literals;
using control::Peer;

namespace {

class Errors final : public control::ReplySink {
 public:
  Task<bool> send(varlink::Reply reply, bool) override {
    all.push_back(reply.error);
    co_return true;
  }
  bool gone() const override { return false; }
  void wake_when_gone(Event&) override {}

  std::vector<std::string> all;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(refusals)

BOOST_AUTO_TEST_CASE(who_knocks_often_is_told_and_does_not_fill_the_audit) {
  boost::asio::io_context loop;
  test::FakeClock clock(loop.get_executor());
  store::Store store(*test::open_memory(std::make_shared<test::MemoryDisk>()));
  store::Worker worker(loop.get_executor());
  control::Refusals refusals(clock, store, worker);
  const Peer bob{.user = 1001, .groups = {}, .name = "bob"};
  const Peer eve{.user = 1002, .groups = {}, .name = "eve"};
  const auto entries = [&] {
    loop.restart();
    loop.poll();
    return store.list(store::kAudit, {}).value();
  };
  refusals.note(eve, "org.sellerd.Orders.List");
  for (int i = 0; i < 19; ++i) refusals.note(bob, "org.sellerd.Orders.List");
  BOOST_TEST(refusals.alarms(clock.now()).empty());
  refusals.note(bob, "org.sellerd.Orders.Get");
  BOOST_REQUIRE(refusals.alarms(clock.now()).size() == 1u);
  BOOST_TEST(refusals.alarms(clock.now()).front().text() ==
             "bob was refused 20 calls within an hour, for lack of access: sellerctl audit");
  BOOST_REQUIRE(entries().size() == 3u);
  BOOST_TEST(entries()[1].actor == "bob");
  BOOST_TEST(entries()[1].action == "refused");
  BOOST_TEST(entries()[1].subject == "org.sellerd.Orders.List");
  clock.advance(11min);
  refusals.note(bob, "org.sellerd.Orders.List");
  BOOST_TEST(entries().size() == 4u);
  clock.advance(1h);
  BOOST_TEST(refusals.alarms(clock.now()).empty());
}

// The interface that every service has takes any name of a method: it goes into no log and no audit.
BOOST_AUTO_TEST_CASE(a_name_that_a_caller_makes_up_is_noted_nowhere) {
  boost::asio::io_context loop;
  control::Dispatcher dispatcher({.owner = 1});
  std::vector<std::string> noted;
  dispatcher.on_refused = [&](const Peer&, std::string_view method) { noted.emplace_back(method); };
  const Peer bob{.user = 1001, .groups = {}, .name = "bob"};
  Errors sink;
  for (const auto* method : {"org.varlink.service.GetInfo", "org.varlink.service.MadeUp", "org.made.Up"}) {
    boost::asio::co_spawn(loop, dispatcher.dispatch({.method = method, .parameters = {}}, bob, sink),
                          boost::asio::detached);
    loop.restart();
    loop.run();
  }
  BOOST_TEST(noted == (std::vector<std::string>{"org.varlink.service", "org.varlink.service"}),
             boost::test_tools::per_element());
  BOOST_TEST(sink.all == (std::vector<std::string>{"org.varlink.service.PermissionDenied",
                                                   "org.varlink.service.PermissionDenied",
                                                   "org.varlink.service.InterfaceNotFound"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
