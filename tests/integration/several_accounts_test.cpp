// Several accounts side by side in one daemon: two of one marketplace, others of other marketplaces.
#include <boost/test/unit_test.hpp>
#include <map>

#include "tests/support/several_marketplaces.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

const std::vector<std::string> kNames = {"amazon-in", "amazon-in-2", "amazon-ae"};

std::vector<AccountPlan> three_accounts() {
  return {
      {"amazon-in", "A1FIRST", 1, 250}, {"amazon-in", "A2SECOND", 2, 150}, {"amazon-ae", "A3THIRD", 3, 120}};
}

std::optional<Timestamp> read_to(SeveralMarketplaces& world, const std::string& name) {
  return world.status(name).modules.at(1).read_to;
}

// The marketplace's first order is changed just now.
std::string touch_order(SeveralMarketplaces& world, std::size_t account) {
  auto& orders = world.marketplace(account).orders();
  const std::string id = orders.at(0).id;
  orders.update(id, world.now(), [](sandbox::Order&) {}).value();
  return id;
}

api::ListQuota::Reply search_quota(SeveralMarketplaces& world, const std::string& name) {
  for (const auto& row : world.call<api::ListQuota>({.integration = name})) {
    if (row.operation == "searchOrders") return row;
  }
  throw std::runtime_error("no quota is shown");
}

