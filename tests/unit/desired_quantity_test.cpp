#include "daemon/books/desired_quantity.h"

#include <boost/test/unit_test.hpp>

namespace sellerd::books {

BOOST_AUTO_TEST_SUITE(desired_quantity_rules)

BOOST_AUTO_TEST_CASE(without_a_rule_everything_is_shown) {
  BOOST_TEST(desired_quantity(0, {}) == 0);
  BOOST_TEST(desired_quantity(7, {}) == 7);
}

BOOST_AUTO_TEST_CASE(each_part_of_a_rule) {
  BOOST_TEST(desired_quantity(10, {.buffer = 3}) == 7);
  BOOST_TEST(desired_quantity(2, {.buffer = 3}) == 0);
  BOOST_TEST(desired_quantity(7, {.percent = 50}) == 3);
  BOOST_TEST(desired_quantity(1, {.percent = 99}) == 0);
  BOOST_TEST(desired_quantity(10, {.cap = 4}) == 4);
  BOOST_TEST(desired_quantity(3, {.stop_at = 3}) == 0);
  BOOST_TEST(desired_quantity(4, {.stop_at = 3}) == 4);
}

BOOST_AUTO_TEST_CASE(the_parts_together) {
  // Half of 21 is 10, less 2, at most 5.
  BOOST_TEST(desired_quantity(21, {.buffer = 2, .percent = 50, .cap = 5, .stop_at = 2}) == 5);
}

BOOST_AUTO_TEST_CASE(never_more_than_there_is_whatever_the_rule) {
  for (std::int64_t available = 0; available < 50; ++available) {
    for (std::int32_t percent = 0; percent <= 100; percent += 7) {
      for (std::int64_t buffer = 0; buffer < 4; ++buffer) {
        const auto shown = desired_quantity(available, {.buffer = buffer, .percent = percent});
        BOOST_REQUIRE(shown >= 0);
        BOOST_REQUIRE(shown <= available);
      }
    }
  }
  BOOST_TEST(desired_quantity(9'000'000'000'000'000'000, {.percent = 100}) == 9'000'000'000'000'000'000);
}

BOOST_AUTO_TEST_CASE(a_listing_speaks_before_its_integration_but_off_is_off) {
  const StockRule integration{.buffer = 1, .cap = 9, .push = true};
  const auto rule = combine(integration, {.buffer = 0, .percent = 50});
  BOOST_TEST((rule == StockRule{.buffer = 0, .percent = 50, .cap = 9, .push = true}));
  BOOST_TEST(combine(integration, {.push = false}).push.value() == false);
  BOOST_TEST(combine({}, {.push = true}).push.value() == false);
}

BOOST_AUTO_TEST_CASE(a_wrong_rule_names_its_field) {
  BOOST_TEST(check({.buffer = -1}).error().field == "buffer");
  BOOST_TEST(check({.percent = 101}).error().field == "percent");
  BOOST_TEST(check({.cap = -1}).error().field == "cap");
  BOOST_TEST(check({.stop_at = -2}).error().field == "stop_at");
  BOOST_TEST(check({.buffer = 0, .percent = 0, .cap = 0, .stop_at = 0}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::books
