#include <boost/test/unit_test.hpp>

#include "ctl/error_text.h"
#include "ctl/exit_code.h"
#include "ctl/nearest.h"
#include "ctl/terminal.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

Environment variables(std::map<std::string, std::string> values) {
  return [values = std::move(values)](const char* name) -> std::optional<std::string> {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_text)

BOOST_AUTO_TEST_CASE(clean_text_has_no_power_over_a_terminal) {
  BOOST_TEST(clean("plain") == "plain");
  BOOST_TEST(clean("a\x1b[31mred\nnext\tand\x7f") == "a [31mred next and ");
  BOOST_TEST(clean("\xc2\x9b"
                   "31m") == " 31m");                        // the C1 form of the same introducer
  BOOST_TEST(clean("a\xe2\x80\xaetxt.exe") == "a txt.exe");  // right-to-left override
  BOOST_TEST(clean("\xff\xc3") == "??");
  BOOST_TEST(clean("कुर्ता ₹") == "कुर्ता ₹");
}

BOOST_AUTO_TEST_CASE(width_counts_columns) {
  BOOST_TEST(display_width("abc") == 3u);
  BOOST_TEST(display_width("e\xcc\x81") == 1u);  // e with a combining accent
  BOOST_TEST(display_width("日本") == 4u);
  BOOST_TEST(display_width("₹") == 1u);
}

BOOST_AUTO_TEST_CASE(fitting_and_padding) {
  BOOST_TEST(fit("abcdef", 6, true) == "abcdef");
  BOOST_TEST(fit("abcdef", 4, true) == "abc…");
  BOOST_TEST(fit("abcdef", 4, false) == "abc~");
  BOOST_TEST(fit("日本語", 4, false) == "日~");
  BOOST_TEST(fit("abc", 0, false).empty());
  BOOST_TEST(pad("日", 4, Align::left) == "日  ");
  BOOST_TEST(pad("7", 3, Align::right) == "  7");
  BOOST_TEST(pad("long", 2, Align::left) == "long");
}

BOOST_AUTO_TEST_CASE(numbers_and_times) {
  BOOST_TEST(grouped(0) == "0");
  BOOST_TEST(grouped(999) == "999");
  BOOST_TEST(grouped(2'000) == "2,000");
  BOOST_TEST(grouped(-1'234'567) == "-1,234,567");
  BOOST_TEST(grouped(-123) == "-123");
  BOOST_TEST(count_of(1, "page") == "1 page");
  BOOST_TEST(count_of(4'000, "page") == "4,000 pages");
  BOOST_TEST(short_time(parse_time("2026-08-05T04:31:59.9Z").value()) == "2026-08-05 04:31");
  BOOST_TEST(short_time(Timestamp{}) == "-");
}

BOOST_AUTO_TEST_CASE(wrapping) {
  BOOST_TEST(wrap("one two three", 7, 2) == "one two\n  three");
  BOOST_TEST(wrap("unbreakable", 4, 0) == "unbreakable");
  BOOST_TEST(wrap("a b", 10, 8, 8) == "a\n        b");
}

BOOST_AUTO_TEST_CASE(errors_are_one_line_and_a_hint) {
  BOOST_TEST(error_text(make_error(ErrorCode::not_found, "there is no order \"x\"", "order_id",
                                   "sellerctl orders")) ==
             "sellerctl: order_id: there is no order \"x\"\n  try: sellerctl orders\n");
  BOOST_TEST(error_text(make_error(ErrorCode::internal, "two\nlines")) == "sellerctl: two lines\n");
}

// A newcomer is never left with an error alone.
BOOST_AUTO_TEST_CASE(every_error_has_a_next_command) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code) {
    const auto advised =
        with_advice(make_error(static_cast<ErrorCode>(code), "it went wrong"), "orders show");
    BOOST_TEST((advised.hint.starts_with("sellerctl ") || advised.hint == "man sellerd.conf"), advised.hint);
  }
  const auto own = with_advice(make_error(ErrorCode::internal, "wrong", "field", "sellerctl x"), "orders");
  BOOST_TEST(own.hint == "sellerctl x");
  BOOST_TEST(with_advice(make_error(ErrorCode::invalid_argument, "no"), "orders show").hint ==
             "sellerctl orders show --help");
}

BOOST_AUTO_TEST_CASE(exit_codes) {
  BOOST_TEST(static_cast<int>(exit_code(ErrorCode::not_found, false)) == 1);
  BOOST_TEST(static_cast<int>(exit_code(ErrorCode::unavailable, false)) == 1);  // the marketplace's trouble
  BOOST_TEST(static_cast<int>(exit_code(ErrorCode::invalid_argument, false)) == 2);
  BOOST_TEST(static_cast<int>(exit_code(ErrorCode::unavailable, true)) == 3);
  BOOST_TEST(static_cast<int>(exit_code(ErrorCode::not_permitted, true)) == 4);
  BOOST_TEST(static_cast<int>(exit_code(ErrorCode::not_permitted, false)) == 4);
}

BOOST_AUTO_TEST_CASE(terminals) {
  const auto pipe = describe_terminal(variables({{"TERM", "xterm"}, {"LANG", "en_IN.UTF-8"}}), false, 0);
  BOOST_TEST(!pipe.interactive);
  BOOST_TEST(!pipe.live);
  BOOST_TEST(!pipe.color);
  const auto xterm = describe_terminal(variables({{"TERM", "xterm"}, {"LANG", "en_IN.UTF-8"}}), true, 120);
  BOOST_TEST((xterm.interactive && xterm.live && xterm.color && xterm.unicode));
  BOOST_TEST(xterm.width == 120u);
  const auto dumb = describe_terminal(variables({{"TERM", "dumb"}, {"COLUMNS", "60"}}), true, 120);
  BOOST_TEST((dumb.interactive && !dumb.live && !dumb.color && !dumb.unicode));
  BOOST_TEST(dumb.width == 60u);
  const auto colorless = describe_terminal(
      variables({{"TERM", "xterm"}, {"NO_COLOR", "1"}, {"LC_ALL", "C"}, {"LANG", "C.UTF-8"}}), true, 0);
  BOOST_TEST((colorless.live && !colorless.color && !colorless.unicode));
  BOOST_TEST(colorless.width == 80u);
  BOOST_TEST(describe_terminal(variables({{"COLUMNS", "wide"}}), true, 100).width == 100u);
  BOOST_TEST(describe_terminal(variables({{"COLUMNS", "3"}}), true, 100).width == 80u);
}

BOOST_AUTO_TEST_CASE(edit_distances) {
  BOOST_TEST(edit_distance("", "") == 0u);
  BOOST_TEST(edit_distance("", "abc") == 3u);
  BOOST_TEST(edit_distance("orders", "orders") == 0u);
  BOOST_TEST(edit_distance("ordres", "orders") == 1u);  // neighbours swapped
  BOOST_TEST(edit_distance("order", "orders") == 1u);
  BOOST_TEST(edit_distance("kitten", "sitting") == 3u);
}

BOOST_AUTO_TEST_CASE(nearest_words) {
  const std::vector<std::string> words{"status", "orders", "items", "integrations"};
  BOOST_TEST(nearest("stauts", words).value() == "status");
  BOOST_TEST(nearest("order", words).value() == "orders");
  BOOST_TEST(nearest("integ", words).value() == "integrations");
  BOOST_TEST(!nearest("frobnicate", words));
  BOOST_TEST(!nearest("x", words));
  BOOST_TEST(!nearest("", words));
  BOOST_TEST(!nearest(std::string(10'000, 'o'), words));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