// What was started by the last sync: integration and module.
std::map<std::pair<std::string, Module>, Trigger> runs_after(SeveralMarketplaces& world, std::uint64_t last) {
  std::map<std::pair<std::string, Module>, Trigger> started;
  for (const auto& run : world.runs()) {
    if (run.id > last) started[{run.integration_name, run.module}] = run.trigger;
  }
  return started;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(several_accounts)

BOOST_AUTO_TEST_CASE(each_account_holds_its_own) {
  SeveralMarketplaces world(three_accounts());
  world.connect_all();
  const auto integrations = world.call<api::ListIntegrations>({});
  BOOST_REQUIRE(integrations.size() == 3u);
  const std::vector<std::string> currencies = {"INR", "INR", "AED"};
  for (std::size_t i = 0; i < 3; ++i) {
    const Integration& integration = integrations[i].integration;
    BOOST_TEST(integration.name == kNames[i]);
    BOOST_TEST(integration.currency == currencies[i]);
    BOOST_TEST(integration.marketplace_id == world.marketplace(i).options().shop.marketplace_id);
    BOOST_TEST(integration.store_name == world.marketplace(i).options().shop.store_name);
    const auto& sold = world.marketplace(i).data();
    const auto totals = world.status(kNames[i]).totals;
    BOOST_TEST(totals.orders == static_cast<std::int64_t>(sold.orders.size()));
    BOOST_TEST(totals.lines == static_cast<std::int64_t>(sold.orders.line_count()));
    BOOST_TEST(totals.items == static_cast<std::int64_t>(sold.catalogue.size()));
    const auto held = world.call<api::ListOrders>({.integration = kNames[i]});
    BOOST_TEST(held.size() == sold.orders.size());
    for (const auto& reply : held) {
      BOOST_TEST(reply.order.integration == integration.number);
      BOOST_TEST((sold.orders.find(reply.order.order_id) != nullptr));
      if (reply.order.total) BOOST_TEST(reply.order.total->currency.code() == currencies[i]);
    }
  }
  BOOST_TEST(world.call<api::ListOrders>({}).size() == 520u);
}

BOOST_AUTO_TEST_CASE(one_order_id_in_two_accounts_is_two_orders) {
  SeveralMarketplaces world({{"amazon-in", "A1FIRST", 5, 60}, {"amazon-in", "A2SECOND", 5, 60}});
  world.connect_all();
  BOOST_TEST(world.call<api::ListOrders>({}).size() == 120u);
  const std::string id = touch_order(world, 1);
  world.pass(10min);
  world.call<api::StartSync>({});
  BOOST_TEST((world.refused<api::GetOrder>({.order_id = id}).code == ErrorCode::conflict));
  const auto get = [&](const std::string& name) {
    return world.call<api::GetOrder>({.order_id = id, .integration = name}).at(0).order;
  };
  BOOST_TEST((get("amazon-in-2").last_updated == world.marketplace(1).orders().find(id)->updated));
  BOOST_TEST((get("amazon-in").last_updated == world.marketplace(0).orders().find(id)->updated));
  BOOST_TEST((get("amazon-in").last_updated < get("amazon-in-2").last_updated));
}

BOOST_AUTO_TEST_CASE(each_account_has_its_own_cursor) {
  SeveralMarketplaces world(three_accounts());
  world.connect_all();
  std::map<std::string, std::optional<Timestamp>> before;
  for (const auto& name : kNames) before[name] = read_to(world, name);
  const std::string id = touch_order(world, 1);
  touch_order(world, 2);
  world.pass(10min);
  world.call<api::StartSync>({.integration = "amazon-in-2", .module = Module::orders, .only = true});
  BOOST_TEST((read_to(world, "amazon-in-2") > before["amazon-in-2"]));
  BOOST_TEST((read_to(world, "amazon-in") == before["amazon-in"]));
  BOOST_TEST((read_to(world, "amazon-ae") == before["amazon-ae"]));
  // The network of one fails: the others go on.
  world.marketplace(0).faults().set_plan(sandbox::FaultPlan::parse("reset=1").value());
  world.call<api::StartSync>({.module = Module::orders});
  BOOST_TEST((world.runs("amazon-in", Module::orders).at(0).state == RunState::interrupted));
  BOOST_TEST((world.runs("amazon-ae", Module::orders).at(0).state == RunState::succeeded));
  BOOST_TEST(world.runs("amazon-ae", Module::orders).at(0).counts.updated == 1);
  BOOST_TEST((read_to(world, "amazon-in") == before["amazon-in"]));
  BOOST_TEST((read_to(world, "amazon-ae") > before["amazon-ae"]));
}

BOOST_AUTO_TEST_CASE(each_account_has_its_own_quota) {
  // 23 pages are more than a full bucket.
  SeveralMarketplaces world({{"amazon-in", "A1FIRST", 1, 2'300}, {"amazon-in", "A2SECOND", 2, 150}});
  world.connect(0);
  world.run_until([&] { return world.status("amazon-in").totals.orders >= 2'000; });
  BOOST_TEST(search_quota(world, "amazon-in").calls_left == 0);
  world.connect(1);
  world.run_until([&] { return world.status("amazon-in-2").totals.orders == 150; });
  BOOST_TEST(search_quota(world, "amazon-in-2").calls_left == 18);
  BOOST_TEST(world.status("amazon-in").modules.at(1).running.has_value());
  world.run_until_idle();
  BOOST_TEST(world.status("amazon-in").totals.orders == 2'300);
  for (std::size_t account : {0u, 1u}) {
    BOOST_TEST(world.marketplace(account).faults().count(sandbox::Fault::quota_exceeded) == 0u);
    BOOST_TEST(search_quota(world, kNames[account]).throttled == 0);
  }
}

BOOST_AUTO_TEST_CASE(a_seller_in_two_marketplaces_with_one_application_has_one_quota) {
  SeveralMarketplaces world({{"amazon-ae", "A1FIRST", 4, 450}, {"amazon-de", "A1FIRST", 4, 450}});
  world.connect_all();
  BOOST_TEST(world.status("amazon-ae").totals.orders == 450);
  BOOST_TEST(world.status("amazon-de").totals.orders == 450);
  BOOST_TEST(search_quota(world, "amazon-ae").calls_left == 10);
  BOOST_TEST(search_quota(world, "amazon-de").calls_left == 10);
}

BOOST_AUTO_TEST_CASE(a_manual_sync_of_one_runs_the_same_module_of_all) {
  SeveralMarketplaces world(three_accounts());
  world.connect_all();
  auto last = world.runs().at(0).id;
  world.call<api::StartSync>({.integration = "amazon-in-2", .module = Module::orders});
  world.run_until_idle();
  auto started = runs_after(world, last);
  BOOST_TEST(started.size() == 3u);
  BOOST_TEST((started.at({"amazon-in-2", Module::orders}) == Trigger::manual));
  BOOST_TEST((started.at({"amazon-in", Module::orders}) == Trigger::fan_out));
  BOOST_TEST((started.at({"amazon-ae", Module::orders}) == Trigger::fan_out));

  last = world.runs().at(0).id;
  world.call<api::StartSync>({.integration = "amazon-ae", .module = Module::items, .only = true});
  world.run_until_idle();
  started = runs_after(world, last);
  BOOST_TEST(started.size() == 1u);
  BOOST_TEST((started.at({"amazon-ae", Module::items}) == Trigger::manual));

  // What is disabled is left out, and asking for it by name says so.
  world.call<api::Disable>({.name = "amazon-in"});
  last = world.runs().at(0).id;
  world.call<api::StartSync>({.integration = "amazon-ae"});
  world.run_until_idle();
  started = runs_after(world, last);
  BOOST_TEST(started.size() == 4u);
  BOOST_TEST(!started.contains({"amazon-in", Module::orders}));
  BOOST_TEST((world.refused<api::StartSync>({.integration = "amazon-in"}).code == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(preferences_hold_for_all_and_one_may_differ) {
  SeveralMarketplaces world(three_accounts());
  world.call<api::SetPreferences>({.interval_minutes = 120});
  world.connect_all();
  world.call<api::SetPreferences>(
      {.only = "amazon-ae", .interval_minutes = 30, .order_scope = OrderScope::confirmed});
  const auto before = world.status("amazon-ae").totals.orders;
  for (std::size_t account = 0; account < 3; ++account) {
    // First seen when it is over.
    auto& orders = world.marketplace(account).orders();
    sandbox::Order order = orders.at(0);
    order.id = "499-0000000-0000001";
    order.created = order.updated = world.now();
    order.status = sandbox::Status::shipped;
    for (auto& line : order.lines) line.id = 0;
    orders.add(std::move(order)).value();
  }
  world.pass(24h);
  // An interval is stretched by up to a twentieth.
  for (const auto& name : {"amazon-in", "amazon-in-2"})
    BOOST_TEST(
        (world.runs(name, Module::orders).size() == 12u || world.runs(name, Module::orders).size() == 13u));
  BOOST_TEST(world.runs("amazon-ae", Module::orders).size() >= 46u);
  BOOST_TEST(world.runs("amazon-ae", Module::orders).size() <= 49u);
  BOOST_TEST(world.status("amazon-in").totals.orders == 251);
  BOOST_TEST(world.status("amazon-in-2").totals.orders == 151);
  BOOST_TEST(world.status("amazon-ae").totals.orders == before);
}

BOOST_AUTO_TEST_CASE(trouble_and_the_end_of_one_leave_the_others_alone) {
  SeveralMarketplaces world(three_accounts());
  world.connect_all();
  auto keys = world.marketplace(0).login().credentials();
  keys.refresh_token = "Atzr|revoked";
  world.marketplace(0).login().set_credentials(keys);
  world.pass(5h);
  BOOST_TEST((world.status("amazon-in").state == IntegrationState::needs_reauth));
  for (const auto& name : {"amazon-in-2", "amazon-ae"}) {
    BOOST_TEST((world.status(name).state == IntegrationState::active));
    BOOST_TEST((world.runs(name, Module::orders).at(0).state == RunState::succeeded));
    BOOST_TEST((world.runs(name, Module::orders).at(0).trigger == Trigger::scheduled));
  }
  world.call<api::Disconnect>({.name = "amazon-in", .yes = true, .erase = true});
  BOOST_TEST(world.call<api::ListOrders>({}).size() == 270u);
  BOOST_TEST(world.call<api::ListIntegrations>({}).size() == 2u);
  world.call<api::StartSync>({.module = Module::orders, .full = true});
  BOOST_TEST(world.runs("amazon-in-2", Module::orders).at(0).counts.unchanged == 150);
  BOOST_TEST(world.runs("amazon-ae", Module::orders).at(0).counts.unchanged == 120);
}

BOOST_AUTO_TEST_SUITE_END()
