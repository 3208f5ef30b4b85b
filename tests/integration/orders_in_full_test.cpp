// Every kind of order that the marketplace knows, through the whole daemon: what the books say of it.
#include <algorithm>

#include "tests/support/book_checks.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;
using sandbox::Fulfiller;
using sandbox::PackageState;
using sandbox::Rarities;
using sandbox::Status;

namespace {

constexpr const char* kId = "408-1000000-0000001";

// One order of two lines, at 525 rupees each.
sandbox::Order order_of(const std::string& id, Status status, Fulfiller fulfiller = Fulfiller::merchant) {
  sandbox::Order order;
  order.id = id;
  order.created = kSimulationStart - 5 * 24h;
  order.updated = kSimulationStart - 1h;
  order.status = status;
  order.fulfiller = fulfiller;
  order.address = {"MUMBAI", "MAHARASHTRA", "400001"};
  for (sandbox::ProductId product : {0u, 1u}) {
    sandbox::Line line;
    line.product = product;
    line.cancelled = status == Status::cancelled;
    sandbox::split_gst(line, 525'00);
    order.lines.push_back(line);
  }
  return order;
}

sandbox::Order with(sandbox::Order order, Rarities rarities) {
  order.rarities = std::make_shared<const Rarities>(std::move(rarities));
  return order;
}

sandbox::MarketData shop_with(std::vector<sandbox::Order> orders) {
  sandbox::MarketData data;
  data.catalogue.find_or_add("KURTA-BLU-M");
  data.catalogue.find_or_add("KURTA-RED-L");
  for (auto& order : orders) data.orders.add(std::move(order)).value();
  return data;
}

// A world that has synced a shop with these orders.
class SyncedShop : public SimulatedWorld {
 public:
  explicit SyncedShop(std::vector<sandbox::Order> orders,
                      OrderScope scope = OrderScope::confirmed_and_fulfilled)
      : SimulatedWorld({}, shop_with(std::move(orders))) {
    start();
    call<api::SetPreferences>({.interval_minutes = 0, .order_scope = scope});
    connect_and_sync();
  }

  // The marketplace changes the order, and the change is synced.
  Run change(const std::string& id, const std::function<void(sandbox::Order&)>& edit) {
    marketplace().orders().update(id, time().now(), edit).value();
    time().pass(10min);
    return sync(Module::orders);
  }
};

void cancel_line(sandbox::Line& line) {
  line.cancelled = true;
  line.quantity = 0;
  line.has_money = false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(orders_in_full)

BOOST_AUTO_TEST_CASE(every_status_has_its_place) {
  const std::vector<std::pair<Status, OrderStatus>> places = {
      {Status::pending_availability, OrderStatus::pending},
      {Status::pending, OrderStatus::pending},
      {Status::unshipped, OrderStatus::confirmed},
      {Status::partially_shipped, OrderStatus::confirmed},
      {Status::shipped, OrderStatus::fulfilled},
      {Status::cancelled, OrderStatus::cancelled},
      {Status::unfulfillable, OrderStatus::attention}};
  BOOST_TEST(places.size() == static_cast<std::size_t>(sandbox::kStatusCount));
  std::vector<sandbox::Order> orders;
  for (const auto& [theirs, ours] : places)
    orders.push_back(order_of("408-1-" + std::to_string(orders.size()), theirs));
  SyncedShop world(std::move(orders));
  std::map<OrderStatus, std::size_t> counted;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Order held = held_order(world, "408-1-" + std::to_string(i));
    BOOST_TEST(held.channel_status == sandbox::status_name(places[i].first));
    BOOST_TEST((held.status == places[i].second), held.channel_status);
    ++counted[held.status];
  }
  for (const auto& [status, name] : EnumTable<OrderStatus>::kNames)
    BOOST_TEST(world.call<api::ListOrders>({.status = status}).size() == counted[status], name);
}

BOOST_AUTO_TEST_CASE(a_pending_order_has_quantities_and_no_value) {
  SyncedShop world({order_of(kId, Status::pending)});
  const Order held = held_order(world, kId);
  BOOST_TEST((held.status == OrderStatus::pending));
  BOOST_TEST(!held.total.has_value());
  BOOST_TEST((held.destination == Destination{}));
  BOOST_TEST(held.payment_methods.empty());
  BOOST_REQUIRE(held.lines.size() == 2u);
  for (const auto& line : held.lines) {
    BOOST_TEST(line.quantity_ordered == 1);
    BOOST_TEST(line.quantity_fulfilled == 0);
    BOOST_TEST(!line.total.has_value());
    BOOST_TEST(!line.unit_price.has_value());
    BOOST_TEST(line.charges.empty());
    BOOST_TEST(!line.sku.empty());
  }
}

BOOST_AUTO_TEST_CASE(a_pending_order_may_be_cancelled_without_ever_being_unshipped) {
  for (const auto scope : {OrderScope::confirmed, OrderScope::confirmed_and_fulfilled}) {
    SyncedShop world({order_of(kId, Status::pending)}, scope);
    const auto run = world.change(kId, [](sandbox::Order& order) {
      order.status = Status::cancelled;
      for (auto& line : order.lines) cancel_line(line);
    });
    BOOST_TEST(run.counts.updated == 1);
    const Order held = held_order(world, kId);
    BOOST_TEST((held.status == OrderStatus::cancelled));
    BOOST_TEST(!held.total.has_value());
    for (const auto& line : held.lines) BOOST_TEST(!line.cancelled_by.empty());
  }
}

BOOST_AUTO_TEST_CASE(an_order_may_be_shipped_when_it_is_first_seen) {
  auto order = order_of(kId, Status::shipped);
  order.package = PackageState::delivered;
  SyncedShop world({order});
  const Order held = held_order(world, kId);
  BOOST_TEST((held.status == OrderStatus::fulfilled));
  BOOST_TEST((held.total == rupees(1'050'00)));
  for (const auto& line : held.lines) BOOST_TEST(line.quantity_fulfilled == 1);
  BOOST_TEST(held.packages.at(0).detailed_status == "DELIVERED");
}

BOOST_AUTO_TEST_CASE(the_scope_confirmed_takes_in_what_is_seen_before_it_is_over) {
  SyncedShop world(
      {order_of("408-1-1", Status::shipped), order_of("408-1-2", Status::cancelled),
       order_of("408-1-3", Status::pending), order_of("408-1-4", Status::unshipped),
       order_of("408-1-5", Status::partially_shipped), order_of("408-1-6", Status::unfulfillable)},
      OrderScope::confirmed);
  BOOST_TEST(world.last_run(Module::orders).counts.skipped == 2);
  BOOST_TEST(world.last_run(Module::orders).counts.created == 4);
  BOOST_TEST((world.refused<api::GetOrder>({.order_id = "408-1-1"}).code == ErrorCode::not_found));
  // What is held is followed to its end; what is not stays out, whatever comes of it.
  BOOST_TEST(world.change("408-1-4", [](sandbox::Order& o) { o.status = Status::shipped; }).counts.updated ==
             1);
  BOOST_TEST((held_order(world, "408-1-4").status == OrderStatus::fulfilled));
  const auto returned =
      world.change("408-1-1", [](sandbox::Order& o) { o.package = PackageState::returned_to_seller; });
  BOOST_TEST(returned.counts.created == 0);
  BOOST_TEST(returned.counts.skipped >= 1);
  // The wider scope takes it in when all is read again.
  world.call<api::SetPreferences>({.order_scope = OrderScope::confirmed_and_fulfilled});
  world.call<api::StartSync>({.module = Module::orders, .full = true});
  BOOST_TEST(world.last_run(Module::orders).counts.created == 2);
  BOOST_TEST(world.totals().orders == 6);
}

BOOST_AUTO_TEST_CASE(one_line_is_cancelled_and_the_order_lives) {
  SyncedShop world({order_of(kId, Status::unshipped)});
  world.change(kId, [](sandbox::Order& order) { cancel_line(order.lines[0]); });
  Order held = held_order(world, kId);
  BOOST_TEST((held.status == OrderStatus::confirmed));
  BOOST_TEST(!held.lines[0].cancelled_by.empty());
  BOOST_TEST(held.lines[1].cancelled_by.empty());
  BOOST_TEST(held.lines[0].quantity_ordered == 0);
  BOOST_TEST(!held.lines[0].total.has_value());
  world.change(kId, [](sandbox::Order& order) { order.status = Status::shipped; });
  held = held_order(world, kId);
  BOOST_TEST((held.status == OrderStatus::fulfilled));
  BOOST_TEST(held.lines[0].quantity_fulfilled == 0);
  BOOST_TEST(held.lines[1].quantity_fulfilled == 1);
  BOOST_TEST(world.totals().lines == 2);
}

BOOST_AUTO_TEST_CASE(all_lines_are_cancelled_before_the_order_says_so) {
  SyncedShop world({order_of(kId, Status::unshipped)});
  // A buyer's wish alone changes nothing.
  world.change(kId, [](sandbox::Order& order) {
    for (auto& line : order.lines) line.cancel_requested = true;
  });
  BOOST_TEST((held_order(world, kId).status == OrderStatus::confirmed));
  world.change(kId, [](sandbox::Order& order) {
    for (auto& line : order.lines) cancel_line(line);
  });
  BOOST_TEST(held_order(world, kId).channel_status == "UNSHIPPED");
  BOOST_TEST((held_order(world, kId).status == OrderStatus::cancelled));
  world.change(kId, [](sandbox::Order& order) { order.status = Status::cancelled; });
  BOOST_TEST((held_order(world, kId).status == OrderStatus::cancelled));
}

BOOST_AUTO_TEST_CASE(a_part_of_an_order_is_shipped) {
  SyncedShop world({order_of(kId, Status::unshipped)});
  world.change(kId, [](sandbox::Order& order) {
    order.status = Status::partially_shipped;
    order.lines[1].gone = 1;
  });
  const Order held = held_order(world, kId);
  BOOST_TEST((held.status == OrderStatus::confirmed));
  BOOST_TEST(held.lines[0].quantity_fulfilled == 0);
  BOOST_TEST(held.lines[1].quantity_fulfilled == 1);
}

BOOST_AUTO_TEST_CASE(orders_of_another_channel_come_without_money_and_address) {
  const std::string id = "S02-1234567-7654321";
  auto order = order_of(id, Status::shipped, Fulfiller::amazon);
  order.non_amazon = true;
  order.address = {};
  SyncedShop world({order, order_of(kId, Status::unshipped)});
  BOOST_TEST((world.last_run(Module::orders).state == RunState::succeeded));
  const Order held = held_order(world, id);
  BOOST_TEST((held.status == OrderStatus::fulfilled));
  BOOST_TEST(held.sales_channel == "Non-Amazon");
  BOOST_TEST(!held.total.has_value());
  BOOST_TEST((held.destination == Destination{}));
  BOOST_TEST(format_time(held.ship_by.value()) == "1995-01-01T00:00:00Z");  // as it came
  BOOST_TEST(held.lines.at(0).quantity_fulfilled == 1);
  BOOST_TEST(held_order(world, kId).sales_channel == "AMAZON");
}

BOOST_AUTO_TEST_CASE(a_replacement_names_what_it_replaces) {
  auto replacement = with(order_of("408-1-2", Status::shipped), {.replaces = "408-1-1"});
  for (auto& line : replacement.lines) sandbox::split_gst(line, 0);
  SyncedShop world({order_of("408-1-1", Status::shipped), replacement,
                    with(order_of("408-1-3", Status::unshipped), {.exchanged_for = "408-1-1"})});
  BOOST_TEST(held_order(world, "408-1-1").replaces.empty());
  BOOST_TEST(held_order(world, "408-1-2").replaces == std::vector<std::string>{"408-1-1"});
  BOOST_TEST(held_order(world, "408-1-3").replaces == std::vector<std::string>{"408-1-1"});
  // Free is a price, not the lack of one.
  BOOST_TEST((held_order(world, "408-1-2").total == rupees(0)));
}

BOOST_AUTO_TEST_CASE(a_business_order_says_so_and_keeps_no_tax_number) {
  auto order = order_of(kId, Status::unshipped);
  order.business = true;
  SyncedShop world({order});
  const Order held = held_order(world, kId);
  BOOST_TEST(std::ranges::count(held.programs, "AMAZON_BUSINESS") == 1);
  const std::string words = json::serialize(to_json(held, Reveal::all));
  for (const char* personal : {sandbox::kCanary, "06AAAAA0000A1Z6", "400001"})
    BOOST_TEST(words.find(personal) == std::string::npos, words);
}

BOOST_AUTO_TEST_CASE(cash_on_delivery_and_its_fee_are_kept_as_sent) {
  SyncedShop world({with(order_of(kId, Status::unshipped), {.cash_on_delivery = true, .fee = "COD_FEE"})});
  const Order held = held_order(world, kId);
  BOOST_TEST(held.payment_methods == std::vector<std::string>{"CashOnDelivery"});
  BOOST_TEST((held.total == rupees(2 * (525'00 + sandbox::kRareFeePaise))));
  const auto& charges = held.lines.at(0).charges;
  BOOST_TEST((std::ranges::count(charges, Charge{"COD_FEE", "", rupees(sandbox::kRareFeePaise)}) == 1));
}

BOOST_AUTO_TEST_CASE(an_easy_ship_order_is_followed_with_its_parcel) {
  auto self_shipped = order_of("408-1-2", Status::unshipped);
  self_shipped.self_ship = true;
  SyncedShop world({order_of(kId, Status::unshipped), self_shipped});
  BOOST_TEST(held_order(world, kId).programs == std::vector<std::string>{"AMAZON_EASY_SHIP"});
  BOOST_TEST(held_order(world, "408-1-2").programs.empty());
  BOOST_TEST(held_order(world, "408-1-2").fulfilled_by == "MERCHANT");
  for (const auto state :
       {PackageState::pending_pick_up, PackageState::picked_up, PackageState::out_for_delivery,
        PackageState::delivered, PackageState::rejected_by_buyer, PackageState::returning_to_seller,
        PackageState::returned_to_seller, PackageState::lost, PackageState::damaged}) {
    world.change(kId, [&](sandbox::Order& order) {
      order.package = state;
      if (state != PackageState::pending_pick_up) order.status = Status::shipped;
    });
    const Order held = held_order(world, kId);
    BOOST_REQUIRE(held.packages.size() == 1u);
    BOOST_TEST(held.packages[0].status == sandbox::package_status_name(state));
    BOOST_TEST(held.packages[0].detailed_status == sandbox::package_detail_name(state));
    const bool waits = state == PackageState::pending_pick_up;
    BOOST_TEST((held.status == (waits ? OrderStatus::confirmed : OrderStatus::fulfilled)));
    BOOST_TEST(held.packages[0].shipped_at.has_value() == !waits);
  }
}

BOOST_AUTO_TEST_CASE(words_of_tomorrow_are_kept_and_flagged_not_guessed) {
  SyncedShop world(
      {with(order_of(kId, Status::shipped),
            {.status = "TELEPORTED", .programs = {"A_PROGRAM_OF_TOMORROW"}, .fee = "MOON_FEE"})});
  BOOST_TEST((world.last_run(Module::orders).state == RunState::succeeded));
  const Order held = held_order(world, kId);
  BOOST_TEST((held.status == OrderStatus::attention));
  BOOST_TEST(held.channel_status == "TELEPORTED");
  BOOST_TEST(std::ranges::count(held.programs, "A_PROGRAM_OF_TOMORROW") == 1);
  const auto& charges = held.lines.at(0).charges;
  BOOST_TEST((std::ranges::count(charges, Charge{"MOON_FEE", "", rupees(sandbox::kRareFeePaise)}) == 1));
  BOOST_TEST(world.call<api::ListOrders>({.status = OrderStatus::attention}).size() == 1u);
  // Once the word is one that is known, so is the order.
  world.change(kId, [](sandbox::Order& order) { order.rarities = nullptr; });
  BOOST_TEST((held_order(world, kId).status == OrderStatus::fulfilled));
}

BOOST_AUTO_TEST_CASE(duplicate_and_disordered_pages_end_in_the_same_books) {
  for (const char* faults :
       {"repeat-page@searchOrders:2", "shift-page@searchOrders:1-3", "reverse-page@searchOrders:1-9",
        "reverse-page@searchOrders:1,shift-page@searchOrders:2"}) {
    BOOST_TEST_CONTEXT(faults) {
      SimulatedWorld world({.orders = 450, .faults = faults});
      world.start();
      world.connect_and_sync();
      const auto run = world.last_run(Module::orders);
      BOOST_TEST((run.state == RunState::succeeded), run.reason);
      BOOST_TEST(run.counts.created == 450);
      BOOST_TEST(run.counts.distinct() == 450);
      check_books_are_current(world);
      check_history_adds_up(world, run);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_expired_page_token_costs_this_window_only) {
  SimulatedWorld world({.orders = 900});
  world.start();
  world.call<api::SetPreferences>({.interval_minutes = 0});
  world.connect_and_sync();
  auto& orders = world.marketplace().orders();
  for (sandbox::OrderNumber number = 0; number < 350; ++number) {
    const std::string id = orders.at(number).id;
    orders.update(id, world.time().now() + Duration(number), [](sandbox::Order&) {}).value();
  }
  world.time().pass(10min);
  const auto searches = calls_of(world, "searchOrders");
  set_faults(world, "500@searchOrders:" + std::to_string(searches + 3) + "-9999");
  const auto stopped = world.sync(Module::orders);
  BOOST_TEST((stopped.state == RunState::interrupted));
  BOOST_TEST(stopped.counts.distinct() == 200);
  set_faults(world);
  world.time().pass(25h);  // a page token lives a day
  const auto before = calls_of(world, "searchOrders");
  const auto run = world.sync(Module::orders);
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
  BOOST_TEST(run.id == stopped.id);
  BOOST_TEST((run.window_from == stopped.window_from));
  BOOST_TEST(calls_of(world, "searchOrders") == before + 4);  // the window's own pages
  BOOST_TEST(run.counts.updated == 350);
  check_books_are_current(world);
  check_history_adds_up(world, run);
}

BOOST_AUTO_TEST_SUITE_END()
