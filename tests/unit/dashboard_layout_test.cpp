// What the dashboard looks like, to the letter. To accept a change: SELLERD_UPDATE_GOLDEN=1
// build/release/tests/unit_tests --run_test=dashboard_layout
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>

#include "ctl/dashboard/page.h"
#include "ctl/dashboard/plain.h"
#include "ctl/text.h"
#include "tests/support/effort.h"
#include "tests/support/program.h"
#include "tests/support/read_file.h"
#include "tests/unit/dashboard_sample.h"

namespace sellerd::ctl::dashboard {
namespace {

void check_golden(const std::string& name, const std::string& text) {
  const auto path = std::string(SELLERD_SOURCE_DIR) + "/tests/golden/dashboard-" + name + ".txt";
  if (std::getenv("SELLERD_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  BOOST_TEST(text == test::read_file(path), name << " is not as it was:\n" << text);
}

Picture drawn(const Model& model, const ViewState& view, std::size_t width, std::size_t height,
              bool unicode = true) {
  return draw(model, view, {width, height}, unicode);
}

// Each character as the letter of its style, in capitals where it is shown in reverse.
std::string styles_of(const Picture& picture) {
  std::string text;
  for (const auto& line : picture.lines) {
    for (const auto& span : line.spans()) {
      const char letter = (span.reversed ? "PHFGWB" : ".hfgwb")[static_cast<std::size_t>(span.style)];
      text += std::string(display_width(span.text), letter);
    }
    text += "\n";
  }
  return text;
}

ViewState opened(Detail detail) {
  ViewState view;
  view.pages.push_back({std::make_shared<Detail>(std::move(detail))});
  return view;
}

Detail order_detail() {
  Detail detail{.target = {Target::Kind::order, "402-1234567-1234510", "amazon-in"}, .loading = false};
  api::GetOrder::Reply reply;
  reply.order = sample_model().orders.at(0);
  reply.order.lines.push_back({.line_id = "1", .sku = "KURTA-M", .title = "Kurta", .quantity_ordered = 2});
  detail.order = reply;
  detail.why.push_back(
      {.stage = "order", .when = reply.order.created, .says = "2 units of KURTA-M were ordered"});
  return detail;
}

Detail run_detail() {
  Detail detail{.target = {Target::Kind::run, "7", {}}, .loading = false};
  detail.run = sample_model().runs.at(1);
  detail.run->reason = "1 record could not be understood and is in quarantine";
  detail.records = {{.run = 7, .record_id = "402-1", .outcome = Outcome::failed, .reason = "odd"},
                    {.run = 7, .record_id = "402-22", .outcome = Outcome::created}};
  return detail;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dashboard_layout)

BOOST_AUTO_TEST_CASE(it_looks_right_at_every_size) {
  const auto model = sample_model();
  check_golden("40x20", text_of(drawn(model, {}, 40, 20)));
  check_golden("80x24", text_of(drawn(model, {}, 80, 24)));
  check_golden("200x50", text_of(drawn(model, {}, 200, 50)));
  check_golden("80x24-ascii", text_of(drawn(model, {}, 80, 24, false)));
  check_golden("80x24-styles", styles_of(drawn(model, {}, 80, 24)));
}

BOOST_AUTO_TEST_CASE(pages_look_right) {
  const auto model = sample_model();
  check_golden("run", text_of(drawn(model, opened(run_detail()), 80, 24)));
  check_golden("order", text_of(drawn(model, opened(order_detail()), 80, 40)));
  check_golden("account",
               text_of(drawn(model, opened({.target = {Target::Kind::channel, "amazon-in", {}}}), 80, 24)));
  Detail sku{.target = {Target::Kind::sku, "KURTA-M", {}}, .loading = false};
  sku.levels = {{.item = "KURTA-M", .warehouse = "main", .on_hand = 1, .committed = 3}};
  sku.why = order_detail().why;
  check_golden("sku-40", text_of(drawn(model, opened(sku), 40, 20)));
  ViewState help;
  help.help = true;
  check_golden("help-40", text_of(drawn(model, help, 40, 20)));
}

BOOST_AUTO_TEST_CASE(plain_text_says_the_same) {
  const auto model = sample_model();
  check_golden("plain", plain_text(model, {}));
  Terminal narrow;
  narrow.interactive = true;
  narrow.width = 40;
  check_golden("plain-40", plain_text(model, narrow));
}

BOOST_AUTO_TEST_CASE(no_line_is_wider_than_the_screen_and_no_screen_too_long) {
  const auto model = sample_model();
  std::vector<ViewState> views(3);
  views[1] = opened(order_detail());
  views[2] = opened(run_detail());
  for (const auto& view : views) {
    for (std::size_t width = 1; width < 230;
         width += width < 60 ? test::effort(1, 10) : test::effort(7, 70)) {
      for (std::size_t height = 1; height < 60; height += height < 20 ? 1 : 5) {
        for (const bool unicode : {true, false}) {
          const auto picture = drawn(model, view, width, height, unicode);
          BOOST_TEST_REQUIRE(picture.lines.size() <= height, width << "x" << height);
          for (const auto& line : picture.lines)
            BOOST_TEST_REQUIRE(display_width(line.text()) <= width, width << "x" << height << line.text());
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(without_unicode_what_is_ours_is_ascii) {
  auto model = sample_model();
  model.items.clear();
  for (const auto& line : drawn(model, {}, 200, 50, false).lines) {
    const auto text = line.text();
    BOOST_TEST(std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; }), text);
  }
}

// Whatever a marketplace sends: on the screen it is text.
BOOST_AUTO_TEST_CASE(no_control_character_reaches_the_terminal) {
  const std::string evil =
      "a\x1b[2Jb\x07\r\n\xc2\x9b"
      "c\xe2\x80\xae\xff";
  auto model = sample_model();
  auto& status = *model.status;
  status.version = status.data_directory = evil;
  status.alarms = {evil, evil};
  for (auto& integration : status.integrations) {
    integration.name = integration.channel = integration.state_reason = evil;
    for (auto& module : integration.modules) {
      if (module.running) module.running->doing = module.running->integration = evil;
      if (module.last_run) module.last_run->reason = evil;
    }
  }
  for (auto& run : model.runs) run.integration_name = evil;
  for (auto& order : model.orders) order.order_id = evil;
  for (auto& item : model.items) item.sku = evil;
  for (auto& bucket : model.quota) bucket.operation = evil;
  model.trouble = evil;
  auto order = order_detail();
  order.target.name = evil;
  order.order->order.order_id = order.order->order.lines.at(0).sku = order.order->order.lines.at(0).title =
      evil;
  order.why.at(0).says = order.why.at(0).evidence = evil;
  auto run = run_detail();
  run.run->reason = run.run->advice = run.run->job = evil;
  for (auto& record : run.records) record.record_id = record.reason = evil;
  Detail refused{.target = {Target::Kind::sku, evil, {}}, .loading = false, .trouble = evil};
  std::vector<ViewState> views{{},
                               opened(order),
                               opened(run),
                               opened(refused),
                               opened({.target = {Target::Kind::channel, evil, {}}}),
                               opened({.target = {Target::Kind::alarms, {}, {}}})};
  views.front().typed = evil;
  views.push_back({});
  views.back().message = evil;
  for (const auto& view : views) {
    std::string all = plain_text(model, {});
    std::erase(all, '\n');
    for (const auto& line : drawn(model, view, 120, 60).lines) all += line.text();
    BOOST_TEST(all == clean(all));
    BOOST_TEST(all.find("a [2Jb") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(what_is_chosen_is_on_the_screen_and_marked) {
  const auto model = sample_model();
  ViewState view;
  view.focus = view.list = Panel::orders;
  view.selection(Panel::orders) = {25, Target{Target::Kind::order, "402-1234567-1234535", "amazon-in"}};
  const auto picture = drawn(model, view, 80, 24);
  BOOST_TEST(text_of(picture).find("▸ 402-1234567-1234535") != std::string::npos, text_of(picture));
  BOOST_TEST(text_of(picture).find("1234510") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(trouble_and_an_empty_shop_are_said) {
  auto model = sample_model();
  model.trouble = "not reachable, trying again";
  BOOST_TEST(text_of(drawn(model, {}, 80, 24)).find("not reachable, trying again") != std::string::npos);
  BOOST_TEST(text_of(drawn(model, {}, 40, 20)).find("not reachable, trying again") != std::string::npos);
  Model empty;
  BOOST_TEST(text_of(drawn(empty, {}, 80, 24)).starts_with("sellerd\n"));
  empty.status.emplace();
  const auto text = text_of(drawn(empty, {}, 80, 24));
  BOOST_TEST(text.find("sellerctl connect --help") != std::string::npos, text);
  BOOST_TEST(text.find("nothing has run yet") != std::string::npos, text);
  empty.missing["Runs"] = "there is no such method";
  BOOST_TEST(text_of(drawn(empty, {}, 80, 24)).find("there is no such method") != std::string::npos);
  empty.status->stopped = true;
  BOOST_TEST(text_of(drawn(empty, {}, 80, 24)).find("STOPPED by hand") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl::dashboard
