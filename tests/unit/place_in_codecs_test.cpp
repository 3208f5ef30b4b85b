// The place of supply as the codecs tell it while the PIN code is at hand, and as the books keep it.
#include <boost/test/unit_test.hpp>

#include "common/json.h"
#include "daemon/channel/amazon/answer_json.h"
#include "daemon/channel/amazon/order_report_codec.h"
#include "daemon/channel/amazon/orders_codec.h"
#include "daemon/channel/amazon/report_rows.h"
#include "daemon/sync/record_rules.h"
#include "tests/support/amazon_payloads.h"
#include "tests/support/order_report_text.h"

namespace sellerd {
namespace {

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  const auto at = text.find(part);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, part);
  return text.replace(at, part.size(), by);
}

// An order of the search with this state and PIN code, the latter as JSON.
Order searched(const std::string& state, const std::string& postal_code) {
  auto text = replaced(test::full_order(), "\"stateOrRegion\":\"MAHARASHTRA\"",
                       "\"stateOrRegion\":\"" + state + "\"");
  text = replaced(text, "\"postalCode\":\"CANARY\"", "\"postalCode\":" + postal_code);
  const auto page = amazon::decode_orders(amazon::parse_answer(test::orders_page(text)).value(), 1);
  return std::get<Order>(page.value().records.at(0));
}

Order reported(const std::string& state, const std::string& postal_code) {
  const auto row = replaced(test::Cells().text(), "MAHARASHTRA\tCANARY-PIN", state + "\t" + postal_code);
  amazon::ReportRows rows({test::kHeader + row, "text/plain; charset=UTF-8"});
  const auto decoder = amazon::OrderReportDecoder::make(*rows.header(), Charset::utf8, 1);
  amazon::TsvRow first;
  BOOST_REQUIRE(*rows.next(first));
  return std::get<Order>(decoder->decode(first));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(place_in_codecs)

BOOST_AUTO_TEST_CASE(the_postal_code_is_used_and_not_kept) {
  for (const auto& order : {searched("PUNE CITY", "\"411001\""), reported("PUNE CITY", "411001")}) {
    BOOST_TEST(order.place.code == "27");
    BOOST_TEST((order.place.found_by == PlaceSource::postal_code));
    BOOST_TEST(json::serialize(to_json(order)).find("411001") == std::string::npos);
  }
  for (const auto& order : {searched("ANDHRA PRADESH", "\"500001\""), reported("ANDHRA PRADESH", "500001")}) {
    BOOST_TEST(order.place.code == "37");
    BOOST_TEST(order.place.postal_code_says == "36");
    BOOST_TEST(json::serialize(to_json(order)).find("500001") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_postal_code_that_is_none_spoils_nothing) {
  for (const char* sent : {"null", "411001", "{\"a\":1}", "\"\"", "\"CANARY\""}) {
    const auto order = searched("KERALA", sent);
    BOOST_TEST(order.place.code == "32", sent);
    BOOST_TEST(json::serialize(to_json(order)).find("411001") == std::string::npos);
  }
  const auto unclear = searched("PUNE CITY", "\"CANARY\"");
  BOOST_TEST(unclear.place.reason == "the state's name is not known; what was sent for a PIN code is none");
  BOOST_TEST(json::serialize(to_json(unclear)).find("CANARY") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_order_without_an_address_says_so) {
  const auto page =
      amazon::decode_orders(amazon::parse_answer(test::orders_page(test::small_order("402-1-1"))).value(), 1);
  const auto& order = std::get<Order>(page.value().records.at(0));
  BOOST_TEST((order.place.found_by == PlaceSource::unresolved));
  BOOST_TEST(order.place.reason == "no address was sent");
}

BOOST_AUTO_TEST_CASE(where_an_order_went_is_not_forgotten_with_its_address) {
  const auto held = searched("KERALA", "\"682001\"");
  const auto again = [&](Order order) {
    sync::OrderRules::complete(order, {}, held, order.last_updated);
    return order.place;
  };
  auto bare = held;
  bare.destination = {};
  bare.place = {.found_by = PlaceSource::unresolved, .reason = "no address was sent"};
  BOOST_TEST(again(bare).code == "32");
  // Another address is another place.
  auto moved = searched("PUNE CITY", "\"411001\"");
  BOOST_TEST(again(moved).code == "27");
  moved = searched("NOWHERE", "\"\"");
  BOOST_TEST(again(moved).code == "");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
