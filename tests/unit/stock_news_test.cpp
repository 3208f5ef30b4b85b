// What a whole daemon says of its stock: in the status, of orders, and to count sheets and links.
#include <algorithm>
#include <set>

#include "common/csv.h"
#include "ctl/text.h"
#include "daemon/store/store.h"
#include "tests/support/book_checks.h"
#include "tests/support/served_world.h"
#include "tests/unit/ctl_outcome.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

bool says(const std::vector<std::string>& alarms, const std::string& alarm) {
  return std::find(alarms.begin(), alarms.end(), alarm) != alarms.end();
}

std::set<std::string> ids_of(const std::vector<api::ListOrders::Reply>& replies) {
  std::set<std::string> ids;
  for (const auto& reply : replies) ids.insert(reply.order.order_id);
  return ids;
}

// A shop whose imported items nobody has confirmed yet.
class Shop : public SimulatedWorld {
 public:
  Shop() : SimulatedWorld({.orders = 1'000}) {
    start();
    connect_and_sync();
  }
  api::GetStatus::Reply status() { return call<api::GetStatus>({}).at(0); }
  void confirm_all() { call<api::ConfirmAllItems>({.integration = "amazon-in"}); }
};

// Writes into the books by hand what needs a marketplace's refusal otherwise.
void refuse_pushes(SimulatedWorld& world, std::int64_t refused) {
  world.stop();
  {
    store::Store store(world.open_books().value());
    store::Batch batch;
    batch.put(store::kPushTotals, PushTotals{.rejected = refused}, 1u);
    store.commit(batch).value();
  }
  world.start();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stock_news)

BOOST_AUTO_TEST_CASE(frozen_orders_are_listed_until_their_items_are_confirmed) {
  Shop world;
  const auto frozen = world.call<api::ListOrders>({.frozen = true});
  BOOST_TEST_REQUIRE(frozen.size() > 2u);
  // The list and the orders themselves agree, for every order.
  const auto ids = ids_of(frozen);
  BOOST_TEST(ids.size() == frozen.size());
  for (const auto& reply : world.call<api::ListOrders>({})) {
    const auto shown = world.call<api::GetOrder>({.order_id = reply.order.order_id}).at(0);
    BOOST_TEST((shown.stock && !shown.stock->frozen.empty()) == ids.contains(reply.order.order_id));
  }
  auto status = world.status();
  BOOST_TEST(status.integrations.at(0).frozen_orders == static_cast<std::int64_t>(frozen.size()));
  BOOST_TEST(says(status.alarms, std::to_string(frozen.size()) +
                                     " orders of amazon-in are frozen: sellerctl orders --frozen"));
  world.confirm_all();
  BOOST_TEST(world.call<api::ListOrders>({.frozen = true}).empty());
  status = world.status();
  BOOST_TEST(status.integrations.at(0).frozen_orders == 0);
  for (const auto& alarm : status.alarms) BOOST_TEST(alarm.find("frozen") == std::string::npos, alarm);
}

BOOST_AUTO_TEST_CASE(the_frozen_are_filtered_as_others_are) {
  Shop world;
  const auto all = world.call<api::ListOrders>({.frozen = true});
  BOOST_TEST_REQUIRE(all.size() > 2u);
  BOOST_TEST(world.call<api::ListOrders>({.frozen = true, .limit = 2}).size() == 2u);
  BOOST_TEST(world.call<api::ListOrders>({.integration = "amazon-in", .frozen = true}).size() == all.size());
  const auto middle = all[all.size() / 2].order.created;
  const auto before = ids_of(world.call<api::ListOrders>({.to = middle, .frozen = true}));
  const auto after = ids_of(world.call<api::ListOrders>({.from = middle, .frozen = true}));
  BOOST_TEST(before.size() + after.size() == all.size());
  BOOST_TEST(after.contains(all[all.size() / 2].order.order_id));
  std::size_t by_status = 0;
  for (const auto& [state, name] : EnumTable<OrderStatus>::kNames) {
    for (const auto& reply : world.call<api::ListOrders>({.status = state, .frozen = true})) {
      BOOST_TEST((reply.order.status == state));
      ++by_status;
    }
  }
  BOOST_TEST(by_status == all.size());
}

BOOST_AUTO_TEST_CASE(the_status_says_how_far_the_quantities_are) {
  Shop world;
  world.confirm_all();
  auto one = world.status().integrations.at(0);
  BOOST_TEST(!one.push);
  BOOST_TEST(one.pushes.listings() == 0);
  world.call<api::SetStockRule>({.integration = "amazon-in", .push = true});
  one = world.status().integrations.at(0);
  BOOST_TEST(one.push);
  BOOST_TEST(one.pushes.listings() == static_cast<std::int64_t>(world.call<api::ListPushes>({}).size()));
  BOOST_TEST(one.pushes.listings() > 0);
}

BOOST_AUTO_TEST_CASE(refused_quantities_are_an_alarm) {
  Shop world;
  refuse_pushes(world, 1);
  BOOST_TEST(
      says(world.status().alarms, "amazon-in: 1 quantity was refused: sellerctl pushes --state rejected"));
  refuse_pushes(world, 12);
  BOOST_TEST(world.status().integrations.at(0).pushes.rejected == 12);
  BOOST_TEST(says(world.status().alarms,
                  "amazon-in: 12 quantities were refused: sellerctl pushes --state rejected"));
}

BOOST_AUTO_TEST_CASE(a_count_sheet_is_booked_once) {
  Shop world;
  world.confirm_all();
  const auto items = world.call<api::ListItems>({.limit = 3});
  BOOST_REQUIRE(items.size() == 3u);
  std::string sheet = csv_line({"sku", "found", "reference"});
  for (std::size_t i = 0; i < items.size(); ++i) {
    sheet += csv_line({items[i].item.sku, std::to_string(40 + i), "C-" + std::to_string(i)});
  }
  ServedWorld served(world);
  const auto sellerctl = [&](const std::vector<std::string>& words) {
    return ctl::sellerctl(words, served.socket(), sheet);
  };
  const auto levels = [&] { return sellerctl({"stock", "--json"}).out; };
  const auto before = levels();
  BOOST_TEST(sellerctl({"stock", "import", "-", "--dry-run"}).code == 0);
  BOOST_TEST(levels() == before);
  const auto first = sellerctl({"stock", "import", "-"});
  BOOST_TEST(first.out == "3 counted, 0 failed\n", first.out + first.err);
  BOOST_TEST(first.code == 0);
  const auto counted = levels();
  BOOST_TEST(counted != before);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto level = sellerctl({"stock", "--item", items[i].item.sku, "--json"}).out;
    BOOST_TEST(level.find("\"on_hand\":" + std::to_string(40 + i) + ",") != std::string::npos, level);
  }
  const auto again = sellerctl({"stock", "import", "-"});
  BOOST_TEST(again.code == 0);
  BOOST_TEST(again.out.ends_with("0 counted, 0 failed, 3 already booked\n"), again.out + again.err);
  BOOST_TEST(levels() == counted);
  BOOST_TEST(sellerctl({"stock", "verify", "--json"}).out.find("\"differences\":[]") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(links_go_out_and_come_back) {
  Shop world;
  const auto listings = world.call<api::ListLinks>({}).size();
  const auto first = world.call<api::ListLinks>({.limit = 1}).at(0).link;
  ServedWorld served(world);
  const auto sellerctl = [&](const std::vector<std::string>& words, const std::string& input = {}) {
    return ctl::sellerctl(words, served.socket(), input);
  };
  const auto exported = sellerctl({"listings", "export"}).out;
  const auto same = sellerctl({"listings", "import", "-"}, exported);
  BOOST_TEST(
      same.out == "0 linked, 0 failed, " + ctl::grouped(static_cast<std::int64_t>(listings)) + " unchanged\n",
      same.out + same.err);
  const std::string header = "integration,listing,item\n";
  const auto taken = sellerctl({"listings", "import", "-"}, header + csv_line({"amazon-in", first.sku, ""}));
  BOOST_TEST(taken.out == "0 linked, 0 failed, 1 unlinked\n", taken.out + taken.err);
  BOOST_TEST(sellerctl({"listings", "export"}).out != exported);
  const auto back = sellerctl({"items", "add", "CUP"}).code;
  BOOST_TEST(back == 0);
  const auto linked =
      sellerctl({"listings", "import", "-"}, header + csv_line({"amazon-in", first.sku, "CUP"}));
  BOOST_TEST(linked.out == "1 linked, 0 failed\n", linked.out + linked.err);
  const auto links = sellerctl({"listings", "links", "--json"}).out;
  BOOST_TEST(links.find("\"item\":\"CUP\",\"reason\":\"hand\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_order_is_shown_with_its_stock) {
  Shop world;
  const auto id = world.call<api::ListOrders>({.frozen = true, .limit = 1}).at(0).order.order_id;
  ServedWorld served(world);
  const auto text = ctl::sellerctl({"orders", "show", id}, served.socket()).out;
  BOOST_TEST(text.find("\nStock\n") != std::string::npos, text);
  BOOST_TEST(text.find("Why: sellerctl why " + id + "\n") != std::string::npos, text);
  const auto record = ctl::parsed(ctl::sellerctl({"orders", "show", id, "--json"}, served.socket()).out);
  BOOST_TEST(record.at("order_id").as_string() == id);
  BOOST_TEST(!record.at("stock").at("frozen").as_array().empty());
  const auto why = ctl::sellerctl({"why", id}, served.socket());
  BOOST_TEST(why.code == 0);
  BOOST_TEST(why.out.find("\nfrozen    -") != std::string::npos, why.out);
}

BOOST_AUTO_TEST_SUITE_END()
