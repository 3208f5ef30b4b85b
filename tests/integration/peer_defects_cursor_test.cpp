// Defects found in other programs that do this job, as what this one must not do: where a run begins, where
// it goes on, and what it leaves behind when it ends badly.
#include "tests/support/book_checks.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

// The marketplace changes `count` orders, the oldest first, a millisecond apart.
void touch_orders(SimulatedWorld& world, std::size_t count) {
  auto& orders = world.marketplace().orders();
  for (std::size_t i = 0; i < count; ++i) {
    const std::string id = orders.at(static_cast<sandbox::OrderNumber>(i)).id;
    const Timestamp when = world.time().now() + Duration(static_cast<std::int64_t>(i));
    orders.update(id, when, [](sandbox::Order&) {}).value();
  }
}

// A buyer places an order like the first one.
void place_order(SimulatedWorld& world, int number) {
  auto& orders = world.marketplace().orders();
  sandbox::Order order = orders.at(0);
  order.id = "499-0000000-" + std::to_string(1'000'000 + number);
  order.created = order.updated = world.time().now();
  for (auto& line : order.lines) line.id = 0;
  orders.add(std::move(order)).value();
}

bool is_page(const http::Request& request, const sandbox::HandledResponse& handled) {
  return is_order_search(request) && handled.response.status == 200;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(peer_defects)

// Elsewhere one order that cannot be read ends the job, now and at every later try.
BOOST_AUTO_TEST_CASE(does_not_stop_at_one_bad_order) {
  SimulatedWorld world({.orders = 450, .faults = "bad-order@searchOrders:1"});
  world.start();
  world.connect_and_sync();
  const auto run = world.last_run(Module::orders);
  BOOST_TEST((run.state == RunState::partial), run.reason);
  BOOST_TEST(run.pages == 5);
  BOOST_TEST(world.totals().orders == 449);
  BOOST_TEST(world.totals().quarantined == 1);
  place_order(world, 1);
  world.time().pass(10min);
  BOOST_TEST(world.sync(Module::orders).counts.created == 1);
  BOOST_TEST(world.totals().orders == 450);
}

// Elsewhere the good orders of a page are rolled back with the bad one, after they were counted as created.
BOOST_AUTO_TEST_CASE(does_not_throw_away_good_orders_beside_a_bad_one) {
  SimulatedWorld world({.orders = 250, .faults = "bad-order@searchOrders:2"});
  world.start();
  world.connect_and_sync();
  const auto run = world.last_run(Module::orders);
  const auto created = world.call<api::ListRunRecords>({.run = run.id, .outcome = Outcome::created});
  BOOST_TEST(created.size() == 249u);
  for (const auto& row : created)
    BOOST_TEST(held_order(world, row.record.record_id).order_id == row.record.record_id);
  // The bad one is not lost either: when it can be read, it comes in.
  world.call<api::StartSync>({.module = Module::orders, .full = true});
  BOOST_TEST(world.last_run(Module::orders).counts.created == 1);
  BOOST_TEST(world.totals().quarantined == 0);
  check_books_are_current(world);
}

// Elsewhere nothing is committed before the end: a failure of the last page undoes all pages before it, and
// the next run begins at the same date.
BOOST_AUTO_TEST_CASE(does_not_undo_the_pages_before_a_failure) {
  SimulatedWorld world({.orders = 450, .faults = "500@searchOrders:4-40"});
  world.start();
  int pages = 0;
  world.network().on_answer = [&](std::size_t, const http::Request& request,
                                  const sandbox::HandledResponse& handled) {
    pages += is_page(request, handled);
  };
  world.connect_and_sync();
  BOOST_TEST((world.last_run(Module::orders).state == RunState::interrupted));
  BOOST_TEST(world.totals().orders == 300);
  world.stop();
  world.start();
  BOOST_TEST(world.totals().orders == 300);
  set_faults(world);
  world.run_until_idle();
  BOOST_TEST((world.last_run(Module::orders).state == RunState::succeeded));
  BOOST_TEST(pages == 5);
  check_books_are_current(world);
}

// Elsewhere the next run begins at the time at which this one ended: what changed meanwhile is never read.
BOOST_AUTO_TEST_CASE(does_not_lose_orders_updated_while_paging) {
  SimulatedWorld world({.orders = 450, .faults = "move-order@searchOrders:1-4"});
  world.start();
  int placed = 0;
  world.network().on_answer = [&](std::size_t, const http::Request& request,
                                  const sandbox::HandledResponse& handled) {
    if (is_page(request, handled)) place_order(world, ++placed);
  };
  world.connect_and_sync();
  world.network().on_answer = {};
  BOOST_TEST(placed == 5);
  BOOST_TEST(world.marketplace().faults().count(sandbox::Fault::move_order) == 4u);
  const auto run = world.last_run(Module::orders);
  BOOST_TEST((*module_status(world).read_to <= run.started - 2min));
  BOOST_TEST(world.totals().orders < truth(world, "orders"));
  world.time().pass(10min);
  world.sync(Module::orders);
  check_books_are_current(world);
}

// Elsewhere the watermark moves when the work is queued, or with every page, and not when all is held.
BOOST_AUTO_TEST_CASE(does_not_move_the_watermark_before_the_work_is_done) {
  SimulatedWorld world({.orders = 450});
  world.start();
  world.connect_and_sync();
  const auto read_to = module_status(world).read_to;
  BOOST_REQUIRE(read_to.has_value());
  touch_orders(world, 350);
  world.time().pass(10min);
  const auto searches = calls_of(world, "searchOrders");
  set_faults(world, "503@searchOrders:" + std::to_string(searches + 3) + "-9999");
  auto run = world.sync(Module::orders);
  BOOST_TEST((run.state == RunState::interrupted));
  BOOST_TEST(run.counts.distinct() == 200);
  BOOST_TEST((module_status(world).read_to == read_to));
  world.crash();
  world.start();
  BOOST_TEST((module_status(world).read_to == read_to));
  set_faults(world);
  world.run_until_idle();
  run = world.last_run(Module::orders);
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
  BOOST_TEST(run.counts.updated == 350);
  BOOST_TEST((module_status(world).read_to == run.window_to));
  check_books_are_current(world);
}

// Elsewhere the time of the last run is noted when it begins: a run that fails is made up for an interval
// later, if at all.
BOOST_AUTO_TEST_CASE(does_not_note_a_run_as_done_before_it_is) {
  SimulatedWorld world({.orders = 250});
  world.start();
  world.connect_and_sync();
  world.network().unplugged = true;
  world.time().pass(4h + 14min);
  const auto stopped = world.last_run(Module::orders);
  BOOST_TEST((stopped.state == RunState::interrupted));
  BOOST_TEST((*module_status(world).next_run - world.time().now() < 1h));
  world.network().unplugged = false;
  world.time().pass(30min);
  const auto run = world.last_run(Module::orders);
  BOOST_TEST(run.id == stopped.id);
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
}

// Elsewhere a crash in the middle costs the run: it is noted as made.
BOOST_AUTO_TEST_CASE(does_not_wait_an_interval_after_a_crash) {
  SimulatedWorld world({.orders = 450});
  world.start();
  world.call<api::Connect>(world.connect_request());
  world.time().run_until([&] { return world.totals().orders >= 200; });
  world.crash();
  world.start();
  BOOST_TEST(module_status(world).running.has_value());
  world.run_until_idle();
  const auto run = world.last_run(Module::orders);
  BOOST_TEST((*run.ended - run.started < 1h));
  check_books_are_current(world);
}

// Elsewhere a record older than the newest one seen so far is taken for known and dropped.
BOOST_AUTO_TEST_CASE(does_not_drop_what_comes_out_of_order) {
  SimulatedWorld world({.orders = 450, .faults = "reverse-page@searchOrders:1-9"});
  world.start();
  world.connect_and_sync();
  BOOST_TEST(world.marketplace().faults().count(sandbox::Fault::reverse_page) == 5u);
  BOOST_TEST(world.last_run(Module::orders).counts.created == 450);
  check_books_are_current(world);
}

// Elsewhere whatever comes last is written over what is held.
BOOST_AUTO_TEST_CASE(does_not_overwrite_newer_with_older) {
  SimulatedWorld world({.orders = 150});
  world.start();
  auto& orders = world.marketplace().orders();
  const sandbox::Order before = orders.at(3);
  const Timestamp now = world.time().now();
  orders.update(before.id, now, [](sandbox::Order& order) { order.status = sandbox::Status::unfulfillable; })
      .value();
  world.time().pass(10min);
  world.connect_and_sync();
  const Order newer = held_order(world, before.id);
  BOOST_TEST((newer.last_updated == now));
  // A part of the marketplace that lags behind answers.
  orders.update(before.id, before.updated, [&](sandbox::Order& order) { order.status = before.status; })
      .value();
  world.call<api::StartSync>({.module = Module::orders, .full = true});
  const auto run = world.last_run(Module::orders);
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
  BOOST_TEST(run.counts.unchanged == 150);
  BOOST_TEST((held_order(world, before.id) == newer));
}

// Elsewhere every search reaches back one day, and what happened before that in a longer downtime is lost; or
// all is fetched anew.
BOOST_AUTO_TEST_CASE(does_not_start_over_after_downtime_longer_than_a_day) {
  SimulatedWorld world({.orders = 450});
  world.start();
  world.connect_and_sync();
  const auto read_to = *module_status(world).read_to;
  world.stop();
  for (int day = 1; day <= 5; ++day) {
    world.time().pass(24h);
    touch_orders(world, static_cast<std::size_t>(20 * (6 - day)));  // some of them every day, some once
    place_order(world, day);
  }
  world.time().pass(1h);
  world.start();
  world.time().pass(1h);
  const auto run = own_runs(world, Module::orders).front();
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
  BOOST_TEST((*run.window_from == read_to - 30min));
  BOOST_TEST(run.counts.updated == 100);
  BOOST_TEST(run.counts.created == 5);
  BOOST_TEST(run.calls == 2);
  check_books_are_current(world);
}

// Elsewhere every run fetches every order of the day again, one by one.
BOOST_AUTO_TEST_CASE(does_not_fetch_known_orders_again_at_every_run) {
  SimulatedWorld world({.orders = 1'000});
  world.start();
  world.connect_and_sync();
  world.time().pass(48h);
  const auto runs = own_runs(world, Module::orders);
  BOOST_TEST(runs.size() >= 11u);
  for (const auto& run : runs) {
    const bool first = run.trigger == Trigger::initial;
    BOOST_TEST(run.calls == (first ? 10 : 1));
    BOOST_TEST(run.counts.distinct() <= (first ? 1'000 : 20));
  }
}

BOOST_AUTO_TEST_SUITE_END()
