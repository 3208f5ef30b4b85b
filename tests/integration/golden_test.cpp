// What sellerctl prints, to the letter. To accept a change: SELLERD_UPDATE_GOLDEN=1
// build/release/tests/integration_tests
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>

#include "tests/support/program.h"
#include "tests/support/read_file.h"
#include "tests/support/served_world.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

void check_golden(const std::string& name, const Finished& got) {
  const auto path = std::string(SELLERD_SOURCE_DIR) + "/tests/golden/" + name + ".txt";
  const std::string text = got.output + got.errors + "exit " + std::to_string(got.exit_code) + "\n";
  if (std::getenv("SELLERD_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  BOOST_TEST(text == read_file(path), name);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(golden)

BOOST_AUTO_TEST_CASE(output_is_exact) {
  SimulatedWorld world({.orders = 250, .faults = "bad-order@searchOrders:2"});
  world.start();
  world.connect_and_sync();
  world.sync(Module::items);
  const auto& orders = world.call<api::ListOrders>({.status = OrderStatus::fulfilled, .limit = 1});
  const std::string fulfilled = orders.at(0).order.order_id;
  ServedWorld served(world);
  const auto ctl = [&](std::vector<std::string> words) {
    words.insert(words.begin(), SELLERCTL_PROGRAM);
    return run_program(
        words, {{"SELLERD_SOCKET", served.socket()}, {"COLUMNS", "100"}, {"TZ", "UTC"}, {"LC_ALL", "C"}});
  };
  check_golden("status", ctl({"status"}));
  check_golden("status.json", ctl({"status", "--json"}));
  check_golden("bare", ctl({}));
  check_golden("bare.json", ctl({"--json"}));
  check_golden("integrations", ctl({"integrations"}));
  check_golden("show", ctl({"show", "amazon-in"}));
  check_golden("history", ctl({"history"}));
  check_golden("history.json", ctl({"history", "--json"}));
  check_golden("history-show", ctl({"history", "show", "2", "--outcome", "failed"}));
  check_golden("orders", ctl({"orders", "--limit", "8"}));
  check_golden("orders-cancelled.json", ctl({"orders", "--status", "cancelled", "--limit", "2", "--json"}));
  check_golden("orders-show", ctl({"orders", "show", fulfilled}));
  check_golden("orders-show-unknown", ctl({"orders", "show", "000-0000000-0000000"}));
  check_golden("orders-show-failed", ctl({"orders", "show", "407-7524902-0894229"}));
  check_golden("why-failed", ctl({"why", "407-7524902-0894229"}));
  check_golden("items", ctl({"items", "--limit", "6"}));
  check_golden("quarantine", ctl({"quarantine"}));
  check_golden("call", ctl({"call", "org.sellerd.Sync.GetRun", R"({"run":1})"}));
  check_golden("call-wrong", ctl({"call", "org.sellerd.Sync.GetRun", R"({"run":"one"})"}));
  check_golden("introspect", ctl({"introspect"}));
  check_golden("unknown-integration", ctl({"sync", "--integration", "flipcart"}));
  check_golden("unknown-verb", ctl({"oders"}));
  check_golden("help", ctl({"--help"}));
  check_golden("help-orders", ctl({"orders", "--help"}));
}

BOOST_AUTO_TEST_SUITE_END()
