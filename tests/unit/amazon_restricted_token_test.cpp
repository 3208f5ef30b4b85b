// What is asked of the Tokens API, and what is taken of its answer.
#include <boost/test/unit_test.hpp>

#include "daemon/channel/amazon/restricted_token.h"

namespace sellerd::amazon {

BOOST_AUTO_TEST_SUITE(amazon_restricted_token)

BOOST_AUTO_TEST_CASE(it_is_asked_for_one_path) {
  BOOST_TEST(
      restricted_token_body("/reports/2021-06-30/documents/amzn1.spdoc.1") ==
      R"({"restrictedResources":[{"method":"GET","path":"/reports/2021-06-30/documents/amzn1.spdoc.1"}]})");
}

BOOST_AUTO_TEST_CASE(only_a_token_is_a_token) {
  const auto read = [](std::string_view text) { return read_restricted_token(json::parse(text)); };
  BOOST_TEST(read(R"({"restrictedDataToken":"Atz.sprdt|IQEB","expiresIn":3600})").value() ==
             "Atz.sprdt|IQEB");
  for (const char* bad :
       {R"({})", R"([])", R"({"restrictedDataToken":null})", R"({"restrictedDataToken":""})",
        R"({"restrictedDataToken":"a\r\nb"})", R"({"payload":{"restrictedDataToken":"a"}})"}) {
    const auto token = read(bad);
    BOOST_REQUIRE(!token);
    BOOST_TEST((token.error().code == ErrorCode::malformed));
  }
  BOOST_TEST(!read("{\"restrictedDataToken\":\"" + std::string(5'000, 'a') + "\"}").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
