#include <boost/test/unit_test.hpp>

#include "ctl/progress_display.h"
#include "ctl/progress_text.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

const Timestamp kNow = parse_time("2026-08-05T04:31:10Z").value();

api::Progress orders_run() {
  api::Progress run{.run = 7, .integration = "amazon-in", .module = Module::orders, .pages = 9};
  run.permille = 425;
  run.counts.created = 840;
  run.doing = "waiting for quota";
  run.waiting_until = kNow + std::chrono::seconds(12);
  run.estimated_end = kNow + std::chrono::minutes(2);
  return run;
}

api::Progress succeeded_run() {
  auto run = orders_run();
  run.state = RunState::succeeded;
  run.finished = true;
  run.pages = 4;
  run.counts.created = 2'000;
  return run;
}

Terminal wide() {
  Terminal terminal;
  terminal.live = terminal.interactive = true;
  terminal.width = 120;
  return terminal;
}

Timestamp after(int milliseconds) {
  return kNow + Duration(milliseconds);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_progress)

BOOST_AUTO_TEST_CASE(what_is_known_is_said) {
  BOOST_TEST(progress_text(orders_run(), kNow) ==
             "42 %, 9 pages, 840 created, waiting for quota (12 s), about 2 min left");
  api::Progress fresh;
  BOOST_TEST(progress_text(fresh, kNow) == "0 pages, no records");
  fresh.waiting_until = kNow + std::chrono::seconds(1);
  BOOST_TEST(progress_text(fresh, kNow) == "0 pages, no records, waiting (1 s)");
  // A time that has passed is no countdown.
  BOOST_TEST(progress_text(orders_run(), kNow + std::chrono::hours(1)) ==
             "42 %, 9 pages, 840 created, waiting for quota");
}

BOOST_AUTO_TEST_CASE(results) {
  BOOST_TEST(
      result_text(succeeded_run()) ==
      "orders run 7 of amazon-in: succeeded: 2,000 created, 0 updated, 0 unchanged, 0 failed in 4 pages");
}

BOOST_AUTO_TEST_CASE(bars_fit_the_terminal) {
  BOOST_TEST(progress_bar(orders_run(), kNow, 119, true) ==
             "orders amazon-in  [########------------]   42 %  9 pages  840 created  waiting for quota (12 "
             "s)  about 2 "
             "min left");
  BOOST_TEST(progress_bar(orders_run(), kNow, 79, true) ==
             "orders amazon-in  [####------]   42 %  840 created  waiting for quota (12 s)");
  for (std::size_t width = 1; width < 130; ++width) {
    BOOST_TEST(display_width(progress_bar(orders_run(), kNow, width, true)) <= width);
  }
  auto beyond = orders_run();
  beyond.permille = 4'000;
  BOOST_TEST(progress_bar(beyond, kNow, 119, true).find("[####################]  100 %") !=
             std::string::npos);
  beyond.permille.reset();
  BOOST_TEST(progress_bar(beyond, kNow, 119, true).starts_with("orders amazon-in  9 pages"));
}

BOOST_AUTO_TEST_CASE(live_lines_are_redrawn_in_place) {
  LiveDisplay display(wide());
  const auto bar = progress_bar(orders_run(), kNow, 119, false);
  BOOST_TEST(display.show({orders_run()}, kNow) == bar + "\n");
  BOOST_TEST(display.tick(kNow) == "\x1b[1A\r\x1b[J" + bar + "\n");
  BOOST_TEST(display.show({succeeded_run()}, kNow) ==
             "\x1b[1A\r\x1b[J" + result_text(succeeded_run()) + "\n");
  // It is over: neither time nor a repetition changes anything.
  BOOST_TEST(display.tick(kNow).empty());
  BOOST_TEST(display.show({succeeded_run()}, kNow).empty());
}

BOOST_AUTO_TEST_CASE(a_result_stays_above_the_lines_that_go_on) {
  LiveDisplay display(wide());
  auto items = orders_run();
  items.run = 6;
  items.module = Module::items;
  display.show({items, orders_run()}, kNow);
  items.finished = true;
  items.state = RunState::failed;
  BOOST_TEST(display.show({items}, kNow) == "\x1b[2A\r\x1b[J" + result_text(items) + "\n" +
                                                progress_bar(orders_run(), kNow, 119, false) + "\n");
}

BOOST_AUTO_TEST_CASE(plain_lines_are_few) {
  PlainDisplay display;
  auto run = orders_run();
  run.waiting_until.reset();
  run.estimated_end.reset();
  BOOST_TEST(display.show({run}, kNow) ==
             "orders run 7 of amazon-in: under way: 42 %, 9 pages, 840 created, waiting for quota\n");
  run.pages = 10;
  BOOST_TEST(display.show({run}, after(4'999)).empty());
  BOOST_TEST(display.tick(after(5'000)) ==
             "orders run 7 of amazon-in: 42 %, 10 pages, 840 created, waiting for quota\n");
  run.doing = "reading";
  BOOST_TEST(display.show({run}, after(5'900)).empty());
  BOOST_TEST(display.show({run}, after(6'000)) ==
             "orders run 7 of amazon-in: 42 %, 10 pages, 840 created, reading\n");
  BOOST_TEST(display.show({succeeded_run()}, after(6'001)) == result_text(succeeded_run()) + "\n");
  BOOST_TEST(display.show({succeeded_run()}, after(60'000)).empty());
  BOOST_TEST(display.tick(after(120'000)).empty());
}

BOOST_AUTO_TEST_CASE(a_run_that_is_over_at_once_has_one_line) {
  PlainDisplay display;
  BOOST_TEST(display.show({succeeded_run()}, kNow) == result_text(succeeded_run()) + "\n");
  auto fresh = orders_run();
  fresh.run = 8;
  fresh.pages = 0;
  BOOST_TEST(display.show({fresh}, kNow).starts_with("orders run 8 of amazon-in: started: "));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
