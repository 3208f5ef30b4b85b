#include "common/money.h"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "common/charset.h"
#include "common/time_text.h"

using namespace sellerd;

BOOST_AUTO_TEST_SUITE(money)

BOOST_AUTO_TEST_CASE(parse_and_print_are_inverse) {
  for (const std::string text :
       {"0.00", "561.90", "-0.05", "92233720368547758.07", "-92233720368547758.07", "1.00"}) {
    const auto money = Money::parse(text, "INR");
    BOOST_REQUIRE_MESSAGE(money.has_value(), text);
    BOOST_TEST(money->amount_text() == text);
  }
}

BOOST_AUTO_TEST_CASE(the_currency_decides_the_digits) {
  BOOST_TEST(Money::parse("590", "INR")->minor == 59'000);
  BOOST_TEST(Money::parse("590", "JPY")->minor == 590);
  BOOST_TEST(Money::parse("1.234", "KWD")->minor == 1'234);
  BOOST_TEST(Money::parse("590", "JPY")->amount_text() == "590");
  // The marketplace writes yen with decimals now and then; zeros lose nothing.
  BOOST_TEST(Money::parse("590.00", "JPY")->minor == 590);
  BOOST_TEST(!Money::parse("590.50", "JPY").has_value());
  BOOST_TEST(!Money::parse("1.005", "INR").has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_amount_is_refused) {
  for (const std::string text : {"", "-", ".5", "5.", "1,000.00", "1e3", " 1", "1 ", "+1", "--1", "NaN",
                                 "0x10", "92233720368547758.08", "99999999999999999999"}) {
    BOOST_TEST(!Money::parse(text, "INR").has_value(), text);
  }
  BOOST_TEST(!Money::parse("1.00", "inr").has_value());
  BOOST_TEST(!Money::parse("1.00", "").has_value());
}

BOOST_AUTO_TEST_CASE(what_is_refused_is_shown_in_whole_characters) {
  std::string rupees;
  for (int i = 0; i < 20; ++i) rupees += "\xe2\x82\xb9";
  BOOST_TEST(is_valid_utf8(Money::parse(rupees, "INR").error().text()));
  BOOST_TEST(is_valid_utf8(Money::parse("1", rupees).error().text()));
  BOOST_TEST(is_valid_utf8(parse_time(rupees).error().text()));
}

BOOST_AUTO_TEST_CASE(addition_refuses_what_it_cannot_hold) {
  const Money one = *Money::parse("1.00", "INR");
  BOOST_TEST(add(one, one)->minor == 200);
  BOOST_TEST(!add(one, *Money::parse("1.00", "USD")).has_value());
  BOOST_TEST(!add({std::numeric_limits<std::int64_t>::max(), one.currency}, one).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
