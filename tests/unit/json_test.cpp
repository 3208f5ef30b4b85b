#include "common/json.h"

#include <boost/test/unit_test.hpp>

#include "common/model/integration.h"
#include "common/model/order.h"

using namespace sellerd;

namespace {

Order sample() {
  Order order;
  order.integration = 3;
  order.order_id = "408-5550001-5550002";
  order.status = OrderStatus::confirmed;
  order.created = *parse_time("2026-08-05T04:31:10Z");
  order.total = *Money::parse("590.00", "INR");
  order.lines.push_back({.line_id = "1", .sku = "KURTA  M", .quantity_ordered = 2});
  order.lines[0].charges.push_back({"TAX", "ITEM", *Money::parse("28.10", "INR")});
  return order;
}

std::string failure(std::string_view text, Strictness strictness = Strictness::strict) {
  const auto read = from_json<Order>(*parse_json(text), strictness);
  return read ? "" : read.error().text();
}

// The sample as JSON with one value replaced.
std::string with(std::string_view key, json::value value) {
  auto document = to_json(sample());
  document.get_object()[key] = std::move(value);
  return json::serialize(document);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_records)

BOOST_AUTO_TEST_CASE(a_record_survives_the_round_trip) {
  const auto document = to_json(sample());
  BOOST_TEST((*from_json<Order>(*parse_json(json::serialize(document)), Strictness::strict) == sample()));
  BOOST_TEST(json::serialize(document.at("total")) == R"({"amount":"590.00","currency":"INR"})");
  BOOST_TEST(document.at("status").as_string() == "confirmed");
  BOOST_TEST(!document.as_object().contains("ship_by"));
}

BOOST_AUTO_TEST_CASE(errors_name_the_field) {
  BOOST_TEST(failure(with("order_id", 7)) == "order_id: expected a string, got an integer");
  BOOST_TEST(failure(with("nonsense", 7)) == "nonsense: there is no such field");
  BOOST_TEST(failure(with("total", json::object{{"amount", 5.9}, {"currency", "INR"}})) ==
             "total.amount: expected a string, got a fraction");
  BOOST_TEST(failure(with("status", "lost")) ==
             "status: \"lost\" is not a OrderStatus; known are: pending, confirmed, fulfilled, cancelled, "
             "attention");
  json::value lines = to_json(sample()).at("lines");
  lines.at(0).at("charges").at(0).at("amount").as_object()["amount"] = "12,5";
  BOOST_TEST(failure(with("lines", lines)) == "lines[0].charges[0].amount: \"12,5\" is not a decimal amount");
}

BOOST_AUTO_TEST_CASE(strict_demands_and_lenient_forgives) {
  BOOST_TEST(failure("{}").starts_with("integration: is required"));
  BOOST_TEST(failure("{}", Strictness::lenient) == "");
  BOOST_TEST(failure(R"({"nonsense":1})", Strictness::lenient) == "");
  BOOST_TEST(failure(with("programs", nullptr)) == "");
}

BOOST_AUTO_TEST_CASE(integers_stay_in_their_range) {
  BOOST_TEST(failure(with("integration", -1)).find("out of range") != std::string::npos);
  BOOST_TEST(failure(with("integration", 4'294'967'296)).find("out of range") != std::string::npos);
  BOOST_TEST(failure(with("integration", 1.5)) == "integration: expected an integer, got a fraction");
}

BOOST_AUTO_TEST_CASE(secrets_leave_only_when_asked_for) {
  const Credentials credentials{"client", "CANARY-SECRET", "CANARY-TOKEN"};
  BOOST_TEST(json::serialize(to_json(credentials)) == "{}");
  BOOST_TEST(json::serialize(to_json(credentials, Reveal::personal)) == "{}");
  BOOST_TEST(json::serialize(to_json(credentials, Reveal::all)).find("CANARY-TOKEN") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(broken_text_is_an_error_with_a_place) {
  for (const char* text : {"", "{", "{}x", "{\"a\":NaN}", "\xff", "[1,]"}) {
    const auto parsed = parse_json(text);
    BOOST_TEST(!parsed.has_value(), text);
    BOOST_TEST((parsed.error().code == ErrorCode::malformed));
  }
}

BOOST_AUTO_TEST_SUITE_END()
