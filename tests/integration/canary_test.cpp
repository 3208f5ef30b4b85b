// A month of a shop's life with personal data on: the mark that every buyer's data carries is found where it
// may be, and nowhere else.
#include <boost/test/unit_test.hpp>
#include <fstream>

#include "tests/sandbox/order_people.h"
#include "tests/support/book_checks.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

bool says(std::string_view text) {
  return text.find(sandbox::kCanary) != std::string_view::npos;
}

// What every method that only looks, and the audit, answers to a call without parameters, or to one about
// each order.
std::string everything_said(SimulatedWorld& world) {
  std::string words;
  const auto ask = [&](std::string_view method, json::object parameters, bool more) {
    for (const auto& reply : world.call_raw(std::string(method), std::move(parameters), more))
      words += reply.error + json::serialize(reply.parameters) + "\n";
  };
  api::for_each_type(api::Interfaces{}, [&]<class Interface>() {
    api::for_each_type(typename Interface::Methods{}, [&]<class Method>() {
      constexpr auto info = Method::kInfo;
      constexpr bool looks = info.access == api::Access::read || std::is_same_v<Method, api::ListAudit>;
      if (looks && info.replies != api::Replies::stream)
        ask(info.name, {}, info.replies == api::Replies::list);
    });
  });
  for (const auto& reply : world.call<api::ListOrders>({})) {
    ask(api::GetOrder::kInfo.name, {{"order_id", reply.order.order_id}}, false);
    ask(api::Explain::kInfo.name, {{"subject", reply.order.order_id}}, true);
  }
  for (const auto& run : world.call<api::ListRuns>({}))
    ask(api::ListRunRecords::kInfo.name, {{"run", run.run.id}}, true);
  return words;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(canary)

BOOST_AUTO_TEST_CASE(a_month_of_life_leaves_the_mark_nowhere) {
  SimulatedWorld world(
      {.orders = 200, .faults = "bad-order@searchOrders:5,garbage@searchOrders:9", .books = Books::rocks});
  world.start();
  world.call<api::SetPreferences>({.personal_data = true});
  world.connect_and_sync();
  sandbox::Random random(7);
  const auto& products = world.marketplace().catalogue().products();
  std::size_t sold = 0;
  std::string shown;
  for (int day = 0; day < 31; ++day) {
    for (int sale = 0; sale < 3; ++sale) {
      const auto& product = products[random.below(products.size())];
      if (world.marketplace().sell({.sku = product.sku}, world.time().now())) ++sold;
    }
    world.time().pass(24h);
    if (day % 7 == 3) {
      const auto newest = world.call<api::ListOrders>({.limit = 5});
      for (const auto& reply : newest) {
        for (const auto& person :
             world.call_raw("org.sellerd.Orders.ShowPersonal", {{"order_id", reply.order.order_id}}, false))
          shown += json::serialize(person.parameters);
      }
      world.call<api::ForgetPersonal>({.subject = newest.front().order.order_id});
    }
    if (day == 15) {
      world.crash();
      world.start();
    }
  }
  BOOST_TEST(sold > 50u);
  // It is there to be seen by the one command.
  BOOST_TEST(says(shown));
  const auto words = everything_said(world);
  BOOST_TEST(words.size() > 500'000u);
  const auto at = words.find(sandbox::kCanary);
  BOOST_TEST(at == std::string::npos,
             words.substr(at == std::string::npos ? 0 : at - std::min<std::size_t>(at, 300), 400));
  world.stop();
  std::size_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(world.directory())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    bytes += content.size();
    BOOST_TEST(!says(content), entry.path().string());
  }
  BOOST_TEST(bytes > 100'000u);
  // Files are compressed in part: record by record as well.
  auto engine = world.open_books();
  BOOST_REQUIRE(engine.has_value());
  for (std::size_t family = 0; family < store::kFamilyNames.size(); ++family) {
    const auto look = [&](std::string_view key, std::string_view value) -> Result<bool> {
      BOOST_TEST((!says(key) && !says(value)), store::kFamilyNames[family]);
      return true;
    };
    BOOST_REQUIRE(
        (*engine)->scan(static_cast<store::Family>(family), {}, store::Direction::forward, look).has_value());
  }
}

BOOST_AUTO_TEST_SUITE_END()
