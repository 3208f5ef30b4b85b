// The dashboard's figures from the daemon over its socket: what it asks, what it opens, and a daemon that
// goes.
#include <poll.h>

#include <boost/test/unit_test.hpp>
#include <memory>

#include "ctl/dashboard/feed.h"
#include "tests/support/program.h"
#include "tests/support/served_world.h"

using namespace sellerd;
using namespace sellerd::ctl::dashboard;
using namespace sellerd::test;

namespace {

struct Screenless {
  explicit Screenless(const std::string& socket) : feed(socket, model) {}

  Model model;
  Feed feed;
  Timestamp now{};

  template <class Condition>
  bool until(Condition done) {
    return wait_until([&] {
      now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
      const auto worked = feed.work(now);
      BOOST_REQUIRE_MESSAGE(worked, worked.error());
      return done();
    });
  }
  const Detail& open(Target target) {
    auto detail = std::make_shared<Detail>();
    detail->target = std::move(target);
    feed.ask(ask_detail(detail), now);
    BOOST_REQUIRE(until([&] { return !detail->loading; }));
    opened.push_back(detail);
    return *detail;
  }
  std::vector<std::shared_ptr<Detail>> opened;
};

std::unique_ptr<SimulatedWorld> world_with_orders() {
  auto world =
      std::make_unique<SimulatedWorld>(WorldOptions{.orders = 250, .faults = "bad-order@searchOrders:2"});
  world->start();
  world->connect_and_sync();
  world->sync(Module::items);
  return world;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dashboard)

BOOST_AUTO_TEST_CASE(it_knows_what_the_daemon_knows) {
  const auto world = world_with_orders();
  const ServedWorld served(*world);
  Screenless screen(served.socket());
  auto& model = screen.model;
  BOOST_REQUIRE(
      screen.until([&] { return !model.orders.empty() && !model.items.empty() && !model.quota.empty(); }));
  BOOST_TEST(model.status->integrations.at(0).totals.orders == 249);
  BOOST_TEST(model.orders.size() == 60u);
  BOOST_TEST(model.runs.size() >= 3u);
  BOOST_TEST(model.items.size() == 40u);
  BOOST_TEST(model.integration_name(model.orders.at(0).integration) == "amazon-in");
  BOOST_TEST(model.missing.empty());
  const auto& order = screen.open({Target::Kind::subject, model.orders.at(3).order_id, {}});
  BOOST_TEST(order.trouble == "");
  BOOST_TEST((order.target.kind == Target::Kind::order));
  BOOST_TEST(order.order->order.order_id == model.orders.at(3).order_id);
  BOOST_TEST(!order.why.empty());
  const auto& item = screen.open({Target::Kind::subject, model.items.at(0).sku, {}});
  BOOST_TEST((item.target.kind == Target::Kind::sku));
  BOOST_TEST(!item.levels.empty());
  BOOST_TEST(!item.why.empty());
  const auto& run = screen.open({Target::Kind::run, "2", {}});
  BOOST_TEST(run.run->id == 2u);
  BOOST_TEST(run.records.size() == 250u);
  BOOST_TEST(screen.open({Target::Kind::run, "77", {}}).trouble.find("77") != std::string::npos);
  BOOST_TEST(screen.open({Target::Kind::subject, "no such thing", {}}).trouble.find("no such thing") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_daemon_that_is_away_is_looked_for) {
  const auto world = world_with_orders();
  auto served = std::make_unique<ServedWorld>(*world);
  Screenless screen(served->socket());
  auto& model = screen.model;
  BOOST_REQUIRE(screen.until([&] { return !model.items.empty(); }));
  served.reset();
  BOOST_REQUIRE(screen.until([&] { return !model.trouble.empty(); }));
  BOOST_TEST(model.items.size() == 40u);
  BOOST_TEST(screen.open({Target::Kind::run, "2", {}}).trouble.find("not reachable") != std::string::npos);
  // Also where one question would have led to the next.
  BOOST_TEST(screen.open({Target::Kind::sku, "KURTA-M", {}}).trouble.find("not reachable") !=
             std::string::npos);
  model.items.clear();
  served = std::make_unique<ServedWorld>(*world);
  BOOST_REQUIRE(screen.until([&] { return !model.items.empty(); }));
  BOOST_TEST(model.trouble == "");
}

BOOST_AUTO_TEST_CASE(while_nothing_happens_nothing_is_done) {
  const auto world = world_with_orders();
  const ServedWorld served(*world);
  Screenless screen(served.socket());
  BOOST_REQUIRE(screen.until([&] { return screen.feed.patience(screen.now) == Duration::max(); }));
  for (const int descriptor : screen.feed.descriptors(screen.now)) {
    pollfd waiting{descriptor, POLLIN, 0};
    BOOST_TEST(::poll(&waiting, 1, 0) == 0);
  }
  BOOST_TEST(!screen.feed.work(screen.now + std::chrono::hours(1)).value());
  BOOST_TEST((screen.feed.patience(screen.now) == Duration::max()));
}

BOOST_AUTO_TEST_SUITE_END()
