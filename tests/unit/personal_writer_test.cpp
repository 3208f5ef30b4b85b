#include <boost/test/unit_test.hpp>

#include "daemon/sync/personal_records.h"
#include "daemon/sync/personal_writer.h"
#include "tests/support/memory_engine.h"
#include "tests/support/temporary_directory.h"

using namespace sellerd;

namespace {

constexpr std::uint32_t kAccount = 7;

Timestamp at(const char* text) {
  return *parse_time(text);
}

Order order_of(OrderStatus status, const char* last_updated) {
  Order order;
  order.integration = kAccount;
  order.order_id = "408-1";
  order.status = status;
  order.last_updated = at(last_updated);
  order.source = "search";
  return order;
}

struct Fixture {
  TemporaryDirectory directory;
  store::Vault master{{1, 2, 3}};
  store::KeyRing keys = *store::KeyRing::open(directory.path() / "keyring", master);
  store::Store books{test::open_memory(std::make_shared<test::MemoryDisk>()).value()};
  Timestamp now = at("2026-10-10T12:00:00Z");
  bool wanted = true;
  Order first = order_of(OrderStatus::confirmed, "2026-10-02T08:00:00Z");
  PersonalData person{.buyer_name = "Asha",
                      .recipient_name = "Ravi",
                      .address_line_1 = "12 Hill Road",
                      .address_line_2 = "Second floor",
                      .postal_code = "400050",
                      .phone = "98200",
                      .gifts = {{"line 1", "Many happy returns"}}};

  // A page with this order comes, and brings this when it brings anything.
  void page(const Order& order, const std::optional<Order>& before, const std::optional<PersonalData>& data) {
    std::vector<PersonalOfOrder> of_page;
    if (data) of_page.push_back({order.order_id, *data});
    sync::PersonalWriter writer(books, keys, wanted, now, std::move(of_page));
    store::Batch batch;
    BOOST_REQUIRE(writer.take(order, before, batch).has_value());
    BOOST_REQUIRE(books.commit(batch).has_value());
  }
  std::optional<store::PersonalRecord> record() { return *books.get(store::kPersonal, kAccount, "408-1"); }
  PersonalData held() {
    const auto found = record();
    BOOST_REQUIRE(found.has_value());
    const auto data = sync::open_personal(keys, kAccount, "408-1", *found);
    BOOST_REQUIRE((data.has_value() && data->has_value()));
    return **data;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(personal_writer, Fixture)

BOOST_AUTO_TEST_CASE(the_same_page_again_changes_no_byte) {
  page(first, {}, person);
  BOOST_TEST((held() == person));
  const auto sealed = record()->sealed;
  page(first, first, person);
  page(first, first, {});
  BOOST_TEST((record()->sealed == sealed));
}

BOOST_AUTO_TEST_CASE(what_is_withheld_later_stays_and_an_address_is_replaced_as_a_whole) {
  page(first, {}, person);
  const auto later = order_of(OrderStatus::confirmed, "2026-10-03T08:00:00Z");
  page(later, first, PersonalData{.buyer_name = "Asha R."});
  auto expected = person;
  expected.buyer_name = "Asha R.";
  BOOST_TEST((held() == expected));
  page(order_of(OrderStatus::confirmed, "2026-10-04T08:00:00Z"), later,
       PersonalData{.address_line_1 = "3 Lake View", .postal_code = "560001"});
  expected.address_line_1 = "3 Lake View";
  expected.address_line_2.clear();
  expected.postal_code = "560001";
  BOOST_TEST((held() == expected));
}

BOOST_AUTO_TEST_CASE(an_older_version_brings_nothing) {
  const auto later = order_of(OrderStatus::confirmed, "2026-10-05T08:00:00Z");
  page(first, later, person);
  BOOST_TEST(!record().has_value());
}

BOOST_AUTO_TEST_CASE(where_it_is_not_wanted_nothing_comes_in_and_nothing_is_prolonged) {
  page(first, {}, person);
  const auto before = *record();
  wanted = false;
  const auto changed = order_of(OrderStatus::confirmed, "2026-10-08T08:00:00Z");
  page(changed, first, PersonalData{.buyer_name = "Somebody else"});
  BOOST_TEST((record()->bucket == before.bucket));
  BOOST_TEST((held() == person));
  // A shorter time holds all the same.
  Package package;
  package.status = "SHIPPED";
  package.shipped_at = at("2026-10-01T08:00:00Z");
  auto shipped = order_of(OrderStatus::fulfilled, "2026-10-09T08:00:00Z");
  shipped.packages.push_back(package);
  page(shipped, changed, {});
  BOOST_TEST((record()->bucket == at("2026-10-31T00:00:00Z")));
  BOOST_TEST((held() == person));
}

BOOST_AUTO_TEST_CASE(an_order_that_is_cancelled_and_never_shipped_ends_too) {
  page(first, {}, person);
  const auto cancelled = order_of(OrderStatus::cancelled, "2026-10-06T08:00:00Z");
  page(cancelled, first, {});
  BOOST_TEST((record()->bucket == at("2026-11-05T00:00:00Z")));
  now = at("2026-11-04T12:00:00Z");
  const auto refunded = order_of(OrderStatus::cancelled, "2026-11-04T08:00:00Z");
  page(refunded, cancelled, person);
  BOOST_TEST((record()->bucket == at("2026-11-05T00:00:00Z")));
  now = at("2026-11-05T00:00:00Z");
  page(order_of(OrderStatus::cancelled, "2026-11-04T20:00:00Z"), refunded, person);
  BOOST_TEST(!record().has_value());
}

BOOST_AUTO_TEST_CASE(an_order_whose_time_is_over_does_not_come_in) {
  now = at("2026-12-01T00:00:00Z");
  page(first, {}, person);
  BOOST_TEST(!record().has_value());
  BOOST_TEST(!std::filesystem::exists(directory.path() / "keyring"));
}

BOOST_AUTO_TEST_SUITE_END()
