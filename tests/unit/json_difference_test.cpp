#include <boost/test/unit_test.hpp>

#include "common/json_difference.h"

namespace sellerd {
namespace {

std::string shown(const char* before, const char* after) {
  std::string text;
  for (const auto& change : json_difference(*parse_json(before), *parse_json(after))) {
    text += change.field + ":" + change.before + ">" + change.after + ";";
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_differences)

BOOST_AUTO_TEST_CASE(what_differs_is_named_by_its_place) {
  BOOST_TEST(shown(R"({"a":1,"b":{"c":"x"}})", R"({"a":1,"b":{"c":"x"}})").empty());
  BOOST_TEST(shown(R"({"a":1,"b":{"c":"x"}})", R"({"a":2,"b":{"c":"y"}})") == R"(a:1>2;b.c:"x">"y";)");
  BOOST_TEST(shown(R"({"l":[1,{"q":1}]})", R"({"l":[1,{"q":2},3]})") == "l[1].q:1>2;l[2]:>3;");
  BOOST_TEST(shown(R"({"l":[1,2]})", R"({"l":[1]})") == "l[1]:2>;");
}

BOOST_AUTO_TEST_CASE(absent_and_null_are_nothing) {
  BOOST_TEST(shown(R"({"a":null})", R"({})").empty());
  BOOST_TEST(shown(R"({})", R"({"a":5})") == "a:>5;");
  BOOST_TEST(shown(R"({"a":5,"b":6})", R"({"b":6})") == "a:5>;");
  BOOST_TEST(shown(R"({"a":{"b":1}})", R"({"a":7})") == R"(a:{"b":1}>7;)");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
