// Orders that a real account was sent, through the order codec. They are of the API before the one that the
// codec reads, so they are first of all what it must refuse.
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

#include "daemon/books/order_tax.h"
#include "daemon/channel/amazon/answer_json.h"
#include "daemon/channel/amazon/orders_codec.h"
#include "tests/support/shared_data.h"

namespace sellerd::amazon {
namespace {

// Null, with a message, when the recorded files are not on this machine.
json::value recorded(const std::string& name) {
  const auto path = test::shared_data("recorded/" + name);
  if (path.empty()) {
    BOOST_TEST_MESSAGE("skipped: recorded/" << name << " is not here");
    return nullptr;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  auto parsed = parse_answer(text);
  BOOST_REQUIRE_MESSAGE(parsed.has_value(), name);
  return *std::move(parsed);
}

json::object money(const json::value& old) {
  return {{"amount", old.at("Amount")}, {"currencyCode", old.at("CurrencyCode")}};
}

// A recorded item in the frame of today's API; the values stay as they came.
json::object item_of_today(const json::value& old) {
  const auto breakdown = [&](const char* type, const char* key) {
    return json::object{{"type", type}, {"subtotal", money(old.at(key))}};
  };
  return {
      {"orderItemId", old.at("OrderItemId")},
      {"quantityOrdered", old.at("QuantityOrdered")},
      {"product", {{"asin", old.at("ASIN")}, {"sellerSku", old.at("SellerSKU")}, {"title", old.at("Title")}}},
      {"proceeds",
       {{"breakdowns", json::array{breakdown("ITEM", "ItemPrice"), breakdown("TAX", "ItemTax")}}}},
      {"fulfillment", {{"quantityFulfilled", old.at("QuantityShipped")}}}};
}

json::object order_of_today(const json::value& old, json::array items) {
  const auto& address = old.at("ShippingAddress").as_object();
  return {{"orderId", old.at("AmazonOrderId")},
          {"createdTime", old.at("PurchaseDate")},
          {"lastUpdatedTime", old.at("LastUpdateDate")},
          {"salesChannel", {{"channelName", old.at("SalesChannel")}}},
          {"recipient",
           {{"deliveryAddress",
             {{"city", address.at("City")},
              {"stateOrRegion", address.at("StateOrRegion")},
              {"postalCode", address.at("PostalCode")},
              {"countryCode", address.at("CountryCode")}}}}},
          {"proceeds", {{"grandTotal", money(old.at("OrderTotal"))}}},
          {"payment",
           {{"paymentExecutions", json::array{json::object{{"paymentMethod", old.at("PaymentMethod")}}}}}},
          {"fulfillment",
           {{"fulfillmentStatus", "UNSHIPPED"},
            {"fulfilledBy", "MERCHANT"},
            {"shipByWindow", {{"latestDateTime", old.at("LatestShipDate")}}}}},
          {"orderItems", std::move(items)}};
}

std::string text_of(const json::value& value) {
  return std::string(std::string_view(value.get_string()));
}

// A recorded order that has a total, as it was and as it is read in the frame of today's API; of one the
// items were recorded too.
struct RecordedOrder {
  json::value old;
  Order order;
  bool has_lines = false;
};

// Empty when the recorded files are not on this machine.
std::vector<RecordedOrder> orders_with_totals() {
  std::vector<RecordedOrder> all;
  const json::value answer = recorded("amazon-in/orders_unshipped.json");
  const json::value items = recorded("amazon-in/orders_items.json");
  if (answer.is_null() || items.is_null()) return all;
  for (const auto& old : answer.at("payload").at("Orders").as_array()) {
    if (!old.as_object().contains("OrderTotal")) continue;
    json::array lines;
    const bool has_lines = old.at("AmazonOrderId") == items.at("payload").at("AmazonOrderId");
    if (has_lines) lines.push_back(item_of_today(items.at("payload").at("OrderItems").at(0)));
    const auto page =
        decode_orders(json::object{{"orders", json::array{order_of_today(old, std::move(lines))}}}, 1);
    BOOST_REQUIRE(page.has_value());
    const auto* bad = std::get_if<Undecodable>(&page->records.at(0));
    BOOST_REQUIRE_MESSAGE(bad == nullptr, (bad == nullptr ? "" : bad->error.text()));
    auto order = std::get<Order>(page->records.at(0));
    order.status = OrderStatus::confirmed;
    all.push_back({old, std::move(order), has_lines});
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(recorded_orders)

BOOST_AUTO_TEST_CASE(answers_of_the_older_api_are_no_empty_pages) {
  for (const char* name : {"amazon-in/orders_unshipped.json", "amazon-in/orders_items.json",
                           "amazon-in/listings_item.json", "muffin_man/get_order_items.json",
                           "muffin_man/get_inventory_summaries_v1.json", "issues/pending-order-item.json"}) {
    const json::value answer = recorded(name);
    if (answer.is_null()) continue;
    const auto page = decode_orders(answer, 1);
    BOOST_REQUIRE_MESSAGE(!page.has_value(), name);
    BOOST_TEST((page.error().code == ErrorCode::malformed), name);
  }
}

BOOST_AUTO_TEST_CASE(orders_of_the_older_api_are_quarantined_each_without_personal_data) {
  const json::value answer = recorded("amazon-in/orders_unshipped.json");
  if (answer.is_null()) return;
  const auto& orders = answer.at("payload").at("Orders").as_array();
  const auto page = decode_orders(json::object{{"orders", orders}}, 1);
  BOOST_REQUIRE(page.has_value());
  BOOST_REQUIRE(page->records.size() == orders.size());
  for (std::size_t i = 0; i < orders.size(); ++i) {
    BOOST_REQUIRE(std::holds_alternative<Undecodable>(page->records[i]));
    const auto& bad = std::get<Undecodable>(page->records[i]);
    BOOST_TEST(bad.error.field == "orders[" + std::to_string(i) + "].orderId");
    BOOST_TEST(bad.payload.find(text_of(orders[i].at("AmazonOrderId"))) != std::string::npos);
    for (const char* place : {"ShippingAddress", "DefaultShipFromLocationAddress"}) {
      const auto* address = orders[i].as_object().if_contains(place);
      if (address == nullptr) continue;
      for (const char* part : {"PostalCode", "Name", "AddressLine1"}) {
        const auto* value = address->as_object().if_contains(part);
        if (value != nullptr) BOOST_TEST(bad.payload.find(text_of(*value)) == std::string::npos, bad.payload);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(recorded_values_are_kept_to_the_letter) {
  int with_items = 0;
  const auto all = orders_with_totals();
  if (all.empty()) return;
  for (const auto& [old, order, known] : all) {
    BOOST_TEST(order.order_id == text_of(old.at("AmazonOrderId")));
    BOOST_TEST(format_time(order.created) == text_of(old.at("PurchaseDate")));
    BOOST_TEST(format_time(order.last_updated) == text_of(old.at("LastUpdateDate")));
    BOOST_TEST(format_time(order.ship_by.value()) == text_of(old.at("LatestShipDate")));
    BOOST_TEST(order.total.value().amount_text() == text_of(old.at("OrderTotal").at("Amount")));
    BOOST_TEST(order.destination.city == text_of(old.at("ShippingAddress").at("City")));
    BOOST_TEST(order.payment_methods == std::vector<std::string>{text_of(old.at("PaymentMethod"))});
    if (!known) continue;
    ++with_items;
    // The price is without tax there; both make up the total.
    const OrderLine& line = order.lines.at(0);
    BOOST_TEST(line.sku == "0.5kg cs 1");
    BOOST_REQUIRE(line.charges.size() == 2u);
    BOOST_TEST((add(line.charges[0].amount, line.charges[1].amount).value() == order.total));
  }
  BOOST_TEST(with_items == 1);
}

BOOST_AUTO_TEST_CASE(recorded_amounts_and_addresses_say_what_the_tax_is) {
  // The state that this account ships from.
  const books::TaxSituation from_jharkhand{
      .seller_state = "20", .seller_state_from = "home", .day = std::chrono::year(2026) / 8 / 17};
  int balanced = 0;
  int without_lines = 0;
  const auto all = orders_with_totals();
  if (all.empty()) return;
  for (const auto& [old, order, known] : all) {
    const auto tax = books::tax_of_order(order, from_jharkhand);
    BOOST_TEST((tax.place.found_by == PlaceSource::state), order.destination.state);
    BOOST_TEST(tax.place.postal_code_says == "");
    if (!known) {
      // Their items were not recorded.
      ++without_lines;
      BOOST_TEST(tax.reason == "a total was sent, and no amounts that make it up");
      continue;
    }
    ++balanced;
    BOOST_TEST((tax.balance == TaxBalance::exclusive));
    BOOST_TEST(tax.equation == "208.57 + 10.43 = 219.00 INR");
    BOOST_TEST(tax.place.code == "33");
    BOOST_TEST((tax.supply == SupplyKind::inter_state));
    BOOST_TEST(tax.split.value().igst.text() == "10.43 INR");
    BOOST_TEST(tax.amounts.at(0).inferred_rate == "5");
    // The PIN code itself went nowhere.
    const auto pin = text_of(old.at("ShippingAddress").at("PostalCode"));
    BOOST_TEST(json::serialize(to_json(order)).find(pin) == std::string::npos);
  }
  BOOST_TEST(balanced == 1);
  BOOST_TEST(without_lines > 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
