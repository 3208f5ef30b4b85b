// Whose an order is, and that the customers stay in step with their orders.
#include "daemon/books/customer.h"

#include <boost/test/unit_test.hpp>

#include "daemon/sync/customer_book.h"
#include "tests/support/memory_engine.h"

namespace sellerd {
namespace {

using namespace std::chrono;

constexpr const char* kGstin = "29AAGCB7383J1Z4";

Order order_to(const char* id, const char* state, std::uint32_t integration = 1) {
  Order order{.integration = integration,
              .order_id = id,
              .status = OrderStatus::confirmed,
              .created = *parse_time("2026-10-01T06:00:00Z"),
              .destination = {"SOMEWHERE", state, "IN"}};
  return order;
}

// Order by order as a page writes them.
struct Books {
  store::Store store{test::open_memory(std::make_shared<test::MemoryDisk>()).value()};

  void take(Order order, std::optional<sync::BuyerNews> buyer = {}) {
    store::Draft draft(store);
    sync::CustomerBook customers(draft);
    const auto held = store.get(store::kOrders, order.integration, order.order_id).value();
    BOOST_REQUIRE(customers.link(order, held, buyer).has_value());
    draft.put(store::kOrders, order, order.integration, order.order_id);
    BOOST_REQUIRE(customers.finish().has_value());
    BOOST_REQUIRE(store.commit(draft.batch()).has_value());
  }
  std::vector<std::string> keys() {
    std::vector<std::string> all;
    for (const auto& customer : store.list(store::kCustomers, store::under(store::kCustomers)).value())
      all.push_back(customer.key);
    return all;
  }
  Customer customer(const std::string& key) { return store.get(store::kCustomers, key).value().value(); }
  std::vector<std::string> orders(const std::string& key) {
    std::vector<std::string> all;
    auto scanned = store.scan(store::kCustomerOrders, store::under(store::kCustomerOrders, key),
                              store::Direction::forward, [&](store::IndexEntry, std::string_view bytes) {
                                all.push_back(std::get<3>(*store::kCustomerOrders.parse(bytes)));
                                return true;
                              });
    BOOST_REQUIRE(scanned.has_value());
    return all;
  }
};

const sync::BuyerNews kAsha{"aa", sys_days(2026y / November / 20)};

using Keys = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(customers)

BOOST_AUTO_TEST_CASE(without_personal_data_there_is_one_consumer_a_state) {
  Books books;
  books.take(order_to("1", "KARNATAKA"));
  books.take(order_to("2", "Karnataka"));
  books.take(order_to("3", "KERALA"));
  books.take(order_to("4", "APO"));
  auto business = order_to("5", "KERALA");
  business.programs = {"AMAZON_BUSINESS"};
  books.take(business);
  auto abroad = order_to("6", "");
  abroad.destination = {"LONDON", "", "GB"};
  books.take(abroad);
  BOOST_TEST(books.keys() == (Keys{"business-32", "consumer-29", "consumer-32", "overseas", "unresolved"}),
             boost::test_tools::per_element());
  BOOST_TEST(books.orders("consumer-29") == (Keys{"1", "2"}), boost::test_tools::per_element());
  BOOST_TEST((books.customer("consumer-29").treatment == GstTreatment::consumer));
  BOOST_TEST((books.customer("business-32").treatment == GstTreatment::business_none));
  BOOST_TEST((books.customer("overseas").treatment == GstTreatment::overseas));
  BOOST_TEST(books.customer("consumer-29").channels.at(0).orders == 2);
}

BOOST_AUTO_TEST_CASE(an_order_is_counted_once_however_often_it_comes) {
  Books books;
  for (int i = 0; i < 3; ++i) books.take(order_to("1", "KARNATAKA"));
  BOOST_TEST(books.customer("consumer-29").channels.at(0).orders == 1);
  auto later = order_to("1", "KARNATAKA");
  later.created += hours(1);
  books.take(later);
  BOOST_TEST(books.customer("consumer-29").channels.at(0).orders == 1);
  BOOST_TEST(books.orders("consumer-29").size() == 1u);
}

BOOST_AUTO_TEST_CASE(orders_of_one_commit_are_counted_together) {
  Books books;
  store::Draft draft(books.store);
  sync::CustomerBook customers(draft);
  for (const char* id : {"1", "2", "3"}) {
    auto order = order_to(id, "KARNATAKA");
    BOOST_REQUIRE(customers.link(order, std::nullopt).has_value());
    draft.put(store::kOrders, order, order.integration, order.order_id);
  }
  // One of them is of another state after all.
  auto moved = order_to("2", "KERALA");
  BOOST_REQUIRE(customers.link(moved, draft.get(store::kOrders, 1u, "2").value()).has_value());
  BOOST_REQUIRE(customers.finish().has_value());
  BOOST_REQUIRE(books.store.commit(draft.batch()).has_value());
  BOOST_TEST(books.customer("consumer-29").channels.at(0).orders == 2);
  BOOST_TEST(books.customer("consumer-32").channels.at(0).orders == 1);
  BOOST_TEST(books.orders("consumer-29") == (Keys{"1", "3"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_buyer_is_one_customer_by_the_e_mail_address) {
  Books books;
  books.take(order_to("1", "KARNATAKA"), kAsha);
  books.take(order_to("2", "KERALA"), kAsha);
  books.take(order_to("3", "KERALA"), sync::BuyerNews{"bb", kAsha.bucket});
  BOOST_TEST(books.keys() == (Keys{"buyer-1", "buyer-2"}), boost::test_tools::per_element());
  BOOST_TEST(books.customer("buyer-1").channels.at(0).orders == 2);
  BOOST_TEST(books.customer("buyer-1").place == "32");
  // A later page without the address changes nothing.
  books.take(order_to("1", "KARNATAKA"));
  BOOST_TEST(books.orders("buyer-1").size() == 2u);
}

BOOST_AUTO_TEST_CASE(an_order_moves_to_its_buyer_when_the_buyer_is_told) {
  Books books;
  books.take(order_to("1", "KARNATAKA"));
  books.take(order_to("1", "KARNATAKA"), kAsha);
  BOOST_TEST(books.keys() == Keys{"buyer-1"}, boost::test_tools::per_element());
  BOOST_TEST(books.orders("consumer-29").empty());
}

BOOST_AUTO_TEST_CASE(what_a_buyer_is_known_by_ends_with_the_personal_data) {
  Books books;
  books.take(order_to("1", "KARNATAKA"), kAsha);
  auto longer = kAsha;
  longer.bucket += days(5);
  books.take(order_to("2", "KARNATAKA"), longer);
  BOOST_REQUIRE(sync::sweep_buyer_keys(books.store, kAsha.bucket).has_value());
  books.take(order_to("3", "KARNATAKA"), longer);
  BOOST_TEST(books.orders("buyer-1").size() == 3u);
  BOOST_REQUIRE(sync::sweep_buyer_keys(books.store, longer.bucket).has_value());
  BOOST_TEST(books.store.list(store::kBuyerKeys, store::under(store::kBuyerKeys)).value().empty());
  longer.bucket += days(30);
  books.take(order_to("4", "KARNATAKA"), longer);
  BOOST_TEST(books.orders("buyer-1").size() == 3u);
  BOOST_TEST(books.orders("buyer-2").size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_gstin_makes_a_business_whether_the_order_or_the_report_comes_first) {
  Books books;
  books.take(order_to("1", "KARNATAKA"));
  const auto note = [&](const char* id, const char* gstin) {
    store::Draft draft(books.store);
    sync::CustomerBook customers(draft);
    BOOST_REQUIRE(customers.note_gstin(1, id, gstin).has_value());
    BOOST_REQUIRE(customers.finish().has_value());
    BOOST_REQUIRE(books.store.commit(draft.batch()).has_value());
  };
  note("1", kGstin);
  note("2", kGstin);
  books.take(order_to("2", "KARNATAKA"));
  const auto key = std::string("gstin-") + kGstin;
  BOOST_TEST(books.keys() == Keys{key}, boost::test_tools::per_element());
  BOOST_TEST(books.orders(key).size() == 2u);
  BOOST_TEST((books.customer(key).treatment == GstTreatment::business_gst));
  // A number that cannot be right makes nobody a business.
  note("1", "29AAGCB7383J1Z5");
  BOOST_TEST(books.keys() == (Keys{"consumer-29", key}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_said_of_a_customer_stays) {
  Books books;
  books.take(order_to("1", "KARNATAKA"), kAsha);
  auto customer = books.customer("buyer-1");
  customer.treatment = GstTreatment::business_sez;
  customer.treatment_said = true;
  store::Batch batch;
  batch.put(store::kCustomers, customer, customer.key);
  BOOST_REQUIRE(books.store.commit(batch).has_value());
  books.take(order_to("2", "KERALA"), kAsha);
  BOOST_TEST((books.customer("buyer-1").treatment == GstTreatment::business_sez));
}

BOOST_AUTO_TEST_CASE(an_account_takes_only_its_own_orders_with_it) {
  Books books;
  books.take(order_to("1", "KARNATAKA", 1));
  books.take(order_to("2", "KARNATAKA", 2));
  books.take(order_to("3", "KERALA", 1));
  BOOST_REQUIRE(sync::erase_customers(books.store, 1).has_value());
  BOOST_TEST(books.keys() == Keys{"consumer-29"}, boost::test_tools::per_element());
  BOOST_TEST(books.customer("consumer-29").channels.size() == 1u);
  BOOST_TEST(books.orders("consumer-29") == Keys{"2"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
