#include <boost/test/unit_test.hpp>

#include "daemon/books/personal_retention.h"

using namespace sellerd;
using books::personal_data_ends;

namespace {

Timestamp at(const char* text) {
  return *parse_time(text);
}
const Timestamp kNow = at("2026-10-20T12:00:00Z");

Order order_of(OrderStatus status, const char* last_updated) {
  Order order;
  order.status = status;
  order.last_updated = at(last_updated);
  order.source = "search";
  return order;
}

Order with_package(Order order, std::string status, std::optional<Timestamp> shipped) {
  Package package;
  package.status = std::move(status);
  package.shipped_at = shipped;
  order.packages.push_back(std::move(package));
  return order;
}

Timestamp ends(const Order& order, const std::optional<Order>& before = {},
               const std::optional<Timestamp>& held = {}) {
  return personal_data_ends(order, before, held, kNow);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(personal_retention)

BOOST_AUTO_TEST_CASE(an_open_order_counts_from_its_last_change) {
  const auto first = order_of(OrderStatus::confirmed, "2026-10-01T23:59:59Z");
  BOOST_TEST((ends(first) == at("2026-10-31T00:00:00Z")));
  const auto later = order_of(OrderStatus::confirmed, "2026-10-05T00:00:00Z");
  BOOST_TEST((ends(later, first, ends(first)) == at("2026-11-04T00:00:00Z")));
}

BOOST_AUTO_TEST_CASE(a_shipped_order_counts_from_its_last_shipment) {
  const auto shipped = with_package(order_of(OrderStatus::fulfilled, "2026-10-15T00:00:00Z"), "SHIPPED",
                                    at("2026-10-02T10:00:00Z"));
  BOOST_TEST((ends(shipped) == at("2026-11-01T00:00:00Z")));
  const auto twice = with_package(shipped, "PENDING", at("2026-10-04T10:00:00Z"));
  BOOST_TEST((ends(twice, shipped, ends(shipped)) == at("2026-11-03T00:00:00Z")));
}

BOOST_AUTO_TEST_CASE(a_delivery_counts_where_it_was_seen_to_happen) {
  const auto shipped_at = at("2026-10-02T10:00:00Z");
  const auto on_its_way =
      with_package(order_of(OrderStatus::fulfilled, "2026-10-02T11:00:00Z"), "IN_TRANSIT", shipped_at);
  const auto delivered =
      with_package(order_of(OrderStatus::fulfilled, "2026-10-07T15:00:00Z"), "DELIVERED", shipped_at);
  const auto day = ends(delivered, on_its_way, ends(on_its_way));
  BOOST_TEST((day == at("2026-11-06T00:00:00Z")));
  // Whatever happens to it later (a return, a refund), the delivery stays where it was.
  const auto returned =
      with_package(order_of(OrderStatus::fulfilled, "2026-10-18T15:00:00Z"), "DELIVERED", shipped_at);
  BOOST_TEST((ends(returned, delivered, day) == day));
  // First seen delivered: when that was, nobody knows.
  BOOST_TEST((ends(returned) == at("2026-11-01T00:00:00Z")));
  BOOST_TEST((ends(returned, returned) == at("2026-11-01T00:00:00Z")));
  // A report has not seen where its packages were.
  auto by_report = order_of(OrderStatus::fulfilled, "2026-10-16T15:00:00Z");
  by_report.source = "report";
  BOOST_TEST((ends(by_report, delivered, day) == day));
  BOOST_TEST((ends(returned, by_report) == at("2026-11-01T00:00:00Z")));
}

BOOST_AUTO_TEST_CASE(a_part_on_its_way_is_no_delivery_and_a_cancelled_package_does_not_matter) {
  const auto shipped_at = at("2026-10-02T10:00:00Z");
  const auto order = order_of(OrderStatus::fulfilled, "2026-10-07T15:00:00Z");
  const auto before = with_package(order, "SHIPPED", shipped_at);
  const auto half = with_package(with_package(order, "DELIVERED", shipped_at), "SHIPPED", shipped_at);
  BOOST_TEST((ends(half, before) == at("2026-11-01T00:00:00Z")));
  const auto whole = with_package(with_package(order, "DELIVERED", shipped_at), "CANCELLED", {});
  BOOST_TEST((ends(whole, before) == at("2026-11-06T00:00:00Z")));
}

BOOST_AUTO_TEST_CASE(once_an_order_is_over_later_changes_prolong_nothing) {
  for (const auto status : {OrderStatus::fulfilled, OrderStatus::cancelled}) {
    const auto first = order_of(status, "2026-10-01T08:00:00Z");
    const auto day = ends(first, order_of(OrderStatus::confirmed, "2026-09-30T08:00:00Z"));
    BOOST_TEST((day == at("2026-10-31T00:00:00Z")));
    const auto later = order_of(status, "2026-10-19T08:00:00Z");
    BOOST_TEST((ends(later, first, day) == day));
    BOOST_TEST((ends(later, first) == day));
  }
}

BOOST_AUTO_TEST_CASE(nothing_counts_from_the_future) {
  const auto order = order_of(OrderStatus::confirmed, "9999-01-01T00:00:00Z");
  BOOST_TEST((ends(order) == at("2026-11-19T00:00:00Z")));
}

BOOST_AUTO_TEST_SUITE_END()
