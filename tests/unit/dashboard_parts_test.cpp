// The dashboard's small parts: lines, bars, health, keys.
#include <boost/test/unit_test.hpp>

#include "ctl/dashboard/health.h"
#include "ctl/dashboard/keys.h"
#include "ctl/dashboard/spark.h"
#include "tests/unit/dashboard_sample.h"

namespace sellerd::ctl::dashboard {
namespace {

using Code = Key::Code;

std::vector<std::string> texts(const Lines& lines) {
  std::vector<std::string> all;
  for (const auto& line : lines) all.push_back(line.text());
  return all;
}

// A person before a screen.
struct Person {
  Model model = sample_model();
  ViewState view;
  Size size{80, 24};

  Picture picture() const { return draw(model, view, size, true); }
  Action press(Code code) { return dashboard::press(view, {code, {}}, picture()); }
  Action type(const std::string& text) {
    Action last;
    for (const char c : text) last = dashboard::press(view, {Code::character, std::string(1, c)}, picture());
    return last;
  }
  void open(Target target) {
    auto detail = std::make_shared<Detail>();
    detail->target = std::move(target);
    detail->loading = false;
    view.pages.push_back({detail});
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(dashboard_parts)

BOOST_AUTO_TEST_CASE(lines_are_cut_where_the_eye_sees) {
  const auto line = Line("abc").add("def", Style::bad).add("gh");
  BOOST_TEST(line.cut(8, true).text() == "abcdefgh");
  BOOST_TEST(line.cut(7, true).text() == "abcdef…");
  BOOST_TEST(line.cut(6, true).text() == "abcde…");
  BOOST_TEST(line.cut(3, false).text() == "ab~");
  BOOST_TEST(line.cut(1, false).text() == "~");
  BOOST_TEST(line.cut(0, false).text() == "");
  BOOST_TEST(Line("磁石石").cut(5, true).text() == "磁石…");
  BOOST_TEST(Line("磁石石").cut(4, true).width() == 3u);
  BOOST_TEST((line.cut(5, true).spans().at(1).style == Style::bad));
}

BOOST_AUTO_TEST_CASE(parts_stay_whole) {
  const Lines parts{Line("one"), Line(), Line("two two"), Line("three")};
  BOOST_TEST(texts(packed(parts, 80, 2, 9, true)) == std::vector<std::string>{"one  two two  three"});
  BOOST_TEST(texts(packed(parts, 12, 2, 9, true)) == (std::vector<std::string>{"one  two two", "  three"}));
  BOOST_TEST(texts(packed(parts, 12, 2, 1, true)) == std::vector<std::string>{"one  two two"});
  BOOST_TEST(texts(packed({Line("much too long")}, 6, 0, 2, true)) == std::vector<std::string>{"much …"});
}

BOOST_AUTO_TEST_CASE(texts_are_wrapped_under_themselves) {
  BOOST_TEST(texts(wrapped("  a b c d\n\nend", 6)) ==
             (std::vector<std::string>{"  a b", "  c d", "", "end"}));
  BOOST_TEST(texts(wrapped("Is  a b c d", 12)) == std::vector<std::string>{"Is  a b c d"});
  BOOST_TEST(texts(wrapped("Is  aaa bbb ccc", 12)) == (std::vector<std::string>{"Is  aaa bbb", "    ccc"}));
}

BOOST_AUTO_TEST_CASE(a_day_is_24_bars) {
  const auto now = sample_time("2026-08-05T04:31:10Z");
  Day day(now);
  BOOST_TEST(day.bars(false) == "........................");
  day.count(now, 70);
  day.count(now - std::chrono::minutes(59), 30);
  day.count(now - std::chrono::hours(1), 1);
  day.count(now - std::chrono::hours(24) + Duration(1), 50);
  day.count(now - std::chrono::hours(24), 1'000);
  day.count(now + Duration(1), 1'000);
  BOOST_TEST(day.total() == 151);
  BOOST_TEST(day.bars(false) == "+.....................:@");
  BOOST_TEST(day.bars(true).ends_with("▂█"));
}

BOOST_AUTO_TEST_CASE(health_is_a_word_and_a_reason) {
  const auto status = sample_status();
  const auto shop = health_of(status.integrations.at(0));
  BOOST_TEST(shop.word == "attention");
  BOOST_TEST(shop.reason == "orders run partial, 1 in quarantine, 1 order frozen");
  BOOST_TEST((shop.style == Style::warning));
  BOOST_TEST(health_of(status.integrations.at(1)).word == "needs_reauth");
  BOOST_TEST(health_of(api::IntegrationStatus{}).word == "ok");
  auto refused = api::IntegrationStatus{};
  refused.pushes.rejected = 2;
  BOOST_TEST((health_of(refused).style == Style::bad));
  BOOST_TEST(health_of(status).word == "2 alarms");
  BOOST_TEST(health_of(api::GetStatus::Reply{}).word == "all well");
}

BOOST_AUTO_TEST_CASE(tab_goes_round_and_arrows_choose) {
  Person person;
  std::vector<Panel> seen;
  for (int i = 0; i < 7; ++i) {
    seen.push_back(person.picture().focus);
    person.press(Code::tab);
  }
  BOOST_TEST((seen == std::vector<Panel>{Panel::runs, Panel::orders, Panel::items, Panel::quota,
                                         Panel::alarms, Panel::channels, Panel::live}));
  person.press(Code::back_tab);
  BOOST_TEST((person.picture().focus == Panel::live));
  person.press(Code::tab);
  person.press(Code::down);
  auto action = person.press(Code::enter);
  BOOST_TEST((action.kind == Action::Kind::open));
  BOOST_TEST((action.target == Target{Target::Kind::run, "7", "amazon-in"}));
  person.type("G");
  BOOST_TEST(person.press(Code::enter).target.name == "6");
  person.press(Code::down);
  BOOST_TEST(person.press(Code::enter).target.name == "6");
  person.type("g");
  BOOST_TEST(person.press(Code::enter).target.name == "8");
}

BOOST_AUTO_TEST_CASE(a_choice_stays_on_what_it_stands_for) {
  Person person;
  person.press(Code::down);
  person.model.runs.insert(person.model.runs.begin(), sample_run(9, Module::orders, RunState::succeeded,
                                                                 "2026-08-05T04:30:00Z", {.created = 3}));
  BOOST_TEST(person.press(Code::enter).target.name == "7");
  // But the top of a list is its top.
  person.type("g");
  person.model.runs.insert(person.model.runs.begin(), sample_run(10, Module::orders, RunState::succeeded,
                                                                 "2026-08-05T04:31:00Z", {.created = 3}));
  BOOST_TEST(person.press(Code::enter).target.name == "10");
  // And what is gone leads nowhere else than where it was.
  person.press(Code::down);
  person.model.runs.clear();
  BOOST_TEST((person.press(Code::enter).kind == Action::Kind::none));
}

BOOST_AUTO_TEST_CASE(a_panel_that_goes_hands_its_keys_on) {
  Person person;
  person.view.focus = Panel::alarms;
  person.model.status->alarms.clear();
  BOOST_TEST((person.picture().focus == Panel::runs));
  BOOST_TEST(person.press(Code::enter).target.name == "8");
}

BOOST_AUTO_TEST_CASE(lists_beside_each_other_do_not_move) {
  Person person;
  person.size = {120, 40};
  const auto before = person.picture().lists;
  person.press(Code::tab);
  BOOST_TEST((person.picture().focus == Panel::orders));
  BOOST_TEST((person.picture().lists == before));
  person.press(Code::tab);
  BOOST_TEST((person.picture().focus == Panel::items));
  BOOST_TEST((person.picture().lists == std::vector<Panel>{Panel::items, Panel::quota}));
}

BOOST_AUTO_TEST_CASE(something_is_found_by_its_name) {
  Person person;
  BOOST_TEST((person.type("/402-1").kind == Action::Kind::none));
  BOOST_TEST(person.picture().lines.back().text() == "Order id or SKU: 402-1");
  BOOST_TEST(person.picture().cursor.value_or(0) == 22u);
  person.press(Code::backspace);
  const auto action = person.press(Code::enter);
  BOOST_TEST((action.target == Target{Target::Kind::subject, "402-", {}}));
  BOOST_TEST(!person.view.typed);
  person.type("/qs?");
  BOOST_TEST(person.view.typed.value_or("") == "qs?");
  person.press(Code::escape);
  BOOST_TEST((person.type("/ ").kind == Action::Kind::none));
  BOOST_TEST((person.press(Code::enter).kind == Action::Kind::none));
  BOOST_TEST((target_of(" run 12 ") == Target{Target::Kind::run, "12", {}}));
  BOOST_TEST((target_of("run x").kind == Target::Kind::subject));
}

BOOST_AUTO_TEST_CASE(characters_of_several_bytes_go_as_one) {
  Person person;
  person.type("/");
  press(person.view, {Code::character, "磁"}, person.picture());
  press(person.view, {Code::character, "石"}, person.picture());
  person.press(Code::backspace);
  BOOST_TEST(person.view.typed.value_or("") == "磁");
}

BOOST_AUTO_TEST_CASE(a_sync_is_asked_for_twice) {
  Person person;
  BOOST_TEST((person.type("s").kind == Action::Kind::none));
  BOOST_TEST(person.picture().lines.back().text() == "Start a sync of every account now? y n");
  BOOST_TEST((person.type("n").kind == Action::Kind::none));
  BOOST_TEST((person.type("sy").kind == Action::Kind::sync));
  BOOST_TEST((person.type("y").kind == Action::Kind::none));
}

BOOST_AUTO_TEST_CASE(escape_leads_back_and_out) {
  Person person;
  person.open({Target::Kind::channel, "amazon-in", {}});
  person.open({Target::Kind::alarms, {}, {}});
  BOOST_TEST((person.type("q").kind == Action::Kind::none));
  BOOST_TEST(person.view.pages.size() == 1u);
  person.type("?");
  BOOST_TEST(person.view.help);
  person.press(Code::escape);
  BOOST_TEST(!person.view.help);
  BOOST_TEST((person.press(Code::escape).kind == Action::Kind::none));
  BOOST_TEST(person.view.pages.empty());
  BOOST_TEST((person.press(Code::escape).kind == Action::Kind::quit));
  BOOST_TEST((person.press(Code::redraw).kind == Action::Kind::redraw));
}

BOOST_AUTO_TEST_CASE(a_page_leads_on) {
  Person person;
  person.open({Target::Kind::run, "7", {}});
  auto& detail = *person.view.pages.back().detail;
  detail.run = sample_model().runs.at(1);
  for (int i = 0; i < 50; ++i) detail.records.push_back({.run = 7, .record_id = "402-" + std::to_string(i)});
  person.press(Code::end);
  BOOST_TEST(person.press(Code::enter).target.name == "402-49");
  person.press(Code::page_up);
  person.press(Code::page_up);
  person.press(Code::home);
  BOOST_TEST((person.press(Code::enter).kind == Action::Kind::none));
  person.press(Code::page_down);
  person.press(Code::down);
  BOOST_TEST((person.press(Code::enter).kind == Action::Kind::open));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl::dashboard
