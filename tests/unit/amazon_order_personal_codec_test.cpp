#include <boost/test/unit_test.hpp>

#include "daemon/channel/amazon/answer_json.h"
#include "daemon/channel/amazon/order_personal_codec.h"
#include "tests/support/amazon_payloads.h"

namespace sellerd::amazon {
namespace {

std::vector<PersonalOfOrder> of_page(const std::string& body) {
  const auto parsed = parse_answer(body);
  BOOST_REQUIRE(parsed.has_value());
  return read_personal_of_page(*parsed);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(amazon_order_personal_codec)

BOOST_AUTO_TEST_CASE(every_documented_field_is_read) {
  const auto all = of_page(test::orders_page(R"({"orderId":"408-1",
    "buyer":{"buyerName":"A Buyer","buyerEmail":"x@marketplace.amazon.in"},
    "recipient":{"deliveryAddress":{"name":"A Recipient","addressLine1":"House 1","addressLine2":"Street 2",
      "addressLine3":"Near 3","city":"MUMBAI","postalCode":"400001","phone":"+91 1"}},
    "orderItems":[{"orderItemId":"11"},
      {"orderItemId":"12","fulfillment":{"packing":{"giftOption":{"giftMessage":"Many happy returns"}}}}]})"));
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST(all[0].order_id == "408-1");
  BOOST_TEST((all[0].data == PersonalData{"A Buyer",
                                          "x@marketplace.amazon.in",
                                          "A Recipient",
                                          "House 1",
                                          "Street 2",
                                          "Near 3",
                                          "400001",
                                          "+91 1",
                                          {{"12", "Many happy returns"}}}));
  BOOST_TEST(to_json(all[0].data).get_object().empty());
}

BOOST_AUTO_TEST_CASE(an_order_without_people_is_left_out) {
  const auto all = of_page(test::orders_page(test::small_order("408-1") + "," + test::full_order("408-2")));
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST(all[0].order_id == "408-2");
}

BOOST_AUTO_TEST_CASE(what_is_of_another_type_is_absent_and_spoils_nothing) {
  const auto all = of_page(test::orders_page(R"({"orderId":"408-1","buyer":[1],
    "recipient":{"deliveryAddress":{"name":7,"phone":"+91 1","postalCode":null}},"orderItems":{}},
    {"orderId":17,"buyer":{"buyerName":"nobody's"}},5,{"orderId":"408-3","recipient":"x"})"));
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST((all[0].data == PersonalData{.phone = "+91 1"}));
}

BOOST_AUTO_TEST_CASE(long_texts_are_cut_between_characters) {
  std::string name;
  while (name.size() < 3'000) name += "\xe0\xa4\x85";  // three bytes each
  const auto all =
      of_page(test::orders_page(R"({"orderId":"408-1","buyer":{"buyerName":")" + name + R"("}})"));
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST(all[0].data.buyer_name == name.substr(0, 999));
}

BOOST_AUTO_TEST_CASE(a_single_order_is_read_the_same) {
  const auto parsed = parse_answer(R"({"order":)" + test::full_order("408-2") + "}");
  BOOST_REQUIRE(parsed.has_value());
  const auto all = read_personal_of_order(*parsed);
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST((all[0].data == of_page(test::orders_page(test::full_order("408-2")))[0].data));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
